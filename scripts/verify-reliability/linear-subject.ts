import { linear } from "../../connectors/linear/index.ts";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { smallIssue, smallWorkspace } from "../../test/connectors/linear/small-workspace.ts";
import { record, type PageShape, type Subject } from "./subject.ts";

type Connection = Readonly<Record<string, unknown>>;

/** `path` leads to the connection in `data`. */
function shape(name: "issues" | "h0"): PageShape {
  const connection = (json: unknown) => record(record(record(json)["data"])[name]);
  const withConnection = (json: unknown, change: (connection: Connection) => Connection | null): unknown => ({
    ...record(json),
    data: { ...record(record(json)["data"]), [name]: change(connection(json)) },
  });
  /** The page itself; a history of one issue stands one step deeper. */
  const page = (json: unknown) => (name === "h0" ? record(connection(json)["history"]) : connection(json));
  const withPage = (json: unknown, change: (page: Connection) => Connection) =>
    withConnection(json, (found) => (name === "h0" ? { ...found, history: change(record(found["history"])) } : change(found)));
  return {
    items: (json) => (page(json)["nodes"] ?? []) as readonly unknown[],
    withItems: (json, nodes) => withPage(json, (found) => ({ ...found, nodes })),
    next: (json) => {
      const { hasNextPage, endCursor } = record(page(json)["pageInfo"]);
      return hasNextPage === true ? (endCursor as string) : null;
    },
    withNext: (json, next) =>
      withPage(json, (found) => ({ ...found, pageInfo: { hasNextPage: next !== null, endCursor: next } })),
    withoutLastFlag: (json) =>
      withPage(json, (found) => {
        const { hasNextPage: _flag, ...pageInfo } = record(found["pageInfo"]);
        return { ...found, pageInfo };
      }),
    // Entries of one history do not move; the issue that it belongs to may be gone.
    skipOne: name === "h0" ? (json) => withConnection(json, () => null) : null,
    emptyMember: '"data":null',
    expired: {
      kind: "status",
      status: 200,
      contentType: "application/json",
      body: JSON.stringify({
        data: null,
        errors: [{ message: "Argument Validation Error", extensions: { code: "INPUT_ERROR", type: "invalid input" } }],
      }),
    },
    partial: (json) => {
      const errors = [
        {
          message: "internal",
          path: name === "h0" ? ["h0"] : ["issues", "nodes", 0, "history"],
          extensions: { code: "INTERNAL_SERVER_ERROR", type: "internal error" },
        },
      ];
      if (name === "h0") return { ...record(withConnection(json, () => null)), errors };
      const [first, ...rest] = page(json)["nodes"] as readonly unknown[];
      return {
        ...record(withPage(json, (found) => ({ ...found, nodes: [{ ...record(first), history: null }, ...rest] }))),
        errors,
      };
    },
  };
}

const PAGE = 64;
const PAGES = 5;
/** Entries beyond the 20 that come with an issue. */
const LONG_HISTORY = 40;

export function linearSubject(sdl: string): Subject {
  const issues = (nth: number) => ({ at: { path: "/graphql/Issues", nth }, shape: shape("issues") });
  return {
    id: "linear",
    connector: linear,
    places: {
      "first page": issues(1),
      "middle page": issues(3),
      "last page": issues(PAGES),
      "nested history": { at: { path: "/graphql/HistoryRest", nth: 1 }, shape: shape("h0") },
    },
    counts: {
      at: { path: "/graphql/Preflight" },
      lie: (json, change) => {
        const data = record(record(json)["data"]);
        const teams = record(data["teams"]);
        const nodes = (teams["nodes"] as readonly unknown[]).map((team, index) =>
          index === 0 ? { ...record(team), issueCount: change(record(team)["issueCount"] as number) } : team,
        );
        return { ...record(json), data: { ...data, teams: { ...teams, nodes } } };
      },
    },
    pathOf: (_, body) => `/graphql/${/\bquery\s(\w{1,60})/.exec(String(record(body)["query"]))?.[1] ?? ""}`,
    async start(now) {
      const workspace = smallWorkspace(PAGE * PAGES - 7);
      const dataset = {
        ...workspace,
        issues: workspace.issues.map((issue, index) => (index % 25 === 0 ? smallIssue(index + 1, LONG_HISTORY) : issue)),
      };
      const server = await startLinearServer(dataset, sdl, { now });
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
