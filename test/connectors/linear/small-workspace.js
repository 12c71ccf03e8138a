const START = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;
export const iso = (at) => new Date(at).toISOString();
export const createdAt = (number) => START + number * HOUR;
/** Issue ENG-n: begun by person-1 an hour after its creation, every other one finished a day later, and `extra` changes of priority. */
export function smallIssue(number, extra = 0) {
    const created = createdAt(number);
    const done = number % 2 === 0;
    const entry = (index, at, change) => ({
        id: `history-${number}-${String(index).padStart(4, "0")}`,
        createdAt: iso(at),
        actorId: "person-1",
        ...change,
    });
    const history = [
        entry(0, created + HOUR, { toAssigneeId: "person-1" }),
        entry(1, created + HOUR + 1_000, { fromStateId: "todo", toStateId: "doing" }),
        ...Array.from({ length: extra }, (_, index) => entry(2 + index, created + 2 * HOUR + index * 60_000, {
            fromPriority: index % 2 === 0 ? 3 : 2,
            toPriority: index % 2 === 0 ? 2 : 3,
        })),
        ...(done ? [entry(2 + extra, created + 24 * HOUR, { fromStateId: "doing", toStateId: "done" })] : []),
    ];
    return {
        id: `issue-${String(number).padStart(5, "0")}`,
        identifier: `ENG-${number}`,
        title: `Title ${number}`,
        description: "## Why\nBecause.\n## What\nThat.\n## Not\nThis.",
        priority: extra % 2 === 0 ? 3 : 2,
        estimate: 2,
        dueDate: null,
        createdAt: iso(created),
        updatedAt: history.at(-1).createdAt,
        completedAt: done ? iso(created + 24 * HOUR) : null,
        canceledAt: null,
        labelIds: ["bug"],
        state: done ? "done" : "doing",
        team: "team-eng",
        assignee: "person-1",
        creator: "person-2",
        cycle: null,
        project: null,
        parent: null,
        history,
    };
}
export function smallWorkspace(count, extra = 0) {
    const issues = Array.from({ length: count }, (_, index) => smallIssue(index + 1, extra));
    return {
        organization: "organization-1",
        viewer: "person-1",
        teams: [
            { id: "team-eng", key: "ENG", name: "Engineering", private: false, groupIssueHistory: false },
            { id: "team-ops", key: "OPS", name: "Operations", private: false, groupIssueHistory: false },
        ],
        users: [
            { id: "person-1", app: false, active: true, supportsAgentSessions: false },
            { id: "person-2", app: false, active: true, supportsAgentSessions: false },
        ],
        states: [
            { id: "triage", name: "Triage", type: "triage", position: 0, team: "team-eng" },
            { id: "todo", name: "Todo", type: "unstarted", position: 1, team: "team-eng" },
            { id: "doing", name: "In Progress", type: "started", position: 2, team: "team-eng" },
            { id: "review", name: "In Review", type: "started", position: 3, team: "team-eng" },
            { id: "done", name: "Done", type: "completed", position: 4, team: "team-eng" },
            { id: "ops-todo", name: "Todo", type: "unstarted", position: 0, team: "team-ops" },
        ],
        labels: [{ id: "bug", name: "Bug" }],
        projects: [],
        cycles: [
            {
                id: "cycle-1",
                number: 1,
                name: null,
                startsAt: iso(START),
                endsAt: iso(START + 14 * 24 * HOUR),
                completedAt: null,
                team: "team-eng",
            },
        ],
        templates: [],
        issues,
        comments: [],
        attachments: [],
        relations: [],
    };
}
