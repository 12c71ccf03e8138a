export const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
export const iso = (at) => new Date(at).toISOString().replace("Z", "+0000");
const STATUSES = [
    { id: "1", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } },
    { id: "2", name: "In Progress", statusCategory: { id: 4, key: "indeterminate", name: "In Progress" } },
    { id: "3", name: "Done", statusCategory: { id: 3, key: "done", name: "Done" } },
];
const person = (token, accountType = "atlassian") => ({ accountId: token, accountType, active: true, displayName: `Person ${token}` });
/** Issue number `number` of a project: created, taken, started, done when `finished`. */
export function smallIssue(number, finished, project = "ACME") {
    const createdAt = START + number * HOUR;
    const histories = [
        change(number, 1, createdAt + HOUR, "u1", "assignee", null, null, "u2", "Person u2"),
        change(number, 2, createdAt + 2 * HOUR, "u2", "status", "1", "To Do", "2", "In Progress"),
        ...(finished ? [change(number, 3, createdAt + 30 * HOUR, "u2", "status", "2", "In Progress", "3", "Done")] : []),
    ];
    const projectId = project === "ACME" ? "100" : "101";
    return {
        id: String((project === "ACME" ? 10_000 : 50_000) + number),
        key: `${project}-${number}`,
        fields: {
            summary: `Thing ${number}`,
            description: null,
            issuetype: { id: "10", name: "Story", subtask: false, hierarchyLevel: 0 },
            project: { id: projectId, key: project, name: project },
            status: finished ? STATUSES[2] : STATUSES[1],
            priority: { id: "3", name: "Medium" },
            assignee: person("u2"),
            reporter: person("u1"),
            creator: person("u1"),
            created: iso(createdAt),
            updated: iso(createdAt + (finished ? 30 : 2) * HOUR),
            resolution: null,
            resolutiondate: null,
            duedate: null,
            labels: [],
            components: [],
            fixVersions: [],
            issuelinks: [],
        },
        histories,
        comments: [],
    };
}
export function change(issue, nth, at, author, field, from, fromString, to, toText) {
    return {
        id: String(issue * 100 + nth),
        author,
        created: iso(at),
        items: [
            {
                field,
                fieldId: field,
                fieldtype: "jira",
                from,
                fromString,
                to,
                toString: toText,
            },
        ],
    };
}
/** A site of one project with `count` issues, the even ones done; another project of `others` issues. */
export function smallSite(count, others = 0) {
    return {
        site: { name: "Small", timeZone: "America/New_York" },
        users: [person("u1"), person("u2")],
        me: "u1",
        projects: [
            { id: "100", key: "ACME", name: "Acme" },
            { id: "101", key: "BETA", name: "Beta" },
        ],
        statuses: STATUSES,
        priorities: [{ id: "3", name: "Medium" }],
        resolutions: [],
        issueTypes: [{ id: "10", name: "Story", subtask: false, hierarchyLevel: 0 }],
        fields: [{ id: "status", name: "Status", custom: false }],
        workflows: [
            {
                name: "Simple",
                statusIds: ["1", "2", "3"],
                transitions: [
                    { name: "Start", from: ["1"], to: "2", hasRules: false },
                    { name: "Finish", from: [], to: "3", hasRules: true },
                ],
                projectKeys: ["ACME"],
            },
        ],
        boards: [
            { id: 7, name: "Acme board", type: "scrum", projectKey: "ACME", columns: [{ name: "Doing", statusIds: ["2"], max: 4 }] },
        ],
        sprints: [{ id: 71, boardId: 7, name: "One", state: "closed", startDate: iso(START), endDate: iso(START + 240 * HOUR) }],
        issues: [
            ...Array.from({ length: count }, (_, index) => smallIssue(index + 1, index % 2 === 1)),
            ...Array.from({ length: others }, (_, index) => smallIssue(index + 1, true, "BETA")),
        ],
    };
}
