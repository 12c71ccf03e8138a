import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openStore, until, type JobFigure, type Place } from "./engines.ts";
import { cpuSeconds, threadSeconds } from "./process-stats.ts";
import { openWorkspaces, startVendors } from "./scans.ts";
import type { Line } from "../verify-reliability/figure.ts";
import type { VendorAddress } from "./vendors.ts";

const BIN = fileURLToPath(new URL("../../bin/wmmm.js", import.meta.url));
const LATENCY_MS = 100;
/** Parts of scans at the same time in each process, with one process as with two: twice what `wmmm worker` does by itself, and that. */
const CONCURRENCIES = [4, 2];
/** Long enough for everything, short enough to end a run that hangs. */
const LONGEST_MS = 3_600_000;

/** The same scans by one worker process and by two, as built (`npm run build`), on SQLite. */
export const scaleOut: JobFigure = async ({ reduced, engines, note }) => {
  const engine = engines.find(({ name }) => name === "sqlite");
  if (engine === undefined) return [];
  const [workspaces, issues] = reduced ? [4, 300] : [20, 5000];
  const vendors = await startVendors(workspaces, issues, LATENCY_MS);
  const lines: Line[] = [];
  try {
    // One scan before, so that the vendors have made their bodies before anything is measured.
    const first = vendors.addresses.slice(0, 1);
    await scanAll(await connected(await engine.place(), first), first, 1, 1);
    for (const concurrency of reduced ? CONCURRENCIES.slice(0, 1) : CONCURRENCIES) {
      const taken: Took[] = [];
      for (const workers of [1, 2]) {
        const place = await connected(await engine.place(), vendors.addresses);
        const before = cpuSeconds(vendors.pid);
        const took = await scanAll(place, vendors.addresses, workers, concurrency);
        taken.push(took);
        const ofVendors = (cpuSeconds(vendors.pid) ?? Number.NaN) - (before ?? Number.NaN);
        note(
          `${workers} processes: ${took.seconds.toFixed(1)} s; processor time: vendors ${ofVendors.toFixed(1)} s, workers ${took.threads}`,
        );
      }
      const [one, two] = taken as [Took, Took];
      const times = one.seconds / two.seconds;
      const failed = one.failed + two.failed;
      lines.push({
        what: `sqlite: ${workspaces} workspaces of ${issues} issues, ${LATENCY_MS} ms away, 1 to 2 processes with --concurrency ${concurrency}`,
        target: ">= 1.8 x",
        measured: `${times.toFixed(2)} x (${one.seconds.toFixed(1)} s and ${two.seconds.toFixed(1)} s; processor time of the workers ${one.cpu.toFixed(1)} s and ${two.cpu.toFixed(1)} s), ${failed} not whole`,
        met: reduced ? null : times >= 1.8 && failed === 0,
      });
    }
  } finally {
    vendors.stop();
  }
  return lines;
};

interface Took {
  readonly seconds: number;
  readonly failed: number;
  readonly cpu: number;
  readonly threads: string;
}

async function connected(place: Place, addresses: readonly VendorAddress[]): Promise<Place> {
  const workspaces = await openWorkspaces(place);
  for (const [at, address] of addresses.entries()) await workspaces.connect(`w-${at}`, address, `TOKEN_${at}`);
  await workspaces.close();
  return place;
}

async function scanAll(place: Place, addresses: readonly VendorAddress[], workers: number, concurrency: number): Promise<Took> {
  const store = await openStore(place);
  const tokens = Object.fromEntries(addresses.map(({ token }, at) => [`TOKEN_${at}`, token]));
  const env = { ...process.env, ...tokens, WMMM_HOME: place.home, WMMM_LOG_LEVEL: "error", REDIS_URL: "", DATABASE_URL: "" };
  const processes = Array.from({ length: workers }, () =>
    spawn(process.execPath, [BIN, "worker", "--concurrency", String(concurrency)], { env, stdio: "ignore" }),
  );
  try {
    for (const at of addresses.keys()) await store.requestRun({ id: `run-${at}`, workspace: `w-${at}`, now: Date.now() });
    await until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, LONGEST_MS);
    const runs = await store.runs({ limit: addresses.length });
    const from = Math.min(...runs.map(({ startedAt }) => startedAt ?? Infinity));
    const to = Math.max(...runs.map(({ endedAt }) => endedAt ?? Infinity));
    return {
      seconds: (to - from) / 1000,
      failed: runs.filter(({ status }) => status !== "succeeded").length,
      cpu: processes.reduce((sum, { pid }) => sum + (cpuSeconds(pid!) ?? Number.NaN), 0),
      threads: processes.map(({ pid }) => `${cpuSeconds(pid!)} s (threads ${threadSeconds(pid!).join(", ")})`).join(" and "),
    };
  } finally {
    for (const one of processes) one.kill("SIGTERM");
    await Promise.all(processes.filter(({ exitCode }) => exitCode === null).map((one) => once(one, "exit")));
    await store.close();
  }
}
