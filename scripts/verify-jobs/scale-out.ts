import { fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { loadConnector } from "../../src/cli/sync-workspace.ts";
import { openStore, until, type JobFigure, type Place } from "./engines.ts";
import type { VendorAddress } from "./vendors.ts";

const BIN = fileURLToPath(new URL("../../bin/wmmm.js", import.meta.url));
const VENDORS = fileURLToPath(new URL("vendors.ts", import.meta.url));
const LATENCY_MS = 100;
/** Long enough for everything, short enough to end a run that hangs. */
const LONGEST_MS = 3_600_000;

/** The same scans by one worker process and by two, as built (`npm run build`), on SQLite. */
export const scaleOut: JobFigure = async ({ reduced, engines, note }) => {
  const engine = engines.find(({ name }) => name === "sqlite");
  if (engine === undefined) return [];
  const [workspaces, issues] = reduced ? [4, 300] : [20, 5000];
  const vendors = fork(VENDORS, [String(workspaces), String(issues), String(LATENCY_MS)]);
  const [addresses] = (await once(vendors, "message")) as [readonly VendorAddress[]];
  const seconds: number[] = [];
  let failed = 0;
  try {
    for (const workers of [1, 2]) {
      const place = await engine.place();
      await connect(place, addresses);
      const took = await scanAll(place, addresses, workers);
      seconds.push(took.seconds);
      failed += took.failed;
      note(`${workers} processes: ${took.seconds.toFixed(1)} s`);
    }
  } finally {
    vendors.disconnect();
  }
  const [one = NaN, two = NaN] = seconds;
  return [
    {
      what: `sqlite: ${workspaces} workspaces of ${issues} issues, ${LATENCY_MS} ms away, 1 to 2 processes`,
      target: ">= 1.8 x",
      measured: `${(one / two).toFixed(2)} x (${one.toFixed(1)} s and ${two.toFixed(1)} s), ${failed} not whole`,
      met: reduced ? null : one / two >= 1.8 && failed === 0,
    },
  ];
};

async function connect(place: Place, addresses: readonly VendorAddress[]): Promise<void> {
  mkdirSync(place.home, { recursive: true });
  const connector = await loadConnector("jira");
  for (const [at, { url, email }] of addresses.entries()) {
    const workspace = `w-${at}`;
    const store = await openSqliteStore({
      path: join(place.home, `${workspace}.sqlite`),
      workspace,
      create: true,
      randomBytes: (size) => randomBytes(size),
    });
    const config = connector.parseConfig({ url, email });
    await store.saveConnection({
      id: "jira",
      kind: "jira",
      config,
      tokenEnv: `TOKEN_${at}`,
      keepTitles: false,
      addedAt: Date.now(),
    });
    await store.close();
  }
}

async function scanAll(place: Place, addresses: readonly VendorAddress[], workers: number) {
  const store = await openStore(place);
  const tokens = Object.fromEntries(addresses.map(({ token }, at) => [`TOKEN_${at}`, token]));
  const env = { ...process.env, ...tokens, WMMM_HOME: place.home, WMMM_LOG_LEVEL: "error", REDIS_URL: "", DATABASE_URL: "" };
  const processes = Array.from({ length: workers }, () =>
    spawn(process.execPath, [BIN, "worker", "--concurrency", "4"], { env, stdio: "ignore" }),
  );
  try {
    for (const at of addresses.keys()) await store.requestRun({ id: `run-${at}`, workspace: `w-${at}`, now: Date.now() });
    await until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, LONGEST_MS);
    const runs = await store.runs({ limit: addresses.length });
    const from = Math.min(...runs.map(({ startedAt }) => startedAt ?? Infinity));
    const to = Math.max(...runs.map(({ endedAt }) => endedAt ?? Infinity));
    return { seconds: (to - from) / 1000, failed: runs.filter(({ status }) => status !== "succeeded").length };
  } finally {
    for (const one of processes) one.kill("SIGTERM");
    await Promise.all(processes.filter(({ exitCode }) => exitCode === null).map((one) => once(one, "exit")));
    await store.close();
  }
}
