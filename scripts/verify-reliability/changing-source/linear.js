import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { linear } from "../../../connectors/linear/index.ts";
import { startLinearServer } from "../../../fixtures/linear-server/server.ts";
import { STATUSES } from "./world.ts";
const SCHEMA = fileURLToPath(new URL("../../../../shared/schemas/linear.graphql", import.meta.url));
const iso = (at) => new Date(at).toISOString();
const idOf = (number) => `issue-${String(number).padStart(6, "0")}`;
const teamOf = (key) => `team-${key.toLowerCase()}`;
const TYPES = { todo: "unstarted", doing: "started", done: "completed" };
/** So low that the connector goes down its ladder to a few issues a page. */
const MOST_COMPLEXITY = 4000;
export const startLinear = async ({ now, onRequest }) => {
    if (!existsSync(SCHEMA))
        return { missing: "the vendor's schema, ../shared/schemas/linear.graphql" };
    const hidden = [];
    let requests = 0;
    const nothing = { projects: [], hidden: new Set(), issues: [], driftMs: 0, serial: 0 };
    const server = await startLinearServer(datasetOf(nothing), readFileSync(SCHEMA, "utf8"), {
        now,
        hiddenTeams: hidden,
        mostComplexity: MOST_COMPLEXITY,
        // Every story begins at the same instant again, of which a quota would think its own.
        limits: { requestsPerHour: 1e9, complexityPerHour: 1e12 },
        onRequest: () => {
            requests++;
            onRequest();
        },
    });
    return {
        kind: "linear",
        connector: linear,
        secret: server.token,
        config: (scope) => linear.parseConfig({ apiUrl: server.url, ...(scope === null ? {} : { teams: scope }) }),
        itemId: (number) => `linear/${idOf(number)}`,
        show: (world) => {
            hidden.splice(0, hidden.length, ...[...world.hidden].map(teamOf));
            server.mutate(() => datasetOf(world));
        },
        get requests() {
            return requests;
        },
        close: () => server.close(),
    };
};
function datasetOf(world) {
    // Linear keeps what is deleted in a trash for a while; every other one is taken out of that at once.
    const there = world.issues.filter(({ isDeleted, number }) => !isDeleted || number % 2 === 0);
    const known = new Set(there.map(({ number }) => number));
    return {
        organization: "organization-1",
        viewer: "person-1",
        teams: world.projects.map((key) => ({
            id: teamOf(key),
            key,
            name: `Team ${key}`,
            private: false,
            groupIssueHistory: false,
        })),
        users: [{ id: "person-1", app: false, active: true, supportsAgentSessions: false }],
        states: world.projects.flatMap((key) => STATUSES.map((name, position) => ({
            id: `${name}-${key.toLowerCase()}`,
            name,
            type: TYPES[name],
            position,
            team: teamOf(key),
        }))),
        labels: [],
        projects: [],
        cycles: [],
        templates: [],
        issues: there.map(issueOf),
        comments: there.flatMap(({ number, comments }) => comments.map(({ id, at }) => ({
            id: `comment-${id}`,
            createdAt: iso(at),
            updatedAt: iso(at),
            body: `Comment ${id}`,
            user: "person-1",
            issue: idOf(number),
        }))),
        attachments: [],
        relations: there.flatMap(({ number, links }) => links
            .filter(({ to }) => known.has(to))
            .map(({ id, at, to }) => ({
            id: `relation-${id}`,
            type: "blocks",
            createdAt: iso(at),
            updatedAt: iso(at),
            issue: idOf(number),
            relatedIssue: idOf(to),
        }))),
    };
}
function issueOf(issue) {
    return {
        id: idOf(issue.number),
        identifier: `${issue.project}-${issue.number}`,
        title: `Thing ${issue.number}`,
        description: null,
        priority: issue.priority,
        estimate: null,
        dueDate: null,
        createdAt: iso(issue.createdAt),
        updatedAt: iso(issue.updatedAt),
        ...(issue.isDeleted ? { trashed: true } : {}),
        completedAt: null,
        canceledAt: null,
        labelIds: [],
        state: `${STATUSES[issue.status]}-${issue.project.toLowerCase()}`,
        team: teamOf(issue.project),
        assignee: null,
        creator: "person-1",
        cycle: null,
        project: null,
        parent: null,
        history: historyOf(issue),
    };
}
/** A state belongs to a team, so a move is a change of both. */
function historyOf(issue) {
    let project = issue.changes.find(({ kind }) => kind === "project")?.from ?? issue.project;
    let status = issue.changes.find(({ kind }) => kind === "status")?.from ?? STATUSES[issue.status];
    return issue.changes.map((change) => {
        const before = { project, status };
        if (change.kind === "project")
            project = change.to;
        if (change.kind === "status")
            status = change.to;
        return entryOf(change, before, { project, status });
    });
}
function entryOf({ id, at, kind, from, to }, before, after) {
    const state = ({ project, status }) => `${status}-${project.toLowerCase()}`;
    const common = { id: `history-${String(id).padStart(6, "0")}`, createdAt: iso(at), actorId: "person-1" };
    if (kind === "priority")
        return { ...common, fromPriority: Number(from), toPriority: Number(to) };
    const moved = kind === "project" ? { fromTeamId: teamOf(from), toTeamId: teamOf(to) } : {};
    return { ...common, ...moved, fromStateId: state(before), toStateId: state(after) };
}
