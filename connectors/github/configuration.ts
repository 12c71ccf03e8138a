import { EMPTY_BATCH, type Drift } from "../../src/model/batch.ts";
import type { Json, Page } from "../../src/model/page.ts";
import { DAY_MS, type Instant } from "../../src/model/window.ts";
import type { StatusRecord, WorkflowRecord } from "../../src/model/workflow.ts";
import { fromLines } from "../text/plain-text.ts";
import { lastPage } from "../last-page.ts";
import type { Capabilities } from "./capabilities.ts";
import { nextCursor, type Answer, type GithubClient } from "./client.ts";
import { PROJECTS_OF_OWNER, repositorySetup } from "./documents.ts";
import { codeOf } from "./graphql-errors.ts";
import { headingLines } from "./issues.ts";
import { REPOSITORIES } from "./page-sizes.ts";
import * as schema from "./schema.ts";
import type { ProjectAccess } from "./project-access.ts";
import { labelStatus, optionStatus, statusFamily } from "./statuses.ts";
import { ownStatuses, recordId, sprintId, type Project, type RepositorySetup, type Site } from "./site.ts";

export interface Configuration {
  /** The wanted one, or all that have a Status field, the one with most items first. */
  readonly projects: readonly Project[];
  readonly setups: ReadonlyMap<string, RepositorySetup>;
  /** Names of status labels as they are written, by repository. */
  readonly familyNames: ReadonlyMap<string, readonly string[]>;
  readonly bodies: readonly Answer<unknown>["body"][];
  readonly drift: readonly Drift[];
}

export interface ConfigurationIn {
  readonly client: GithubClient;
  readonly host: Capabilities;
  readonly repositories: readonly schema.GithubRepository[];
  /** Logins of the owners of repositories in scope. */
  readonly owners: readonly string[];
  /** Number of the project that was named; null = none was. */
  readonly project: number | null;
  readonly access: ProjectAccess;
  readonly stream: string;
}

/** A request for each 20 projects of an owner, and one for each 50 repositories. */
export async function fetchConfiguration(input: ConfigurationIn): Promise<Configuration> {
  const { client, host, repositories, stream } = input;
  const bodies: Answer<unknown>["body"][] = [];
  const { projects, drift } = await fetchProjects(input, bodies);
  const setups = new Map<string, RepositorySetup>();
  const familyNames = new Map<string, readonly string[]>();
  for (let index = 0; index < repositories.length; index += REPOSITORIES) {
    const asked = repositories.slice(index, index + REPOSITORIES);
    const variables: Record<string, Json> = {};
    asked.forEach(({ id }, position) => void (variables[`i${position}`] = id));
    const place = { stream, page: null };
    const { data, body } = await client.query(repositorySetup(host, asked.length), variables, schema.repositorySetup, place);
    bodies.push(body);
    asked.forEach(({ id }, position) => {
      const found = data[`r${position}`];
      const labels = (found?.labels?.nodes ?? []).flatMap((label) => label?.name ?? []);
      const statusLabels = statusFamily(labels);
      const templates = (found?.issueTemplates ?? []).map((template) => headingLines(fromLines(template.body ?? "").headings));
      setups.set(id, { statusLabels, templates: new Set(templates.filter((headings) => headings !== "")) });
      familyNames.set(
        id,
        labels.filter((label) => statusLabels.has(label.toLowerCase())),
      );
    });
  }
  return { projects, setups, familyNames, bodies, drift };
}

async function fetchProjects(
  { client, host, owners, project: wanted, access, stream }: ConfigurationIn,
  bodies: Answer<unknown>["body"][],
): Promise<{ readonly projects: readonly Project[]; readonly drift: readonly Drift[] }> {
  const nodes: unknown[] = [];
  const drift: Drift[] = [];
  for (const owner of host.has("Organization", "projectsV2") && access.isOpen ? owners : []) {
    const seen = new Set<string>();
    let after: string | null = null;
    for (let page = 1; page === 1 || after !== null; page++) {
      const place = { stream, page };
      let answer: Awaited<ReturnType<typeof ask>>;
      try {
        answer = await ask(client, owner, after, place);
      } catch (error) {
        // Somebody whose Projects the token may not read: the rest of the configuration is worth having.
        if (codeOf(error) !== "forbidden" && codeOf(error) !== "not-found") throw error;
        access.refuse();
        break;
      }
      bodies.push(answer.body);
      const list = answer.data.repositoryOwner?.projectsV2;
      if (!list && answer.missing.some(({ kind }) => kind === "forbidden")) access.refuse();
      nodes.push(...(list?.nodes ?? []));
      after = list ? nextCursor(list.pageInfo, seen, place) : null;
    }
  }
  const there = nodes.filter((node) => node !== null);
  const { values, rejected } = schema.valuesIn(there, schema.project);
  if (rejected > 0) drift.push({ path: "projectV2", value: "unexpected shape", count: rejected });
  const all = values.map(projectOf).filter(({ statusField }) => statusField !== null);
  const named = wanted === null ? all : all.filter(({ number }) => number === wanted);
  return { projects: named.sort((a, b) => b.items - a.items || a.number - b.number), drift };
}

