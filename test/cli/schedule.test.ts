import { afterEach, beforeEach, expect, test } from "vitest";
import { DEMO_TOKEN_VARIABLE } from "../../src/cli/demo-workspace.ts";
import { openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import { createBench, expectHonestText, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(smallSite(3));
  await bench.connect();
});
afterEach(() => bench.dispose());

test("a schedule is added with its next three runs, in its zone", async () => {
  const added = await bench.run("schedule", "add", "acme", "--cron", "0 6 * * MON", "--tz", "Europe/Berlin");
  expect(added.code, added.err).toBe(0);
  // The clock of the bench stands at noon (UTC) of Monday, 20 July 2026.
  expect(added.out).toBe(
    [
      '"acme" is scanned at "0 6 * * MON" (Europe/Berlin). The next runs:',
      "  Mon 2026-07-27 06:00 GMT+2  in 6 d 16 h",
      "  Mon 2026-08-03 06:00 GMT+2  in 13 d 16 h",
      "  Mon 2026-08-10 06:00 GMT+2  in 20 d 16 h",
      "",
    ].join("\n"),
  );
  const listed = await bench.run("schedule", "list");
  expect(listed.out).toContain("acme  0 6 * * MON  Europe/Berlin  next Mon 2026-07-27 06:00 GMT+2, in 6 d 16 h");
  expectHonestText(listed.out);
});

test("the demo organisation can be scheduled, with a note that nobody serves it", async () => {
  bench.env[DEMO_TOKEN_VARIABLE] = "x";
  await bench.withStore(async (store) => {
    const [connection] = await store.connections();
    await store.saveConnection({ ...connection!, tokenEnv: DEMO_TOKEN_VARIABLE });
  });
  const added = await bench.run("schedule", "add", "acme", "--cron", "@daily");
  expect([added.code, added.said]).toEqual([0, expect.stringContaining("only served while")]);
  await bench.run("schedule", "remove", "acme");
  await bench.connect();
  expect((await bench.run("schedule", "add", "acme", "--cron", "@daily")).said).not.toContain("demo");
});

test("it rests, goes on, and is forgotten", async () => {
  await bench.run("schedule", "add", "--cron", "@daily");
  const list = async () =>
    JSON.parse((await bench.run("schedule", "list", "--json")).out) as { paused: boolean; nextDueAt: string }[];
  await bench.run("schedule", "pause");
  expect(await list()).toMatchObject([{ paused: true, nextDueAt: null }]);
  bench.now += 7 * 86_400_000;
  await bench.run("schedule", "resume", "acme");
  expect(await list()).toMatchObject([{ paused: false, nextDueAt: "2026-07-28T00:00:00.000Z" }]);
  await bench.run("schedule", "remove", "acme");
  expect(await list()).toEqual([]);
});

test.each([
  [["add", "acme", "--cron", "every day"], "five"],
  [["add", "acme", "--cron", "0 6 31 2 *"], "no day of any year"],
  [["add", "acme", "--cron", "@daily", "--tz", "Berlin"], "time zone"],
  [["add", "nowhere", "--cron", "@daily"], "no workspace"],
  [["add", "acme", "--cron", "@daily", "--id", "A B"], "name of a schedule"],
  [["pause"], "Nothing is scheduled"],
  [["run-now", "acme"], "Nothing is scheduled"],
])("schedule %j ends with 2 and a sentence", async (argv, words) => {
  const ran = await bench.run("schedule", ...argv);
  expect([ran.code, ran.said]).toEqual([2, expect.stringContaining(words)]);
});

test("a name is taken once; with several, one has to be named", async () => {
  await bench.run("schedule", "add", "acme", "--cron", "@daily");
  const again = await bench.run("schedule", "add", "acme", "--cron", "@hourly");
  expect([again.code, again.said]).toEqual([2, expect.stringContaining("--id")]);
  expect((await bench.run("schedule", "add", "acme", "--cron", "@hourly", "--id", "acme-often")).code).toBe(0);
  expect((await bench.run("schedule", "pause")).said).toContain("acme, acme-often");
  expect((await bench.run("schedule", "pause", "nobody")).code).toBe(2);
});

test("a scan is queued by hand, joined, listed, shown, cancelled and queued again", async () => {
  await bench.run("schedule", "add", "acme", "--cron", "@daily");
  const queued = await bench.run("schedule", "run-now");
  const id = /Queued as (\S+)\.\n/.exec(queued.out)?.[1] ?? "";
  expect((await bench.run("schedule", "run-now")).out).toContain(id);
  expect((await bench.run("jobs", "list")).out).toBe(`${id}  queued  acme  2026-07-20 12:00 UTC\n`);
  expect((await bench.run("jobs", "show", id)).out).toContain("  plan  ready\n");
  expect((await bench.run("jobs", "retry", id)).code).toBe(2);
  expect((await bench.run("jobs", "cancel", id)).out).toBe(`${id} is cancelled.\n`);
  expect((await bench.run("jobs", "cancel", id)).code).toBe(2);
  expect((await bench.run("jobs", "list", "--open")).out).toBe("There are no jobs.\n");
  expect((await bench.run("jobs", "retry", id)).out).toContain("Queued again as acme-");
  expect((await bench.run("jobs", "show", "nothing")).code).toBe(2);
  const shown = JSON.parse((await bench.run("jobs", "show", id, "--json")).out) as object;
  expect(shown).toMatchObject({ id, status: "cancelled", parts: [{ kind: "plan", status: "cancelled" }] });
});

test("what is queued is written down beside the workspaces, and no workspace is made of it", async () => {
  await bench.run("schedule", "add", "acme", "--cron", "@daily");
  expect(JSON.parse((await bench.run("list", "workspaces", "--json")).out)).toHaveLength(1);
  const store = await openSqliteOperations(`${bench.home}/operations.db`);
  expect(await store.schedules()).toMatchObject([{ id: "acme", workspace: "acme", timeZone: "UTC" }]);
  await store.close();
});
