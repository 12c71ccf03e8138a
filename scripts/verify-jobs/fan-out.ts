import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jira } from "../../connectors/jira/index.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import { openServerLog } from "../../src/cli/server-log.ts";
import { startWork } from "../../src/cli/work.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { storedHash } from "../verify-reliability/kills/stored.ts";
import { until, type JobFigure, type Place } from "./engines.ts";
import type { VendorAddress } from "./vendors.ts";

const VENDORS = fileURLToPath(new URL("vendors.ts", import.meta.url));
const LATENCY_MS = 100;
const CONCURRENCY = 4;
/** Long enough for everything, short enough to end a run that hangs. */
const LONGEST_MS = 3_600_000;
/** A quarter of the projects of the vendor is a shard. */
const SHARDS = 4;
const TOKEN = "FAN_OUT_TOKEN";

/** One connection read whole by a worker, in one piece and shared out: how long it takes, what it asks, and whether the same is stored. */
export const fanOut: JobFigure = async ({ reduced, engines, note }) => {
  const engine = engines.find(({ name }) => name === "sqlite");
  if (engine === undefined) return [];
  const issues = reduced ? 1_600 : 20_000;
  const vendors = fork(VENDORS, ["1", String(issues), String(LATENCY_MS)]);
  const [[address]] = (await once(vendors, "message")) as [readonly [VendorAddress]];
  try {
    const [whole, shared] = [
      await readOnce(await engine.place(), address, { least: Infinity, most: 1 }),
      await readOnce(await engine.place(), address, { least: issues / SHARDS, most: SHARDS }),
    ];
    note(`in one piece: ${whole.seconds.toFixed(1)} s, ${whole.requests} requests`);
    note(`in ${shared.parts} shards: ${shared.seconds.toFixed(1)} s, ${shared.requests} requests`);
    const isSame = whole.hash === shared.hash && whole.status === "succeeded" && shared.status === "succeeded";
    return [
      {
        what: `sqlite: ${issues} issues, ${LATENCY_MS} ms away, in one piece and in ${shared.parts} shards`,
        target: "the same",
        measured: `${isSame ? "the same" : "not the same"} is stored; ${(whole.seconds / shared.seconds).toFixed(2)} x as fast (${whole.seconds.toFixed(1)} s and ${shared.seconds.toFixed(1)} s), ${whole.requests} and ${shared.requests} requests`,
        met: isSame && shared.parts > 1,
      },
    ];
  } finally {
    vendors.disconnect();
  }
};

async function readOnce(place: Place, { url, email, token }: VendorAddress, shards: { least: number; most: number }) {
  const open = () =>
    openSqliteStore({
      path: join(place.home, "acme.sqlite"),
      workspace: "acme",
      create: true,
      randomBytes: (size) => new Uint8Array(size).fill(7),
    });
  const made = await open();
  await made.saveConnection({
    ...{ id: "jira", kind: "jira", tokenEnv: TOKEN, keepTitles: false, addedAt: Date.now() },
    config: jira.parseConfig({ url, email }),
  });
  await made.close();
  const env = { WMMM_HOME: place.home, [TOKEN]: token, WMMM_LOG_LEVEL: "fatal" };
  const ports = { ...processPorts(), env, shards, err: () => undefined };
  const judging = { judge: async () => {}, judgedSince: async () => null, close: async () => {} };
  const work = await startWork(CONCURRENCY, ports, openServerLog(ports), judging);
  if (work === null) throw new Error("it was told to end before it had begun");
  try {
    await work.store.requestRun({ id: "run-1", workspace: "acme", now: Date.now() });
    await until(async () => (await work.store.run("run-1"))?.endedAt !== null, LONGEST_MS);
    const { status, startedAt, endedAt, progress } = (await work.store.run("run-1"))!;
    const tasks = await work.store.tasks("run-1");
    const store = await open();
    const hash = await storedHash(store, "jira");
    await store.close();
    return {
      status,
      hash,
      seconds: ((endedAt ?? 0) - (startedAt ?? 0)) / 1000,
      requests: progress.requests,
      parts: tasks.filter(({ shard }) => shard !== null).length,
    };
  } finally {
    await work.stop();
  }
}
