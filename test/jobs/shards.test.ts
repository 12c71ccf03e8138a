import { afterEach, describe, expect, test } from "vitest";
import { storedHash } from "../../scripts/verify-reliability/kills/stored.ts";
import { openPostgresHome } from "../../src/store/postgres/home.ts";
import { postgres } from "../support/services.ts";
import { jobBench, type JobBench } from "./bench.ts";
import { until } from "./queue-conformance.ts";

const server = await postgres();
let bench: JobBench;
afterEach(() => bench.cli.dispose());

const SHARDS = { least: 10, most: 4 };
const parts = (run: Awaited<ReturnType<JobBench["show"]>>) =>
  run.parts.map(({ kind, shard, status }) => [kind, shard, status].filter((part) => part !== null).join(" "));
const hash = () => bench.cli.withStore((store) => storedHash(store, "jira"));
/** Queries of the searches for issues. */
const searched = () =>
  bench.cli.server.requests.filter(({ path, status }) => path === "/rest/api/3/search/jql" && status === 200).length;

describe("a whole read that is shared out by project", () => {
  test("stores what a scan by hand stores, with one progress; the next read is in one piece", async () => {
    bench = await jobBench(40, {}, { others: 20 });
    await bench.cli.run("scan", "acme");
    const byHand = await hash();
    await bench.cli.dispose();
    bench = await jobBench(40, {}, { others: 20, shards: SHARDS });
    const id = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(id)), 4);
    const run = await bench.show(id);
    expect(run).toMatchObject({ status: "succeeded", problem: null });
    expect(parts(run)).toEqual([
      "plan succeeded",
      "read succeeded",
      "judge succeeded",
      "read ACME succeeded",
      "read BETA succeeded",
    ]);
    expect(run.progress.fetched).toBe(run.progress.total);
    expect(run.progress.fetched).toBeGreaterThanOrEqual(60);
    expect(await hash()).toBe(byHand);
    const reports = await bench.cli.withStore((store) => store.streamReports());
    expect(reports.find(({ stream }) => stream === "issues")).toMatchObject({ status: "complete", stored: 60, coverage: 1 });
    // The clock of the workers is fast: on a busy machine one of them may come back too late, and another goes on.
    const shown = (await bench.cli.run("jobs", "show", id)).out
      .replaceAll(/, attempt \d+(?: \(\d+ cut short\))?/g, "")
      .split("\n");
    expect(shown.slice(2, 6).map((line) => line.trim().split(/ {2}/, 2).join(" "))).toEqual([
      "read jira succeeded",
      "read jira ACME succeeded",
      "read jira BETA succeeded",
      "judge succeeded",
    ]);
    expect(shown[3]).toContain("40 of 40 items");
    const next = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(next)));
    expect(parts(await bench.show(next))).toEqual(["plan succeeded", "read succeeded", "judge succeeded"]);
  });

  test.skipIf(server.missing !== null)(
    `by two workers with connections of their own to PostgreSQL, too ${server.missing ?? ""}`,
    async () => {
      bench = await jobBench(40, {}, { others: 20 });
      await bench.cli.run("scan", "acme");
      const byHand = await hash();
      await bench.cli.dispose();
      bench = await jobBench(40, { latencyMs: 40 }, { others: 20, shards: SHARDS, database: server.url });
      const id = await bench.ask();
      const ended = async () => void (await bench.ended(id));
      const both = await Promise.all([bench.whileWorking(ended, 1), bench.whileWorking(ended, 1)]);
      expect(await bench.show(id)).toMatchObject({ status: "succeeded", problem: null });
      const shards = both.flatMap(({ log }) => log.filter(({ msg, shard }) => msg === "task ended" && shard !== undefined));
      expect(shards.map(({ shard }) => String(shard)).toSorted()).toEqual(["ACME", "BETA"]);
      const home = openPostgresHome({ url: server.url, randomBytes: (size) => new Uint8Array(size) });
      const store = await home.open("acme", { create: false });
      expect(await storedHash(store, "jira")).toBe(byHand);
      await store.close();
      await home.close();
    },
  );

  test("of which a shard cannot be read ends as partial, says which, and the next run reads only that", async () => {
    bench = await jobBench(40, {}, { others: 20, shards: SHARDS });
    // The larger one comes first.
    bench.cli.server.faults.on({ path: "/rest/api/3/search/jql", nth: 2, times: 9 }, { kind: "status", status: 403 });
    const id = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(id)), 1);
    const run = await bench.show(id);
    expect(run).toMatchObject({ status: "partial", problem: { code: "forbidden" } });
    expect((run.problem as unknown as { what: string }).what).toContain("BETA could not be read to the end");
    expect(parts(run)).toContain("read ACME succeeded");
    bench.cli.server.faults.clear();
    const before = searched();
    const next = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(next)), 4);
    expect(parts(await bench.show(next))).toEqual(["plan succeeded", "read succeeded", "judge succeeded", "read BETA succeeded"]);
    // One for the shard, one for what changed meanwhile, and the ids that are looked for once more.
    expect(searched() - before).toBeLessThanOrEqual(4);
    expect(await bench.cli.withStore(async (store) => (await store.liveItems("jira")).length)).toBe(60);
  });

  test("goes on with other workers, and with a scan by hand, reading nothing again", async () => {
    const asked: string[] = [];
    const onRequest = ({ body }: { readonly body: unknown }) => void asked.push(JSON.stringify(body ?? ""));
    bench = await jobBench(40, { latencyMs: 20, onRequest }, { others: 20, shards: SHARDS });
    const id = await bench.ask();
    await bench.whileWorking(() => until(async () => parts(await bench.show(id)).includes("read ACME succeeded")), 1);
    await bench.cli.run("jobs", "cancel", id);
    const left = await bench.cli.withStore((store) => store.shards("jira", "issues"));
    expect(left.map(({ id: shard, done }) => [shard, done])).toContainEqual(["ACME", true]);
    expect(asked.join()).toContain("ACME");
    asked.length = 0;
    const byHand = await bench.cli.run("scan", "acme", "--quiet");
    expect(byHand.err).not.toContain("problem");
    expect(await bench.cli.withStore((store) => store.shards("jira", "issues"))).toEqual([]);
    const reports = await bench.cli.withStore((store) => store.streamReports());
    expect(reports.find(({ stream }) => stream === "issues")).toMatchObject({ status: "complete", stored: 60 });
    expect(asked.join()).toContain("BETA");
    expect(asked.join()).not.toContain("ACME");
  });
});