const ask = (
  client: GithubClient,
  owner: string,
  after: string | null,
  place: { readonly stream: string; readonly page: number },
) => client.query(PROJECTS_OF_OWNER, { owner, after }, schema.projectsOfOwner, place);

/** The field that GitHub gives every project is called Status, in English whatever the language of the interface. */
const STATUS = /^status$/i;

function projectOf({ id, number, title, items, fields }: schema.GithubProject): Project {
  const known = (fields?.nodes ?? []).filter((field) => field !== null);
  const status = known.find(({ name, options }) => STATUS.test(name ?? "") && (options?.length ?? 0) > 0);
  const iterations = known.flatMap(({ configuration }) => [
    ...(configuration?.iterations ?? []).map((one) => iterationOf(one, false)),
    ...(configuration?.completedIterations ?? []).map((one) => iterationOf(one, true)),
  ]);
  return {
    id,
    number,
    title: title.slice(0, 200),
    items: items?.totalCount ?? 0,
    statusField: status?.id ?? null,
    options: status?.options ?? [],
    iterations: iterations.filter(({ startAt }) => !Number.isNaN(startAt)),
  };
}

function iterationOf({ id, title, startDate, duration }: schema.GithubIteration, isCompleted: boolean) {
  const startAt = schema.instantOf(startDate) ?? NaN;
  return { id, title: title.slice(0, 200), startAt, endAt: startAt + duration * DAY_MS, isCompleted };
}

export function configurationPage(site: Site, configuration: Configuration, watermark: Instant): Page {
  const { projects, familyNames, bodies, drift } = configuration;
  const repositories = [...site.repositories.values()];
  return lastPage({
    batch: {
      ...EMPTY_BATCH,
      teams: repositories.map(({ id, name, nameWithOwner }) => ({
        id: recordId(site, id),
        name,
        basis: `github repository ${nameWithOwner}`,
      })),
      projects: repositories.map(({ id, name, nameWithOwner }) => ({ key: nameWithOwner, name, team: recordId(site, id) })),
      statuses: [
        ...Object.values(ownStatuses(site)),
        ...projects.flatMap((project) => project.options.map((option) => optionStatus(site, project, option))),
        ...[...familyNames].flatMap(([id, names]) => names.map((name) => labelStatus(site, id, name))),
      ],
      workflows: workflowRecords(site, configuration),
      sprints: projects.flatMap((project) =>
        project.iterations.map(({ id, title, startAt, endAt, isCompleted }) => ({
          id: sprintId(site, project.id, id),
          name: title,
          startAt,
          endAt,
          completedAt: isCompleted ? endAt : null,
        })),
      ),
      drift,
    },
    bodies,
    watermark,
    fetched: repositories.length,
    vendorTotal: repositories.length,
  });
}

/**
 * Of each repository what GitHub itself knows, or its family of labels; then the columns of the largest project, in their order. GitHub lets every
 * column follow every other, so nothing is constrained. Which repositories a project is meant for is not said, so it stands for all.
 */
function workflowRecords(site: Site, { projects: [project], familyNames }: Configuration): readonly WorkflowRecord[] {
  const { open, closed } = ownStatuses(site);
  const record = (of: string, name: string, between: readonly StatusRecord[], projectKeys: readonly string[]): WorkflowRecord => {
    const statuses = [open, ...between, closed].map(({ id }) => id);
    const transitions = statuses.map((to) => ({ from: null, to, hasRule: false }));
    return { id: recordId(site, `workflow:${of}`), name, statuses, transitions, projectKeys, typesRaw: [] };
  };
  const own = [...site.repositories.values()].map(({ id, nameWithOwner }) => {
    const labels = (familyNames.get(id) ?? []).map((name) => labelStatus(site, id, name));
    return record(id, `${nameWithOwner} issues`, labels, [nameWithOwner]);
  });
  if (project === undefined) return own;
  const columns = project.options.map((option) => optionStatus(site, project, option));
  return [...own, record(project.id, `${project.title} columns`, columns, [])];
}
