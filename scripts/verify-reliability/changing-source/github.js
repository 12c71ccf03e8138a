import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { github } from "../../../connectors/github/index.ts";
import { startGithubServer } from "../../../fixtures/github-server/server.ts";
import { START } from "./world.ts";
const SCHEMA = fileURLToPath(new URL("../../../../shared/schemas/github.graphql", import.meta.url));
/** GitHub dates in whole seconds. */
const iso = (at) => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
const idOf = (number) => `I_${String(number).padStart(6, "0")}`;
const repositoryOf = (key) => `R_${key.toLowerCase()}`;
const nameOf = (key) => `acme/${key.toLowerCase()}`;
export const startGithub = async ({ now, onRequest }) => {
    if (!existsSync(SCHEMA))
        return { missing: "the vendor's schema, ../shared/schemas/github.graphql" };
    const hidden = [];
    let requests = 0;
    const nothing = { projects: [], hidden: new Set(), issues: [], driftMs: 0, serial: 0 };
    const server = await startGithubServer(datasetOf(nothing), readFileSync(SCHEMA, "utf8"), {
        now,
        hiddenRepositories: hidden,
        // Every story begins at the same instant again, of which a quota would think its own.
        limits: { graphqlPerHour: 1e9, restPerHour: 1e9, graphqlPerMinute: 1e9, restPerMinute: 1e9 },
        onRequest: () => {
            requests++;
            onRequest();
        },
    });
    return {
        kind: "github",
        connector: github,
        secret: server.token,
        config: (scope) => github.parseConfig({ apiUrl: server.url, ...(scope === null ? { org: "acme" } : { repos: scope.map(nameOf) }) }),
        itemId: (number) => `github/${idOf(number)}`,
        show: (world) => {
            hidden.splice(0, hidden.length, ...[...world.hidden].map(nameOf));
            server.mutate(() => datasetOf(world));
        },
        get requests() {
            return requests;
        },
        close: () => server.close(),
    };
};
function datasetOf(world) {
    return {
        viewer: "ada",
        accounts: [
            { login: "acme", type: "Organization", databaseId: 1 },
            { login: "ada", type: "User", databaseId: 2, memberOf: ["acme"] },
        ],
        repositories: world.projects.map((key) => ({
            id: repositoryOf(key),
            owner: "acme",
            name: key.toLowerCase(),
            createdAt: iso(START),
            labels: ["urgent"],
            milestones: [],
        })),
        issueTypes: [],
        issueFields: [],
        projects: [],
        issues: world.issues.filter(({ isDeleted }) => !isDeleted).map(issueOf),
        pullRequests: [],
    };
}
function issueOf(issue) {
    const isClosed = issue.status === 2;
    const closing = issue.changes.findLast(({ kind, to }) => kind === "status" && to === "done");
    const comments = issue.comments.map(({ id, at }) => ({
        event: { ...eventBase(id, at), type: "IssueComment", body: `Comment ${id}` },
        serial: id,
    }));
    const changes = issue.changes.flatMap((change) => eventsOf(change).map((event) => ({ event, serial: change.id })));
    return {
        id: idOf(issue.number),
        number: issue.number,
        repository: repositoryOf(issue.project),
        title: `Thing ${issue.number}`,
        body: "",
        author: "ada",
        createdAt: iso(issue.createdAt),
        updatedAt: iso(Math.max(issue.updatedAt, issue.touchedAt)),
        closedAt: isClosed && closing !== undefined ? iso(closing.at) : null,
        state: isClosed ? "CLOSED" : "OPEN",
        stateReason: isClosed ? "COMPLETED" : null,
        labels: issue.priority === 2 ? ["urgent"] : [],
        assignees: issue.status === 0 ? [] : ["ada"],
        milestone: null,
        issueType: null,
        parent: null,
        blockedBy: [],
        timeline: [...changes, ...comments].toSorted((a, b) => a.serial - b.serial).map(({ event }) => event),
    };
}
const eventBase = (id, at) => ({ id: `EV_${String(id).padStart(6, "0")}`, createdAt: iso(at), actor: "ada" });
function eventsOf({ id, at, kind, from, to }) {
    const base = eventBase(id, at);
    if (kind === "priority")
        return [{ ...base, type: to === "2" ? "LabeledEvent" : "UnlabeledEvent", label: "urgent" }];
    if (kind === "project")
        return [];
    if (to === "done")
        return [{ ...base, type: "ClosedEvent", stateReason: "COMPLETED" }];
    if (from === "done")
        return [{ ...base, type: "ReopenedEvent" }];
    return [{ ...base, type: "AssignedEvent", assignee: "ada" }];
}
