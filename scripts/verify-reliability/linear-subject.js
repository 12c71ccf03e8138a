import { linear } from "../../connectors/linear/index.ts";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { smallIssue, smallWorkspace } from "../../test/connectors/linear/small-workspace.ts";
import { graphqlShape } from "./graphql-shape.ts";
import { record } from "./subject.ts";
const DIALECT = {
    expired: {
        kind: "status",
        status: 200,
        contentType: "application/json",
        body: JSON.stringify({
            data: null,
            errors: [{ message: "Argument Validation Error", extensions: { code: "INPUT_ERROR", type: "invalid input" } }],
        }),
    },
    internalError: { extensions: { code: "INTERNAL_SERVER_ERROR", type: "internal error" } },
};
const PAGE = 64;
const PAGES = 5;
/** Entries beyond the 20 that come with an issue. */
const LONG_HISTORY = 40;
export function linearSubject(sdl) {
    const issues = (nth) => ({
        at: { path: "/graphql/Issues", nth },
        shape: graphqlShape({ path: ["issues"], history: "history", ...DIALECT }),
    });
    return {
        id: "linear",
        connector: linear,
        places: {
            "first page": issues(1),
            "middle page": issues(3),
            "last page": issues(PAGES),
            "nested history": {
                at: { path: "/graphql/HistoryRest", nth: 1 },
                shape: graphqlShape({ path: ["h0", "history"], history: null, ...DIALECT }),
            },
        },
        counts: {
            at: { path: "/graphql/Preflight" },
            lie: (json, change) => {
                const data = record(record(json)["data"]);
                const teams = record(data["teams"]);
                const nodes = teams["nodes"].map((team, index) => index === 0 ? { ...record(team), issueCount: change(record(team)["issueCount"]) } : team);
                return { ...record(json), data: { ...data, teams: { ...teams, nodes } } };
            },
        },
        pathOf: (_, body) => `/graphql/${/\bquery\s(\w{1,60})/.exec(String(record(body)["query"]))?.[1] ?? ""}`,
        async start(now, size) {
            const workspace = size === undefined ? smallWorkspace(PAGE * PAGES - 7) : smallWorkspace(size.issues, size.history - 3);
            const longAfter = size === undefined ? 25 : Infinity;
            const dataset = {
                ...workspace,
                issues: workspace.issues.map((issue, index) => (index % longAfter === 0 ? smallIssue(index + 1, LONG_HISTORY) : issue)),
            };
            const server = await startLinearServer(dataset, sdl, { now, latencyMs: size?.latencyMs ?? 0 });
            return {
                port: Number(new URL(server.url).port),
                secret: server.token,
                faults: server.faults,
                configFor: (origin) => linear.parseConfig({ apiUrl: `${origin}/graphql` }),
                closeConnections: server.closeConnections,
                close: server.close,
            };
        },
    };
}
