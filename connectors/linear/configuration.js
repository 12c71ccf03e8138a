import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { userRecord } from "./actors.ts";
import { nextCursor } from "./client.ts";
import { CONFIGURATION, CYCLES } from "./documents.ts";
import * as schema from "./schema.ts";
import { recordId } from "./site.ts";
import { stateRecord } from "./states.ts";
const LISTS = ["states", "labels", "users", "projects"];
const FIELDS = { states: "workflowStates", labels: "issueLabels", users: "users", projects: "projects" };
/** One request for most workspaces; one more for each further 250 of the longest list. */
export async function fetchConfiguration(client, stream) {
    const after = { states: null, labels: null, users: null, projects: null };
    const open = new Set(LISTS);
    const nodes = { states: [], labels: [], users: [], projects: [] };
    const seen = { states: new Set(), labels: new Set(), users: new Set(), projects: new Set() };
    const bodies = [];
    let templates = [];
    for (let page = 1; open.size > 0; page++) {
        const { data, body } = await client.query(CONFIGURATION, {
            ...after,
            withStates: open.has("states"),
            withLabels: open.has("labels"),
            withUsers: open.has("users"),
            withProjects: open.has("projects"),
            withTemplates: page === 1,
        }, schema.configuration, { stream, page });
        bodies.push(body);
        if (page === 1)
            templates = data.templates ?? [];
        for (const list of [...open]) {
            const found = data[FIELDS[list]];
            nodes[list].push(...(found?.nodes ?? []));
            after[list] =
                found === null || found === undefined ? null : nextCursor(found.pageInfo, seen[list], { stream: FIELDS[list], page });
            if (after[list] === null)
                open.delete(list);
        }
    }
    const drift = [];
    const checked = ({ values, rejected }, path) => {
        if (rejected > 0)
            drift.push({ path, value: "unexpected shape", count: rejected });
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
export function configurationPage(site, { bodies, drift }, watermark) {
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
function workflowRecords(site, states) {
    const ofTeam = Map.groupBy(states, ({ team }) => team?.id ?? null);
    return [...site.teams.values()].flatMap((team) => {
        const own = (ofTeam.get(team.id) ?? [])
            .filter(({ archivedAt }) => archivedAt === null || archivedAt === undefined)
            .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.id < b.id ? -1 : 1))
            .map(({ id }) => recordId(site, id));
        if (own.length === 0)
            return [];
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
export async function teamsPage(client, site, watermark, stream) {
    const bodies = [];
    const nodes = [];
    const seen = new Set();
    let after = null;
    for (let page = 1; page === 1 || after !== null; page++) {
        const place = { stream, page };
        const answer = await askCycles(client, after, place);
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
            sprints: cycles.map(({ id, name, number, startsAt, endsAt, completedAt }) => ({
                id: recordId(site, id),
                name: name ?? `Cycle ${number}`,
                startAt: schema.instantOf(startsAt),
                endAt: schema.instantOf(endsAt),
                completedAt: schema.instantOf(completedAt),
            })),
            drift: rejected === 0 ? [] : [{ path: "cycle", value: "unexpected shape", count: rejected }],
        },
        bodies,
        watermark,
        fetched: teams.length,
        vendorTotal: teams.length,
    });
}
const askCycles = (client, after, place) => client.query(CYCLES, { after }, schema.cyclePage, place);
/** The only, and so last, page of a short stream. */
export function lastPage(page) {
    return {
        batch: EMPTY_BATCH,
        cursor: null,
        done: true,
        fetched: 0,
        vendorTotal: null,
        bodies: [],
        gone: [],
        problem: null,
        ...page,
    };
}
