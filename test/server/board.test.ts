import { Hono } from "hono";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { postgresQueue } from "../../jobs/bullmq/postgres.ts";
import { redisQueue } from "../../jobs/bullmq/redis.ts";
import type { JobQueue } from "../../jobs/queue.ts";
import { BOARD_PATH, boardRoutes } from "../../src/server/board.ts";
import { until } from "../jobs/queue-conformance.ts";
import { postgres, redis } from "../support/services.ts";

const SECRET = "0123456789abcdef01234567";
const basic = (user: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`,
});
const ADMIN = basic("admin", SECRET);

/** What was slept, and how often a wrong secret was told of. */
interface Seen {
  readonly slept: number[];
  wrong: number;
}

function board(queue: JobQueue | null, from: string | null = "127.0.0.1", seen: Seen = { slept: [], wrong: 0 }) {
  const routes = boardRoutes({
    secret: SECRET,
    queues: () => queue?.bullmq?.() ?? null,
    remoteAddress: () => from ?? undefined,
    now: () => 0,
    sleep: async (ms) => void seen.slept.push(ms),
    onWrongSecret: () => void seen.wrong++,
  });
  return new Hono().route(BOARD_PATH, routes);
}

describe("who sees the board", () => {
  test.each([
    ["127.0.0.1", {}, 401],
    ["::1", {}, 401],
    ["::ffff:127.0.0.1", {}, 401],
    ["127.0.0.1.example", {}, 403],
    ["192.168.1.7", {}, 403],
    ["192.168.1.7", { "x-forwarded-proto": "http" }, 403],
    ["192.168.1.7", { "x-forwarded-proto": "https" }, 401],
    [null, {}, 403],
  ])("from %s with %o: %d before the secret is asked for or sent", async (from, headers, status) => {
    const asked = await board(null, from).request(BOARD_PATH, { headers });
    expect(asked.status).toBe(status);
    expect(asked.headers.has("www-authenticate")).toBe(status === 401);
    if (status !== 403) return;
    expect((await board(null, from).request(BOARD_PATH, { headers: { ...headers, ...ADMIN } })).status).toBe(403);
  });

  test.each([
    ["another secret", basic("admin", SECRET.replace("0", "1"))],
    ["a longer one", basic("admin", `${SECRET}0`)],
    ["another user", basic("root", SECRET)],
    ["another scheme", { authorization: `Bearer ${SECRET}` }],
    ["none", {}],
  ])("%s is refused", async (_, headers) => {
    const refused = await board(null).request(BOARD_PATH, { headers: headers as Record<string, string> });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  test("who guesses is slowed down before a secret is looked at; who asks without one, as browsers do first, is not", async () => {
    const seen: Seen = { slept: [], wrong: 0 };
    const shown = board(null, "127.0.0.1", seen);
    const status = async (headers: Record<string, string>) => (await shown.request(BOARD_PATH, { headers })).status;
    for (let time = 0; time < 20; time++) expect(await status({})).toBe(401);
    for (let time = 0; time < 8; time++) expect(await status(basic("admin", `${SECRET}${time}`))).toBe(401);
    expect(seen).toEqual({ slept: [1000, 2000], wrong: 8 });
    expect(await status(ADMIN)).toBe(503);
    expect(seen.slept).toEqual([1000, 2000, 4000]);
    expect(await status(ADMIN)).toBe(503);
    expect(seen).toEqual({ slept: [1000, 2000, 4000], wrong: 8 });
  });

  test("beyond a few that wait, attempts of one place are sent away", async () => {
    const waiting: (() => void)[] = [];
    const routes = boardRoutes({
      secret: SECRET,
      queues: () => null,
      remoteAddress: () => "127.0.0.1",
      now: () => 0,
      sleep: () => new Promise((resolve) => waiting.push(resolve)),
      onWrongSecret: () => undefined,
    });
    const wrong = { headers: basic("admin", "wrong") };
    for (let time = 0; time < 6; time++) await routes.request("/", wrong);
    const answers = Array.from({ length: 30 }, async () => routes.request("/", wrong));
    await until(() => waiting.length === 4);
    for (const wake of waiting) wake();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(26);
    expect(statuses.filter((status) => status === 401)).toHaveLength(4);
  });

  test("with the secret it can be looked at, and where there is no queue of BullMQ it says so", async () => {
    expect((await board(null).request(BOARD_PATH, { headers: ADMIN })).status).toBe(503);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect((await board(null).request(`${BOARD_PATH}/api/queues/tasks/pause`, { method, headers: ADMIN })).status).toBe(405);
  });
});

const options = {
  now: () => Date.now(),
  sleep: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }).catch(() => undefined),
  onError: () => undefined,
};
const servers = [await redis(), await postgres()] as const;
const ENGINES = [
  ["Redis", servers[0], async () => redisQueue({ ...options, url: servers[0].url, prefix: servers[0].prefix })],
  ["PostgreSQL", servers[1], () => postgresQueue({ ...options, url: servers[1].url })],
] as const;

describe.each(ENGINES)("the board on %s", (name, server, open) => {
  let queue: JobQueue | null = null;
  afterEach(async () => {
    await queue?.close();
    if (name !== "PostgreSQL" || queue === null) return;
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query("DROP SCHEMA bullmq CASCADE");
    await client.end();
  });

  test.skipIf(server.missing !== null)("shows ids and states, and never what an error said", async () => {
    queue = await open();
    const beat = queue.beat(async () => {}, 60_000);
    await queue.enqueue([{ id: "acme-1.0", notBefore: Date.now() + 60_000 }]);
    await queue.enqueue([{ id: "acme-2.1", notBefore: 0 }]);
    let threw = 0;
    await queue.process(
      async () => {
        threw++;
        throw new Error("postgres://wmmm:hunter22@database refused");
      },
      { concurrency: 1 },
    );
    await until(async () => threw > 0 && (await queue!.list(10)).every(({ state }) => state === "delayed"));
    const app = board(queue);
    const ask = async (path: string) => app.request(`${BOARD_PATH}${path}`, { headers: ADMIN });
    expect((await ask("/")).status).toBe(200);
    const page = await ask("");
    expect([page.status, page.headers.get("content-type"), page.headers.get("cache-control")]).toEqual([
      200,
      expect.stringContaining("text/html"),
      "no-store",
    ]);
    const script = /src="(static\/js\/main\.[^"]+)"/.exec(await page.text())?.[1];
    expect((await ask(`/${script}`)).status).toBe(200);
    const listed = await ask("/api/queues?activeQueue=tasks&status=delayed&page=1&jobsPerPage=10");
    const text = await listed.text();
    expect(listed.status).toBe(200);
    expect(text).toContain("acme-1.0");
    expect(text).toContain("acme-2.1");
    const one = await (await ask("/api/queues/tasks/acme-2.1")).text();
    expect(one).toContain("acme-2.1");
    const logs = await (await ask("/api/queues/tasks/acme-2.1/logs")).text();
    for (const shown of [text, one, logs]) expect(shown).not.toMatch(/hunter22|refused|at .*\.ts/);
    await beat.stop();
  });
});
