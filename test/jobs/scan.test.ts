import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { TOKEN_VARIABLE } from "../cli/command-line.ts";
import { jobBench, type JobBench } from "./bench.ts";
import { until } from "./queue-conformance.ts";

let bench: JobBench;
afterEach(() => bench.cli.dispose());

const statuses = (run: Awaited<ReturnType<JobBench["show"]>>) =>
  run.parts.map(({ kind, connection, status }) => [kind, connection, status].filter((part) => part !== null).join(" "));

describe("a scan by a worker", () => {
  test("reads and judges, part by part", async () => {
    bench = await jobBench(30);
    const id = await bench.ask();
    const { log, judged } = await bench.whileWorking(async () => void (await bench.ended(id)));
    const run = await bench.show(id);
    expect(run).toMatchObject({ status: "succeeded", problem: null, progress: { fetched: 30, total: 30 } });
    expect(statuses(run)).toEqual(["plan succeeded", "read jira succeeded", "judge succeeded"]);
    expect(log.filter(({ msg }) => msg === "task ended")).toHaveLength(3);
    expect(judged).toEqual(["acme"]);
  });

  test("by the command stores what a scan by hand stores, and keeps its result", async () => {
    bench = await jobBench(8);
    const id = await bench.ask();
    const stopping = new AbortController();
    bench.cli.ports = {
      ...bench.cli.ports,
      sleep: (ms, signal) => delay(Math.min(ms, 20), undefined, { signal }),
      interrupt: stopping.signal,
    };
    const working = bench.cli.run("worker");
    bench.cli.ports = {};
    await bench.ended(id);
    stopping.abort();
    expect((await working).code).toBe(0);
    const shown = await bench.cli.run("show", "acme", "--json");
    expect(shown.code, shown.err).toBe(0);
    const result = JSON.parse(shown.out) as { complete: boolean; streams: { stream: string; stored: number }[] };
    expect(result.complete).toBe(true);
    expect(result.streams.find(({ stream }) => stream === "issues")?.stored).toBe(8);
  });

  test("reads connections side by side; one without a token leaves the others alone", async () => {
    bench = await jobBench(12);
    bench.cli.env["OTHER"] = bench.cli.server.token;
    await bench.cli.connect("--id", "second", "--token-env", "OTHER");
    await bench.cli.connect("--id", "third", "--token-env", "NOT_SET", "--no-check");
    const id = await bench.ask();
    const { log } = await bench.whileWorking(async () => void (await bench.ended(id)), 4);
    expect(await bench.show(id)).toMatchObject({ status: "partial", problem: { code: "usage" }, progress: { fetched: 24 } });
    expect(statuses(await bench.show(id))).toEqual([
      "plan succeeded",
      "read jira succeeded",
      "read second succeeded",
      "read third failed",
      "judge succeeded",
    ]);
    expect(JSON.stringify(log)).not.toContain(bench.cli.server.token);
  });

  test("tries again what may pass, from where it stopped", async () => {
    bench = await jobBench(20);
    const strikes: string[] = [];
    bench.cli.server.faults.on({ path: "/rest/api/3/search/jql", nth: 1, times: 8 }, { kind: "status", status: 503 }, () =>
      strikes.push("503"),
    );
    const id = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(id)));
    const run = await bench.show(id);
    expect(run).toMatchObject({ status: "succeeded", problem: null });
    expect(run.parts[1]!.attempts).toBeGreaterThan(1);
    expect(strikes).toHaveLength(8);
  });

  test("of a site that refuses the token has failed, and says so", async () => {
    bench = await jobBench(5);
    bench.cli.env[TOKEN_VARIABLE] = "wrong";
    const id = await bench.ask();
    const { log } = await bench.whileWorking(async () => void (await bench.ended(id)));
    expect(await bench.show(id)).toMatchObject({ status: "failed", problem: { code: "unauthenticated" } });
    expect(log.filter(({ msg }) => msg === "task delayed")).toEqual([]);
  });

  test("is given back when its worker is asked to end, and goes on with the next one where it stopped", async () => {
    bench = await jobBench(60, { latencyMs: 30 });
    const id = await bench.ask();
    const asked = () => bench.cli.server.requests;
    await bench.whileWorking(() => until(async () => (await bench.show(id)).parts[1]?.status === "running"));
    const between = await bench.show(id);
    expect([between.status, between.endedAt]).toEqual(["running", null]);
    expect(between.parts.filter(({ status }) => status === "running")).toEqual([]);
    const before = asked().length;
    await bench.whileWorking(async () => void (await bench.ended(id)));
    expect(await bench.show(id)).toMatchObject({ status: "succeeded" });
    expect(before).toBeGreaterThan(0);
    expect(await bench.cli.withStore(async (store) => (await store.liveItems("jira")).length)).toBe(60);
  });

  test("that is cancelled ends with the page in hand; what was asked for meanwhile begins then", async () => {
    bench = await jobBench(40, { latencyMs: 30 });
    const first = await bench.ask();
    await bench.whileWorking(async () => {
      await until(async () => (await bench.show(first)).parts[1]?.status === "running");
      const second = await bench.ask();
      expect(second).not.toBe(first);
      expect((await bench.show(second)).status).toBe("queued");
      await bench.cli.run("jobs", "cancel", first);
      expect(await bench.ended(first)).toMatchObject({ status: "cancelled" });
      expect(await bench.ended(second)).toMatchObject({ status: "succeeded" });
    });
  });

  test("waits while somebody scans by hand, and the other way round is told", async () => {
    const handTried = Promise.withResolvers<void>();
    bench = await jobBench(5, { onRequest: ({ path }) => (path.includes("/search/jql") ? handTried.promise : undefined) });
    const id = await bench.ask();
    await bench.whileWorking(async () => {
      await until(async () => (await bench.show(id)).parts[1]?.status === "running");
      const byHand = await bench.cli.run("scan", "acme");
      handTried.resolve();
      expect([byHand.code, byHand.said]).toEqual([2, expect.stringContaining("Another scan of workspace")]);
      await bench.ended(id);
    });
    expect(await bench.show(id)).toMatchObject({ status: "succeeded" });
  });

  test("comes of its schedule, once for a due time and once for all that were missed", async () => {
    bench = await jobBench(5);
    bench.cli.now -= 5 * 86_400_000;
    await bench.cli.run("schedule", "add", "acme", "--cron", "0 */2 * * *", "--id", "often");
    bench.cli.now += 5 * 86_400_000;
    await bench.whileWorking(async () => {
      await until(
        async () =>
          (await bench.cli.run("jobs", "list")).out !== "There are no jobs.\n" &&
          (await bench.cli.run("jobs", "list", "--open")).out === "There are no jobs.\n",
      );
    });
    const runs = JSON.parse((await bench.cli.run("jobs", "list", "--json")).out) as { schedule: string; dueAt: string }[];
    expect(runs).toMatchObject([{ schedule: "often", dueAt: "2026-07-15T14:00:00.000Z", status: "succeeded" }]);
  });
});
