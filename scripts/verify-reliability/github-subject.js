import { github } from "../../connectors/github/index.ts";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { smallIssue, smallOrganisation } from "../../test/fixtures/github-server/small-organisation.ts";
import { graphqlShape } from "./graphql-shape.ts";
import { record } from "./subject.ts";
const DIALECT = {
    expired: {
        kind: "status",
        status: 200,
        contentType: "application/json",
        body: JSON.stringify({
            data: null,
            errors: [{ type: "INVALID_CURSOR_ARGUMENTS", message: "`Y3Vyc29y` does not appear to be a valid cursor." }],
        }),
    },
    internalError: { type: "SERVICE_UNAVAILABLE" },
};
/** Pages grow from 50 to 100 issues while GitHub is quick, so these are four. */
const ISSUES = 333;
const PAGES = 4;
/** Entries beyond the 100 that come with an issue. */
const LONG_HISTORY = 120;
export function githubSubject(sdl) {
    const issues = (nth) => ({
        at: { path: "/graphql/Issues", nth },
        shape: graphqlShape({ path: ["node", "issues"], history: "timelineItems", ...DIALECT }),
    });
    return {
        id: "github",
        connector: github,
        places: {
            "first page": issues(1),
            "middle page": issues(2),
            "last page": issues(PAGES),
            "nested history": {
                at: { path: "/graphql/TimelineRest", nth: 1 },
                shape: graphqlShape({ path: ["h0", "timelineItems"], history: null, ...DIALECT }),
            },
        },
        counts: {
            at: { path: "/graphql/PreflightOfRepositories" },
            lie: (json, change) => {
                const data = record(record(json)["data"]);
                const repository = record(data["r0"]);
                const totalCount = change(record(repository["issues"])["totalCount"]);
                return { ...record(json), data: { ...data, r0: { ...repository, issues: { totalCount } } } };
            },
        },
        pathOf: ({ pathname }, body) => pathname.endsWith("/graphql")
            ? `/graphql/${/\bquery\s(\w{1,60})/.exec(String(record(body)["query"]))?.[1] ?? ""}`
            : pathname,
        async start(now, size) {
            const organisation = size === undefined ? smallOrganisation(ISSUES) : smallOrganisation(size.issues, size.history - 5);
            const longAfter = size === undefined ? 40 : Infinity;
            const dataset = {
                ...organisation,
                issues: organisation.issues.map((issue, index) => index % longAfter === 0 ? smallIssue(index + 1, LONG_HISTORY) : issue),
            };
            const server = await startGithubServer(dataset, sdl, { now, latencyMs: size?.latencyMs ?? 0 });
            return {
                port: Number(new URL(server.url).port),
                secret: server.token,
                faults: server.faults,
                configFor: (origin) => github.parseConfig({ repos: ["acme/shop"], apiUrl: origin }),
                closeConnections: server.closeConnections,
                close: server.close,
            };
        },
    };
}
