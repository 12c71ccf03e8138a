export const OPENAPI_EXCEPTIONS = [
    {
        operation: "GET /rest/api/3/user/bulk",
        part: "response",
        says: /additional properties \(appType\)/,
        why: "appType came with service accounts and agents, after the description was taken.",
        shownBy: { jiraJs: "cloud/models/dashboardUser.ts", declares: "appType: z.string().optional()" },
    },
    {
        operation: "GET /rest/api/3/myself",
        part: "response",
        says: /additional properties \(appType\)/,
        why: "The same user object.",
        shownBy: { jiraJs: "cloud/models/dashboardUser.ts", declares: "appType: z.string().optional()" },
    },
    {
        operation: "POST /rest/api/3/changelog/bulkfetch",
        part: "response",
        says: /changeHistories\/\*\/created must be string/,
        why: "The bulk endpoint writes a number where the per-issue list writes a date.",
        shownBy: { ownExample: ["issueChangeLogs", "0", "changeHistories", "0", "created"] },
    },
    {
        operation: "GET /rest/agile/1.0/board/{boardId}/configuration",
        part: "response",
        says: /\/location must NOT have additional properties \((key|id|name)\)/,
        why: "The schema of the location lists other properties than its example and the service have.",
        shownBy: { ownExample: ["location", "key"] },
    },
];
