import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processPorts } from "../../src/cli/process-ports.ts";
import { withVault } from "../../src/cli/secrets.ts";
import { openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { until } from "../jobs/queue-conformance.ts";
import { createBench, expectHonestText, expectNarrow, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(smallSite(3));
  await bench.connect();
});
afterEach(() => bench.dispose());

async function add(): Promise<string> {
  const added = await bench.run("hooks", "add", "acme", "jira", "--url", "https://wmmm.example.com/");
  expect(added.code, added.err).toBe(0);
  expect(added.out).toContain("https://wmmm.example.com/hooks/acme/jira\n");
  expectHonestText(added.out);
  expectNarrow(added.out);
  return /^ {2}Secret {2}([0-9a-f]{64})$/m.exec(added.out)![1]!;
}

interface Serving {
  readonly log: () => string;
  post(path: string, body: string, secret: string | null): Promise<Response>;
  get(path: string): Promise<string>;
  stop(): Promise<void>;
}

async function serve(...more: readonly string[]): Promise<Serving> {
  const stopping = new AbortController();
  let log = "";
  bench.ports = {
    sleep: (ms, signal) => delay(Math.min(ms, 20), undefined, { signal }),
    err: (text) => void (log += text),
    interrupt: stopping.signal,
  };
  const serving = bench.run("serve", "--port", "0", ...more);
  await until(() => log.includes('"msg":"listening"'));
  const { port } = JSON.parse(log.split("\n").find((line) => line.includes('"listening"'))!) as { port: number };
  return {
    log: () => log,
    post(path, body, secret) {
      const signature = secret === null ? undefined : `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
      const headers = signature === undefined ? {} : { "x-hub-signature": signature };
      return fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body, headers });
    },
    get: async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text(),
    async stop() {
      stopping.abort();
      expect((await serving).code).toBe(0);
      bench.ports = {};
    },
  };
}

const changed = (issue: string, more: object = {}) =>
  JSON.stringify({
    ...{ webhookEvent: "jira:issue_updated", timestamp: bench.now },
    ...{ issue: { id: issue, key: "ACME-1", fields: { summary: "canary-title" } }, user: { displayName: "canary-name" } },
    ...more,
  });
const runs = async () => JSON.parse((await bench.run("jobs", "list", "--json")).out) as { id: string; status: string }[];

test("a delivery is taken once, becomes one scan when it has been quiet for a minute, and leaves nothing but ids", async () => {
  const secret = await add();
  const server = await serve();
  const first = changed("10001");
  const taken = await server.post("/hooks/acme/jira", first, secret);
  expect([taken.status, await taken.json()]).toEqual([200, { status: "taken" }]);
  expect(await (await server.post("/hooks/acme/jira", first, secret)).json()).toEqual({ status: "known" });
  const unread = changed("1", { webhookEvent: "user_created" });
  expect(await (await server.post("/hooks/acme/jira", unread, secret)).json()).toEqual({ status: "nothing" });
  bench.now += 50_000;
  expect((await server.post("/hooks/acme/jira", changed("10002"), secret)).status).toBe(200);
  bench.now += 50_000;
  await delay(200);
  expect(await runs()).toEqual([]);
  bench.now += 15_000;
  await until(async () => (await runs()).some(({ status }) => status === "succeeded"));
  expect(await runs()).toHaveLength(1);
  expect(await server.get("/metrics")).toContain('wmmm_deliveries_total{how="taken"} 2\n');
  const listed = await bench.run("hooks", "list");
  expect(listed.out).toBe("acme/jira  /hooks/acme/jira  last delivery 2026-07-20T12:00Z\n");
  await server.stop();
  for (const { name, bytes } of bench.files())
    for (const text of ["canary", secret]) expect(bytes.includes(text), `${text} in ${name}`).toBe(false);
  expect(server.log()).not.toContain("canary");
});

test("while it is never quiet, it is read every five minutes", async () => {
  const secret = await add();
  const server = await serve("--no-worker");
  for (let minute = 0; minute < 5; minute++) {
    await server.post("/hooks/acme/jira", changed(String(minute)), secret);
    bench.now += 58_000;
  }
  await delay(200);
  expect(await runs()).toEqual([]);
  await server.post("/hooks/acme/jira", changed("5"), secret);
  bench.now += 10_000;
  await until(async () => (await runs()).length === 1);
  await server.stop();
});

test("a secret that the vendor has made comes by a pipe, is kept sealed and shown nowhere; what is none is refused", async () => {
  const connect = async (store: WorkspaceStore) => {
    const [jira] = await store.connections();
    await store.saveConnection({ ...jira!, id: "linear", kind: "linear" });
  };
  await bench.withStore(connect);
  const theirs = "lin_wh_canary0123456789abcdef";
  const piped = async (text: string) => {
    bench.ports = { input: async () => text };
    const ran = await bench.run("hooks", "add", "acme", "linear");
    bench.ports = {};
    return ran;
  };
  for (const [text, said] of [
    ["", "none was given"],
    ["short\n", "no secret of a webhook"],
    [`${theirs} ${theirs}\n`, "no secret of a webhook"],
  ] as const) {
    const refused = await piped(text);
    expect([refused.code, refused.said]).toEqual([2, expect.stringContaining(said)]);
    expect(refused.out + refused.err).not.toContain("canary");
  }
  const added = await piped(`${theirs}\n`);
  expect([added.code, added.err]).toEqual([0, expect.any(String)]);
  expect(added.out).toContain("The secret is kept sealed.");
  expect(added.out + added.err).not.toContain("canary");
  for (const { bytes } of bench.files()) expect(bytes.includes("canary")).toBe(false);
  const ports = { ...processPorts(), env: bench.env };
  const kept = await withVault(ports, false, ({ vault }) => vault.get({ workspace: "acme", owner: "linear", field: "webhook" }));
  expect(kept).toBe(theirs);
});

test("an unknown workspace, an unknown connection and a wrong signature cannot be told apart, and keep nothing", async () => {
  const secret = await add();
  const server = await serve("--no-worker");
  const body = changed("10001");
  const answers = await Promise.all(
    [
      server.post("/hooks/acme/jira", body, "another secret"),
      server.post("/hooks/acme/jira", body, null),
      server.post("/hooks/acme/linear", body, secret),
      server.post("/hooks/beta/jira", body, secret),
      server.post("/hooks/..%2f..%2fetc/passwd", body, secret),
      server.post(`/hooks/acme/${"x".repeat(3000)}`, body, secret),
      server.post("/hooks/__proto__/constructor", body, secret),
    ].map(async (asked) => {
      const answer = await asked;
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== "date"));
      return { status: answer.status, headers, text: await answer.text() };
    }),
  );
  expect(answers[0]).toMatchObject({ status: 401, text: expect.stringContaining("Unauthorized") });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await server.stop();
  const store = await openSqliteOperations(`${bench.home}/operations.db`);
  expect(await store.hints.waiting()).toEqual([]);
  await store.close();
  // It is said once a minute, and of a webhook that is there only.
  expect(server.log().match(/a delivery was refused/g)).toHaveLength(1);
});

test("one is added once; removed, it is refused; a secret that is added later is found", async () => {
  const server = await serve("--no-worker");
  const added = await bench.run("hooks", "add", "acme", "jira");
  const secret = /Secret {2}(\S+)/.exec(added.out)![1]!;
  expect(added.out).toContain("  Path    /hooks/acme/jira\n");
  // A server that has looked in vain looks again after two seconds.
  bench.now += 3000;
  expect((await server.post("/hooks/acme/jira", changed("1"), secret)).status).toBe(200);
  expect((await bench.run("hooks", "add", "acme", "jira")).code).toBe(2);
  const json = JSON.parse((await bench.run("hooks", "list", "acme", "--json")).out) as object[];
  expect(json).toMatchObject([{ workspace: "acme", connection: "jira", kind: "jira", path: "/hooks/acme/jira" }]);
  expect((await bench.run("hooks", "remove", "acme", "jira")).code).toBe(0);
  expect((await server.post("/hooks/acme/jira", changed("2"), secret)).status).toBe(401);
  await server.stop();
  expect((await bench.run("hooks", "remove", "acme", "jira")).said).toContain("has no webhook");
  expect((await bench.run("hooks", "list")).out).toContain("No vendor may post");
});

test.each([
  [["nowhere", "jira"], "no workspace"],
  [["acme", "github"], "It has: jira"],
  [["acme", "jira", "--url", "wmmm.example.com"], "--url"],
  [["acme", "jira", "--from-env", "NOT_SET"], "NOT_SET is not set"],
  [["acme", "jira", "--from-env", "SHORT"], "no secret of a webhook"],
])("hooks add %j ends with 2 and a sentence", async (argv, words) => {
  bench.env["SHORT"] = "short";
  const ran = await bench.run("hooks", "add", ...argv);
  expect([ran.code, ran.said]).toEqual([2, expect.stringContaining(words)]);
  expect((await bench.run("hooks", "list", "--json")).out).toBe("[]\n");
});

test("a secret that the vendor has made is taken from a variable, and not shown", async () => {
  bench.env["HOOK_SECRET"] = "lin_wh_0123456789abcdef";
  const added = await bench.run("hooks", "add", "acme", "jira", "--from-env", "HOOK_SECRET");
  expect(added.code, added.err).toBe(0);
  expect(added.out + added.err).not.toContain("0123456789abcdef");
  const server = await serve("--no-worker");
  expect((await server.post("/hooks/acme/jira", changed("1"), bench.env["HOOK_SECRET"])).status).toBe(200);
  await server.stop();
});
