import { CATEGORIES, jiraDate, jiraDocument, SYSTEM_FIELDS } from "./jira-parts.ts";
const STATUSES = [
    { id: "10000", name: "To Do", statusCategory: CATEGORIES.new },
    { id: "10001", name: "In Progress", statusCategory: CATEGORIES.indeterminate },
    { id: "10002", name: "Done", statusCategory: CATEGORIES.done },
];
const COLUMNS = [
    { name: "To Do", statusIds: ["10000"] },
    { name: "In Progress", statusIds: ["10001"], max: 3 },
    { name: "Done", statusIds: ["10002"] },
];
const HOUR_MS = 3_600_000;
/** A made-up site of the wanted size, for tests of paging, limits and queries. Numbers only, no story behind it. */
export function smallSite(wanted = {}) {
    const { projects = ["ACME"], issuesPerProject = 3, historiesPerIssue = 2, commentsPerIssue = 0, from = "2026-01-05T09:00:00Z", } = wanted;
    const start = Date.parse(from);
    const issues = projects.flatMap((key, projectIndex) => Array.from({ length: issuesPerProject }, (_, index) => {
        const number = index + 1;
        const createdAt = start + (projectIndex * issuesPerProject + index) * HOUR_MS;
        const at = (minutes) => jiraDate(new Date(createdAt + minutes * 60_000).toISOString());
        const histories = Array.from({ length: historiesPerIssue }, (_, step) => {
            const [left, entered] = [STATUSES[step % 3], STATUSES[(step + 1) % 3]];
            return {
                id: String((projectIndex + 1) * 1_000_000 + index * 1000 + step),
                author: `user-${index % 4}`,
                created: at(step + 1),
                items: [
                    {
                        field: "status",
                        fieldId: "status",
                        fieldtype: "jira",
                        from: left.id,
                        fromString: left.name,
                        to: entered.id,
                        toString: entered.name,
                    },
                ],
            };
        });
        const user = { accountId: `user-${index % 4}`, accountType: "atlassian", active: true, displayName: `Person ${index % 4}` };
        return {
            id: String((projectIndex + 1) * 100_000 + index),
            key: `${key}-${number}`,
            fields: {
                summary: `Item ${number}`,
                description: jiraDocument(`What item ${number} is about.`),
                issuetype: { id: "10100", name: "Story", subtask: false, hierarchyLevel: 0 },
                project: { id: String(projectIndex + 1), key, name: `Project ${key}` },
                status: STATUSES[historiesPerIssue % 3],
                priority: { id: "3", name: "Medium" },
                resolution: null,
                resolutiondate: null,
                created: at(0),
                updated: at(historiesPerIssue + commentsPerIssue),
                duedate: null,
                assignee: user,
                reporter: user,
                creator: user,
                labels: [],
                components: [],
                fixVersions: [],
                subtasks: [],
                issuelinks: [],
            },
            histories,
            comments: Array.from({ length: commentsPerIssue }, (_, step) => ({
                id: `${projectIndex + 1}${index}${step}`,
                author: `user-${step % 4}`,
                created: at(historiesPerIssue + step + 1),
                body: `Comment ${step + 1}`,
            })),
        };
    }));
    return {
        site: { name: "Small site", timeZone: "Europe/Berlin" },
        users: [
            ...[0, 1, 2, 3].map((index) => ({
                accountId: `user-${index}`,
                accountType: "atlassian",
                active: true,
                displayName: `Person ${index}`,
            })),
            { accountId: "bot", accountType: "app", appType: "agent", active: true, displayName: "Agent" },
        ],
        me: "user-0",
        projects: projects.map((key, index) => ({ id: String(index + 1), key, name: `Project ${key}` })),
        statuses: STATUSES,
        priorities: [{ id: "3", name: "Medium" }],
        resolutions: [{ id: "10000", name: "Done" }],
        issueTypes: [{ id: "10100", name: "Story", subtask: false, hierarchyLevel: 0 }],
        fields: SYSTEM_FIELDS,
        workflows: [
            {
                name: "Simple",
                statusIds: STATUSES.map(({ id }) => id),
                transitions: [
                    { name: "Start", from: ["10000"], to: "10001", hasRules: true },
                    { name: "Finish", from: [], to: "10002", hasRules: false },
                ],
                projectKeys: projects,
            },
        ],
        boards: projects.map((key, index) => ({
            id: index + 1,
            name: `Board ${key}`,
            type: "scrum",
            projectKey: key,
            columns: COLUMNS,
        })),
        sprints: Array.from({ length: 60 }, (_, index) => ({
            id: index + 1,
            boardId: 1,
            name: `Sprint ${index + 1}`,
            state: "closed",
            startDate: "2026-01-05T09:00:00.000Z",
        })),
        issues,
    };
}
