import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linear } from "../../../connectors/linear/index.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import type { LinearDataset } from "../../../fixtures/linear-server/dataset.ts";
import { startLinearServer, type LinearServer, type LinearServerOptions } from "../../../fixtures/linear-server/server.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { StoredConnection, WorkspaceStore } from "../../../src/store/store.ts";
import { syncConnection, type SyncOutcome, type SyncProgress } from "../../../src/sync.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
import { createdAt, iso, smallIssue, smallWorkspace } from "./small-workspace.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 11, 1);
const schemaPath = sharedPath("schemas/linear.graphql");
const sdl = schemaPath === null ? "" : readFileSync(schemaPath, "utf8");

let directory = "";
let store: WorkspaceStore;
let server: LinearServer;
/** The one clock of both sides. */
let now = START;
let waited: number[] = [];

beforeEach(async () => {
  now = START;
  waited = [];
  directory = mkdtempSync(join(tmpdir(), "wmmm-linear-"));
  store = await openSqliteStore({ path: join(directory, "acme.sqlite"), workspace: "acme", create: true, randomBytes });
});
afterEach(async () => {
  await server?.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function serve(dataset: LinearDataset, options: LinearServerOptions = {}): Promise<void> {
  server = await startLinearServer(dataset, sdl, { now: () => now, ...options });
}

interface Run {
  readonly teams?: readonly string[];
  readonly secret?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SyncProgress) => void;
}

async function sync({ teams, secret, signal, onProgress }: Run = {}): Promise<SyncOutcome> {
  const config = linear.parseConfig({ apiUrl: server.url, ...(teams === undefined ? {} : { teams }) });
  const connection: StoredConnection = {
    id: "linear",
    kind: "linear",
    config,
    tokenEnv: "LINEAR_API_KEY",
    keepTitles: true,
    addedAt: START,
  };
  await store.saveConnection(connection);
  return syncConnection({
    connection,
    store,
    connector: linear,
    secret: secret ?? server.token,
    createHttp: (hooks) =>
      createHttpClient({
        policy: RATE_POLICIES.linear,
        now: () => now,
        sleep: async (ms) => void (waited.push(ms), (now += ms)),
        random: () => 0.5,
        ...hooks,
      }),
    now: () => now,
    keepTitles: true,
    signal: signal ?? new AbortController().signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

const asked = (operation: RegExp) => server.requests.filter((request) => operation.test(request.operation)).length;

/** Which events of which items are stored. Ids of people are left out: they are salted by store. */
async function histories(of: WorkspaceStore): Promise<readonly string[]> {
  const { events, items } = await of.load(now);
  return Array.from({ length: events.count }, (_, e) =>
    [items.id[events.item[e]!], events.at[e], events.kind[e], events.origin[e], events.detail[e]].join(" "),
  );
}

describe.skipIf(schemaPath === null)(
  `syncing a Linear workspace into a store (${schemaPath === null ? SHARED_MISSING : "schema found"})`,
  () => {
    test("the first read takes everything, with at most 20 requests per 1,000 issues of 15 entries", async () => {
      const workspace = smallWorkspace(1_000, 12);
      const comments = workspace.issues.map(({ id, updatedAt }, index) => ({
        id: `comment-${index}`,
        createdAt: updatedAt,
        updatedAt,
        body: index === 0 ? "Any update on this?" : "Seen.",
        user: "person-2",
        issue: id,
      }));
      await serve({ ...workspace, comments });
      const outcome = await sync();
      expect(outcome.problems).toEqual([]);
      expect(outcome.warnings).toEqual([]);
      expect(outcome.status).toBe("complete");
      expect(outcome.fetched["issues"]).toBe(1_000);
      expect(asked(/Issues|HistoryRest|Activity/)).toBeLessThanOrEqual(20);

      const log = await store.load(now);
      expect(log.items.count).toBe(1_000);
      // created, six values at creation (state, priority, estimate, team, project, label), 14 entries, every other one finished, a comment.
      expect(log.events.count).toBe(1_000 * (1 + 6 + 14 + 1) + 500);
      expect([...log.items.historyComplete].every((whole) => whole === 1)).toBe(true);
      expect((await store.streamReports()).map(({ stream, status }) => [stream, status])).toEqual([
        ["configuration", "complete"],
        ["teams", "complete"],
        ["issues", "complete"],
        ["activity", "complete"],
      ]);
      expect(Math.max(...server.requests.map(({ complexity }) => complexity))).toBeLessThanOrEqual(10_000);
      expect(log.sprints).toHaveLength(1);
    });

    test("reading an unchanged workspace again costs at most five requests and adds nothing", async () => {
      await serve(smallWorkspace(1_500, 3));
      await sync();
      const before = await histories(store);
      for (const hours of [1, 30]) {
        now += hours * 3_600_000;
        const outcome = await sync();
        expect(outcome.status).toBe("complete");
        expect(outcome.requests).toBeLessThanOrEqual(5);
      }
      expect(await histories(store)).toEqual(before);
    });

    test("a change, a comment and a relation are picked up, and nothing is doubled", async () => {
      await serve(smallWorkspace(20));
      await sync();
      const before = await store.load(now);
      now += DAY;
      const at = iso(now);
      server.mutate((dataset) => ({
        ...dataset,
        issues: dataset.issues.map((issue) =>
          issue.identifier === "ENG-1"
            ? {
                ...issue,
                updatedAt: at,
                state: "review",
                history: [
                  ...issue.history,
                  { id: "history-new", createdAt: at, actorId: "person-2", fromStateId: "doing", toStateId: "review" },
                ],
              }
            : issue,
        ),
        comments: [{ id: "c1", createdAt: at, updatedAt: at, body: "Any news?", user: "person-1", issue: "issue-00002" }],
        relations: [
          { id: "r1", type: "blocks", createdAt: at, updatedAt: at, issue: "issue-00003", relatedIssue: "issue-00004" },
        ],
      }));
      now += DAY;
      const outcome = await sync();
      expect(outcome.fetched).toMatchObject({ issues: 1, activity: 2 });
      const after = await store.load(now);
      // The state change, the comment, and the relation on both of its issues.
      expect(after.events.count).toBe(before.events.count + 4);
      expect(after.items.count).toBe(20);
    });

    test("an interrupted read says where it resumes, and the next one goes on there", async () => {
      await serve(smallWorkspace(2_300));
      const stop = new AbortController();
      const outcome = await sync({
        signal: stop.signal,
        onProgress: ({ stream, fetched }) => {
          if (stream === "issues" && fetched >= 900) stop.abort();
        },
      });
      expect(outcome.status).toBe("interrupted");
      expect(outcome.resumesAt).toContain("issues");
      const first = (await store.load(now)).items.count;
      expect(first).toBe(960);
      const before = asked(/^Issues/);
      const next = await sync();
      expect(next.status).toBe("complete");
      expect(next.fetched["issues"]).toBe(2_300 - 960);
      expect(asked(/^Issues/) - before).toBe(Math.ceil((2_300 - 960) / 64));
      expect((await store.load(now)).items.count).toBe(2_300);
    });

    test("a place that is no longer accepted is replaced by the creation of the last issue", async () => {
      await serve(smallWorkspace(2_000));
      const stop = new AbortController();
      await sync({
        signal: stop.signal,
        onProgress: ({ stream, fetched }) => stream === "issues" && fetched >= 900 && stop.abort(),
      });
      // The issue that the place names is the last one read; with it the place is gone.
      const last = 2_000 - 960 + 1;
      server.mutate((dataset) => ({
        ...dataset,
        issues: dataset.issues.filter(({ identifier }) => identifier !== `ENG-${last}`),
      }));
      const next = await sync();
      expect(next.problems).toEqual([]);
      // The deleted one, which this read had listed, is found out by the counts at its end.
      expect(await store.liveItems("linear")).toHaveLength(1_999);
    });

    test("long histories are read to their end, many issues a request", async () => {
      await serve(smallWorkspace(120, 60));
      const outcome = await sync();
      expect(outcome.problems).toEqual([]);
      const log = await store.load(now);
      expect(log.events.count).toBe(120 * (1 + 6 + 62) + 60);
      expect([...log.items.historyComplete].every((whole) => whole === 1)).toBe(true);
      expect(asked(/^HistoryRest$/)).toBeLessThanOrEqual(8);
    });

    test("an issue that is deleted while its history is read is marked, the others are whole", async () => {
      await serve(smallWorkspace(6, 30));
      server.faults.on(
        { path: "/graphql/HistoryRest", nth: 1 },
        {
          kind: "edit",
          edit: () => ({ data: null, errors: [{ message: "Entity not found: Issue", extensions: { code: "INPUT_ERROR" } }] }),
        },
      );
      server.faults.on(
        { path: "/graphql/HistoryRest", nth: 2 },
        {
          kind: "edit",
          edit: () => ({ data: null, errors: [{ message: "Entity not found: Issue", extensions: { code: "INPUT_ERROR" } }] }),
        },
      );
      expect((await sync()).status).toBe("complete");
      const log = await store.load(now);
      expect([...log.items.historyComplete].filter((whole) => whole === 0)).toHaveLength(1);
    });

    test("a page that is too complex is asked for again, smaller", async () => {
      await serve(smallWorkspace(130), { mostComplexity: 4_500 });
      const outcome = await sync();
      expect(outcome.problems).toEqual([]);
      expect(await store.liveItems("linear")).toHaveLength(130);
      // 64 and 50 refused, then six pages of 25.
      expect(server.requests.filter(({ operation }) => operation === "Issues").map(({ status }) => status)).toEqual([
        ...[400, 400],
        ...[200, 200, 200, 200, 200, 200],
      ]);
    });

    test("when even the smallest page is too complex, that is said", async () => {
      await serve(smallWorkspace(3), { mostComplexity: 60 });
      server.faults.on({ path: /Preflight|Configuration|Cycles|Activity/ }, { kind: "edit", edit: (json) => json });
      expect((await sync()).problems[0]).toMatchObject({ code: expect.stringMatching(/too-large|unexpected-shape|internal/) });
    });

    test("a used-up quota that is soon filled up is waited for", async () => {
      await serve(smallWorkspace(400), { limits: { requestsPerHour: 11 } });
      // The hour began 50 minutes ago.
      await sync({ teams: ["OPS"] });
      now += 50 * 60_000;
      const outcome = await sync();
      expect(outcome.problems).toEqual([]);
      expect(await store.liveItems("linear")).toHaveLength(400);
      expect(waited.some((ms) => ms > 60_000)).toBe(true);
    });

    test("a quota that is used up for longer stops the read, and the next one goes on", async () => {
      await serve(smallWorkspace(400), { limits: { complexityPerHour: 30_000 } });
      const outcome = await sync();
      expect(outcome.problems).toMatchObject([{ code: "rate-limited", stream: "issues" }]);
      now += 2 * 3_600_000;
      const next = await sync();
      expect(next.status === "complete" || next.problems[0]?.code === "rate-limited").toBe(true);
    });

    test("a wrong token is told, and never shown", async () => {
      await serve(smallWorkspace(3));
      const outcome = await sync({ secret: "lin_api_wrong" });
      expect(outcome.problems).toMatchObject([{ code: "unauthenticated" }]);
      expect(JSON.stringify(outcome)).not.toContain("lin_api_wrong");
    });

    test("OAuth tokens are sent as bearers", async () => {
      await serve(smallWorkspace(3), { token: "lin_oauth_fixture" });
      expect((await sync()).status).toBe("complete");
    });

    test("a token that is revoked during the read stops it and keeps what was read", async () => {
      await serve(smallWorkspace(1_200));
      const refusal = { errors: [{ message: "no", extensions: { code: "AUTHENTICATION_ERROR", type: "authentication error" } }] };
      server.faults.on(
        { path: "/graphql/Issues", nth: 17 },
        { kind: "status", status: 400, body: JSON.stringify(refusal), contentType: "application/json" },
      );
      const outcome = await sync();
      expect(outcome.problems).toMatchObject([{ code: "unauthenticated", stream: "issues" }]);
      expect(await store.liveItems("linear")).toHaveLength(960);
      server.faults.clear();
      expect((await sync()).status).toBe("complete");
      expect(await store.liveItems("linear")).toHaveLength(1_200);
    });

    test("data with errors beside it is stored, marked and told", async () => {
      await serve(smallWorkspace(10));
      server.faults.on(
        { path: "/graphql/Issues", nth: 1 },
        {
          kind: "edit",
          edit: (json) => {
            const copy = structuredClone(json) as { data: { issues: { nodes: { history: unknown }[] } }; errors?: unknown };
            copy.data.issues.nodes[3]!.history = null;
            copy.errors = [
              { message: "boom", path: ["issues", "nodes", 3, "history"], extensions: { code: "INTERNAL_SERVER_ERROR" } },
            ];
            return copy;
          },
        },
      );
      const outcome = await sync();
      expect(outcome.problems).toMatchObject([{ code: "history-incomplete", stream: "issues" }]);
      const log = await store.load(now);
      expect(log.items.count).toBe(10);
      expect([...log.items.historyComplete].filter((whole) => whole === 0)).toHaveLength(1);
    });

    test("a page that points on without saying where ends as a problem", async () => {
      await serve(smallWorkspace(10));
      for (const endCursor of [null, "issue-00001"]) {
        server.faults.clear();
        server.faults.on(
          { path: "/graphql/Issues" },
          {
            kind: "edit",
            edit: (json) => {
              const copy = structuredClone(json) as { data: { issues: { pageInfo: unknown } } };
              copy.data.issues.pageInfo = { hasNextPage: true, endCursor };
              return copy;
            },
          },
        );
        expect((await sync()).problems).toMatchObject([{ code: "endless-cursor", stream: "issues" }]);
      }
    });

    test("deleted, trashed and archived issues are told apart", async () => {
      await serve(smallWorkspace(10));
      await sync();
      now += DAY;
      server.mutate((dataset) => ({
        ...dataset,
        issues: dataset.issues
          .filter(({ identifier }) => identifier !== "ENG-1")
          .map((issue) =>
            issue.identifier === "ENG-2"
              ? { ...issue, trashed: true, archivedAt: iso(now), updatedAt: iso(now) }
              : issue.identifier === "ENG-3"
                ? { ...issue, archivedAt: iso(now), updatedAt: iso(now) }
                : issue,
          ),
      }));
      now += DAY;
      const outcome = await sync();
      expect(outcome.problems).toEqual([]);
      expect((await store.liveItems("linear")).toSorted()).toEqual(
        Array.from({ length: 8 }, (_, index) => `linear/issue-${String(index + 3).padStart(5, "0")}`),
      );
    });

    test("a workspace that shows nothing any more takes nothing away", async () => {
      await serve(smallWorkspace(10));
      await sync();
      now += DAY;
      server.mutate((dataset) => ({ ...dataset, issues: [] }));
      expect((await sync()).problems.map(({ code, stream }) => [code, stream])).toEqual([["counts-differ", "issues"]]);
      expect(await store.liveItems("linear")).toHaveLength(10);
    });

    test("teams that are hidden or do not exist are named; the others are read", async () => {
      await serve(smallWorkspace(5), { hiddenTeams: ["team-ops"] });
      const outcome = await sync({ teams: ["ENG", "OPS", "NOPE"] });
      expect(outcome.warnings.map(({ what }) => what)).toEqual([expect.stringContaining("NOPE"), expect.stringContaining("OPS")]);
      expect(outcome.fetched["issues"]).toBe(5);
      expect((await sync({ teams: ["NOPE"] })).problems).toMatchObject([{ code: "not-found" }]);
    });

    test("an issue that moves to another team keeps its history under its new key", async () => {
      await serve(smallWorkspace(3));
      await sync();
      now += DAY;
      server.mutate((dataset) => ({
        ...dataset,
        issues: dataset.issues.map((issue) =>
          issue.identifier === "ENG-1"
            ? {
                ...issue,
                identifier: "OPS-1",
                previousIdentifiers: ["ENG-1"],
                team: "team-ops",
                state: "ops-todo",
                updatedAt: iso(now),
                history: [
                  ...issue.history,
                  {
                    id: "move",
                    createdAt: iso(now),
                    actorId: "person-1",
                    fromTeamId: "team-eng",
                    toTeamId: "team-ops",
                    fromStateId: "doing",
                    toStateId: "ops-todo",
                  },
                ],
              }
            : issue,
        ),
      }));
      now += DAY;
      expect((await sync()).problems).toEqual([]);
      const log = await store.load(now);
      const item = log.items.id.indexOf("linear/issue-00001");
      expect([log.items.count, log.items.key[item], log.teams[log.items.team[item]!]?.name]).toEqual([3, "OPS-1", "Operations"]);
    });

    test("grouped histories are a warning, since short stays are missing", async () => {
      const workspace = smallWorkspace(2);
      await serve({ ...workspace, teams: workspace.teams.map((team) => ({ ...team, groupIssueHistory: true })) });
      expect((await sync()).warnings).toMatchObject([{ code: "history-incomplete" }]);
    });

    test("two reads that were cut anywhere end where one whole read does", async () => {
      // Two pages of issues, each with histories that go on elsewhere: eight requests.
      const workspace = smallWorkspace(70, 25);
      await serve(workspace);
      await sync();
      const golden = await histories(store);
      for (const cut of [3, 4, 5, 6, 8]) {
        await store.close();
        store = await openSqliteStore({ path: join(directory, `${cut}.sqlite`), workspace: "acme", create: true, randomBytes });
        const off = server.faults.on({ nth: cut, times: 99 }, { kind: "reset-before-headers" });
        const broken = await sync();
        expect(broken.status).toBe("incomplete");
        off();
        expect((await sync()).status).toBe("complete");
        expect(await histories(store)).toEqual(golden);
      }
    });

    test("what was made with a template is known from the first template on", async () => {
      const workspace = smallWorkspace(4);
      await serve({
        ...workspace,
        templates: [{ id: "t1", type: "issue", createdAt: iso(createdAt(3)) }],
        issues: [smallIssue(1), smallIssue(2), smallIssue(3), { ...smallIssue(4), lastAppliedTemplate: "t1" }],
      });
      await sync();
      const { items } = await store.load(now);
      const answers = new Map(items.key.map((key, index) => [key, items.structuredIntake[index]]));
      expect(["ENG-1", "ENG-2", "ENG-3", "ENG-4"].map((key) => answers.get(key))).toEqual([-1, -1, 0, 1]);
    });
  },
);
