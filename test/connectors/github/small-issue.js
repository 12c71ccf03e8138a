export const START = Date.UTC(2026, 0, 5, 8);
export const HOUR = 3_600_000;
export const iso = (at) => new Date(at).toISOString();
export const person = (name, databaseId) => ({ __typename: "User", login: name, databaseId });
export const ADA = person("ada", 1);
export const BOB = person("bob", 2);
export const COPILOT = { __typename: "Bot", login: "copilot-swe-agent", databaseId: 198982749 };
export const BOARD = {
    id: "PVT_1",
    number: 3,
    title: "Board",
    items: 10,
    statusField: "FIELD_status",
    options: [
        { id: "o-todo", name: "Todo" },
        { id: "o-doing", name: "In Progress" },
        { id: "o-done", name: "Done" },
    ],
    iterations: [],
};
export function siteWith(change = {}) {
    return {
        connection: "github",
        repositories: new Map(),
        setups: new Map(),
        projects: [],
        keepTitles: true,
        host: "github.com",
        pseudonym: (account) => `p(${account})`,
        identity: (identifier) => `i(${identifier})`,
        ...change,
    };
}
let events = 0;
/** An item of a timeline, `hours` after the issue was created. */
export function event(type, hours, fields = {}) {
    events++;
    return { __typename: type, id: `EV_${events}`, createdAt: iso(START + hours * HOUR), actor: ADA, ...fields };
}
export function issueWith(fields = {}) {
    return {
        id: "I_12",
        number: 12,
        url: "https://github.com/acme/shop/issues/12",
        title: "The basket forgets",
        body: "## Steps\none\n## Expected\ntwo\n## Seen\nthree",
        createdAt: iso(START),
        updatedAt: iso(START + 100 * HOUR),
        closedAt: null,
        state: "OPEN",
        stateReason: null,
        author: BOB,
        repository: { id: "R_1", nameWithOwner: "acme/shop" },
        labels: { nodes: [] },
        assignees: { nodes: [] },
        ...fields,
    };
}
/** The issue in the board of `BOARD`, in the column with this option. */
export const inBoard = (optionId, more = []) => ({
    nodes: [
        {
            id: "PVTI_1",
            project: { id: "PVT_1" },
            fieldValues: {
                nodes: [
                    ...(optionId === null
                        ? []
                        : [
                            {
                                __typename: "ProjectV2ItemFieldSingleSelectValue",
                                optionId,
                                name: optionId,
                                field: { id: "FIELD_status", name: "Status" },
                            },
                        ]),
                    ...more,
                ],
            },
        },
    ],
});
