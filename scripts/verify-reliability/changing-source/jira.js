import { jira } from "../../../connectors/jira/index.ts";
import { startJiraServer } from "../../../fixtures/jira-server/server.ts";
import { keyOf } from "./world.ts";
const iso = (at) => new Date(at).toISOString().replace("Z", "+0000");
const idOf = (number) => String(10_000 + number);
const STATUSES = {
    todo: { id: "1", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } },
    doing: { id: "2", name: "In Progress", statusCategory: { id: 4, key: "indeterminate", name: "In Progress" } },
    done: { id: "3", name: "Done", statusCategory: { id: 3, key: "done", name: "Done" } },
};
const PERSON = { accountId: "u1", accountType: "atlassian", active: true, displayName: "Person u1" };
const PRIORITIES = [
    { id: "1", name: "High" },
    { id: "2", name: "Low" },
];
/** Small pages, so that a read of a dozen issues takes many requests. */
const PAGE_SIZE = 3;
export const startJira = async ({ now, onRequest }) => {
    const hidden = [];
    let requests = 0;
    const server = await startJiraServer(datasetOf({ projects: [], hidden: new Set(), issues: [], driftMs: 0, serial: 0 }), {
        now,
        hiddenProjects: hidden,
        onRequest: () => {
            requests++;
            onRequest();
        },
    });
    return {
        kind: "jira",
        connector: jira,
        secret: server.token,
        config: (scope) => jira.parseConfig({
            url: server.url,
            email: server.email,
            pageSize: PAGE_SIZE,
            ...(scope === null ? {} : { projects: scope }),
        }),
        itemId: (number) => `jira/${idOf(number)}`,
        show: (world) => {
            hidden.splice(0, hidden.length, ...world.hidden);
            server.mutate(() => datasetOf(world));
        },
        get requests() {
            return requests;
        },
        close: () => server.close(),
    };
};
function datasetOf(world) {
    const there = world.issues.filter(({ isDeleted }) => !isDeleted);
    return {
        site: { name: "Changing", timeZone: "Europe/Berlin" },
        users: [PERSON],
        me: PERSON.accountId,
        projects: world.projects.map((key, index) => ({ id: String(100 + index), key, name: `Project ${key}` })),
        statuses: Object.values(STATUSES),
        priorities: PRIORITIES,
        resolutions: [],
        issueTypes: [{ id: "10", name: "Story", subtask: false, hierarchyLevel: 0 }],
        fields: [{ id: "status", name: "Status", custom: false }],
        workflows: [],
        boards: [],
        sprints: [],
        issues: there.map((issue) => issueOf(world, issue, there)),
    };
}
function issueOf(world, issue, there) {
    const projectOf = (key) => ({ id: String(100 + world.projects.indexOf(key)), key, name: `Project ${key}` });
    return {
        id: idOf(issue.number),
        key: keyOf(issue),
        fields: {
            summary: `Thing ${issue.number}`,
            description: null,
            issuetype: { id: "10", name: "Story", subtask: false, hierarchyLevel: 0 },
            project: projectOf(issue.project),
            status: [STATUSES.todo, STATUSES.doing, STATUSES.done][issue.status],
            priority: PRIORITIES[issue.priority - 1],
            assignee: null,
            reporter: PERSON,
            creator: PERSON,
            created: iso(issue.createdAt),
            updated: iso(Math.max(issue.updatedAt, issue.touchedAt)),
            resolution: null,
            resolutiondate: null,
            duedate: null,
            labels: [],
            components: [],
            fixVersions: [],
            issuelinks: linksOf(issue, there),
        },
        histories: [...issue.changes.map((change) => historyOf(issue, change, projectOf)), ...linkHistories(issue, there)].sort((a, b) => Number(a.id) - Number(b.id)),
        comments: issue.comments.map(({ id, at }) => ({
            id: String(id),
            author: PERSON.accountId,
            created: iso(at),
            body: `Comment ${id}`,
        })),
    };
}
const LINK_TYPE = { id: "1", name: "Blocks", inward: "is blocked by", outward: "blocks" };
function linksOf({ links, number }, there) {
    const end = (other) => ({ id: idOf(other.number), key: keyOf(other) });
    const outward = links.flatMap(({ id, to }) => {
        const other = there.find((one) => one.number === to);
        return other === undefined ? [] : [{ id: String(id), type: LINK_TYPE, outwardIssue: end(other) }];
    });
    const inward = there.flatMap((other) => other.links.filter(({ to }) => to === number).map(({ id }) => ({ id: String(id), type: LINK_TYPE, inwardIssue: end(other) })));
    return [...outward, ...inward];
}
/** Written into both histories, with the keys that the two had then. */
function linkHistories({ links, number }, there) {
    const history = (id, at, key, sentence) => ({
        id: String(id),
        author: PERSON.accountId,
        created: iso(at),
        items: [{ field: "Link", fieldtype: "jira", from: null, fromString: null, to: key, toString: `${sentence} ${key}` }],
    });
    return [
        ...links.map(({ id, at, toKey }) => history(id, at, toKey, "This issue blocks")),
        ...there.flatMap((other) => other.links
            .filter(({ to }) => to === number)
            .map(({ id, at, fromKey }) => history(id - 1, at, fromKey, "This issue is blocked by"))),
    ];
}
function historyOf({ number }, { id, at, kind, from, to }, projectOf) {
    const item = (field, ids, texts) => ({ field, fieldId: field, fieldtype: "jira", from: ids[0], fromString: texts[0], to: ids[1], toString: texts[1] });
    const status = (name) => STATUSES[name];
    const items = kind === "status"
        ? [item("status", [status(from).id, status(to).id], [status(from).name, status(to).name])]
        : kind === "priority"
            ? [item("priority", [from, to], [PRIORITIES[Number(from) - 1].name, PRIORITIES[Number(to) - 1].name])]
            : [
                item("project", [projectOf(from).id, projectOf(to).id], [projectOf(from).name, projectOf(to).name]),
                item("Key", [null, null], [`${from}-${number}`, `${to}-${number}`]),
            ];
    return { id: String(id), author: PERSON.accountId, created: iso(at), items };
}
