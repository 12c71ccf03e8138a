import { EMPTY_BATCH, type Drift } from "../../src/model/batch.ts";
import type { Page } from "../../src/model/page.ts";
import type { WorkflowRecord } from "../../src/model/workflow.ts";
import { lastPage } from "../last-page.ts";
import { userRecord } from "./actors.ts";
import { nextCursor, type Answer, type LinearClient } from "./client.ts";
import { CONFIGURATION, CYCLES } from "./documents.ts";
import * as schema from "./schema.ts";
import { recordId, type Site } from "./site.ts";
import { stateRecord } from "./states.ts";

export interface Configuration {
  readonly states: ReadonlyMap<string, schema.LinearState>;
  readonly labels: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, schema.LinearUser>;
  readonly projects: ReadonlyMap<string, string>;
  readonly firstTemplateAt: number | null;
  readonly bodies: readonly Answer<unknown>["body"][];
  readonly drift: readonly Drift[];
}

const LISTS = ["states", "labels", "users", "projects"] as const;
const FIELDS = { states: "workflowStates", labels: "issueLabels", users: "users", projects: "projects" } as const;

/** One request for most workspaces; one more for each further 250 of the longest list. */
export async function fetchConfiguration(client: LinearClient, stream: string): Promise<Configuration> {
  const after: Record<(typeof LISTS)[number], string | null> = { states: null, labels: null, users: null, projects: null };
  const open = new Set<(typeof LISTS)[number]>(LISTS);
  const nodes = { states: [] as unknown[], labels: [] as unknown[], users: [] as unknown[], projects: [] as unknown[] };
  const seen = { states: new Set<string>(), labels: new Set<string>(), users: new Set<string>(), projects: new Set<string>() };
  const bodies: Answer<unknown>["body"][] = [];
  let templates: readonly unknown[] = [];
  for (let page = 1; open.size > 0; page++) {
    const { data, body } = await client.query(
      CONFIGURATION,
      {
        ...after,
        withStates: open.has("states"),
        withLabels: open.has("labels"),
        withUsers: open.has("users"),
        withProjects: open.has("projects"),
        withTemplates: page === 1,
      },
      schema.configuration,
      { stream, page },
    );
    bodies.push(body);
    if (page === 1) templates = data.templates ?? [];
    for (const list of [...open]) {
      const found = data[FIELDS[list]];
      nodes[list].push(...(found?.nodes ?? []));
      after[list] =
        found === null || found === undefined ? null : nextCursor(found.pageInfo, seen[list], { stream: FIELDS[list], page });
      if (after[list] === null) open.delete(list);
    }
  }
  const drift: Drift[] = [];
  const checked = <T>({ values, rejected }: { values: T[]; rejected: number }, path: string): T[] => {
    if (rejected > 0) drift.push({ path, value: "unexpected shape", count: rejected });
    return values;
  };
  const states = checked(schema.valuesIn(nodes.states, schema.state), "workflowState");
  const users = checked(schema.valuesIn(nodes.users, schema.user), "user");
  const labels = checked(schema.valuesIn(nodes.labels, schema.named), "issueLabel");
  const projects = checked(schema.valuesIn(nodes.projects, schema.named), "project");
  const ofIssues = schema.valuesIn(templates, schema.template).values.filter(({ type }) => type === "issue");
  const made = ofIssues.flatMap(({ createdAt }) => schema.instantOf(createdAt) ?? []);
  return {
    states: new Map(states.map((state) => [state.id, state])),
    labels: new Map(labels.map(({ id, name }) => [id, name])),
    users: new Map(users.map((user) => [user.id, user])),
    projects: new Map(projects.map(({ id, name }) => [id, name])),
    firstTemplateAt: made.length === 0 ? null : Math.min(...made),
    bodies,
    drift,
  };
}

export function configurationPage(site: Site, { bodies, drift }: Configuration, watermark: number): Page {
  const states = [...site.states.values()];
  const users = [...site.users.values()];
  return lastPage({
    batch: {
      ...EMPTY_BATCH,
      statuses: states.map((state) => stateRecord(site, state)),
      workflows: workflowRecords(site, states),
      actors: users.map((user) => userRecord(user, site)),
      drift,
    },
    bodies,
    watermark,
    fetched: states.length,
  });
}

/** States in Linear's order. Linear lets every state follow every other, so nothing is constrained. */
function workflowRecords(site: Site, states: readonly schema.LinearState[]): readonly WorkflowRecord[] {
  const ofTeam = Map.groupBy(states, ({ team }) => team?.id ?? null);
  return [...site.teams.values()].flatMap((team): WorkflowRecord[] => {
    const own = (ofTeam.get(team.id) ?? [])
      .filter(({ archivedAt }) => archivedAt === null || archivedAt === undefined)
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.id < b.id ? -1 : 1))
      .map(({ id }) => recordId(site, id));
    if (own.length === 0) return [];
    return [
      {
        id: recordId(site, `workflow:${team.id}`),
        name: `${team.key} workflow`,
        statuses: own,
        transitions: own.map((to) => ({ from: null, to, hasRule: false })),
        projectKeys: [team.key],
        typesRaw: [],
      },
    ];
  });
}

/** Teams as the preflight found them, and their cycles. */
export async function teamsPage(client: LinearClient, site: Site, watermark: number, stream: string): Promise<Page> {
  const bodies: Answer<unknown>["body"][] = [];
  const nodes: unknown[] = [];
  const seen = new Set<string>();
  let after: string | null = null;
  for (let page = 1; page === 1 || after !== null; page++) {
    const place = { stream, page };
    const answer: Awaited<ReturnType<typeof askCycles>> = await askCycles(client, after, place);
    bodies.push(answer.body);
    nodes.push(...answer.data.cycles.nodes);
    after = nextCursor(answer.data.cycles.pageInfo, seen, place);
  }
  const keys = new Set([...site.teams.values()].map(({ key }) => key));
  const { values, rejected } = schema.valuesIn(nodes, schema.cycle);
  const cycles = values.filter(({ team }) => team === null || team === undefined || keys.has(team.key));
  const teams = [...site.teams.values()];
  return lastPage({
    batch: {
      ...EMPTY_BATCH,
      teams: teams.map(({ id, key, name }) => ({ id: recordId(site, id), name, basis: `linear team ${key}` })),
      projects: teams.map(({ id, key, name }) => ({ key, name, team: recordId(site, id) })),
      sprints: cycles.map(({ id, name, number, description, startsAt, endsAt, completedAt }) => ({
        id: recordId(site, id),
        name: name ?? `Cycle ${number}`,
        startAt: schema.instantOf(startsAt),
        endAt: schema.instantOf(endsAt),
        completedAt: schema.instantOf(completedAt),
        hasGoal: (description ?? "").trim() !== "",
      })),
      drift: rejected === 0 ? [] : [{ path: "cycle", value: "unexpected shape", count: rejected }],
    },
    bodies,
    watermark,
    fetched: teams.length,
    vendorTotal: teams.length,
  });
}

const askCycles = (client: LinearClient, after: string | null, place: { readonly stream: string; readonly page: number }) =>
  client.query(CYCLES, { after }, schema.cyclePage, place);
