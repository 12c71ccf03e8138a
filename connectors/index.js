/** Connectors by id. Each is loaded when it is first asked for, so that a command pays only for what it uses. */
export const connectors = {
    file: async () => (await import("./file/index.ts")).file,
    github: async () => (await import("./github/index.ts")).github,
    jira: async () => (await import("./jira/index.ts")).jira,
    "jira-dc": async () => (await import("./jira-dc/index.ts")).jiraDc,
    linear: async () => (await import("./linear/index.ts")).linear,
};
