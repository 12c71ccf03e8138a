export async function startTracker(kind, options) {
    switch (kind) {
        case "jira":
            return (await import("./jira.ts")).startJira(options);
        case "linear":
            return (await import("./linear.ts")).startLinear(options);
        case "github":
            return (await import("./github.ts")).startGithub(options);
    }
}
