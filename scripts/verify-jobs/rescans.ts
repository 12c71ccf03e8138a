import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { theilSen } from "../../src/statistics/theil-sen.ts";
import { digestOf } from "../../src/store/transfer.ts";
import type { Line } from "../verify-reliability/figure.ts";
import { openStore, quantile, until, type JobFigure, type JobFigureInput, type Place } from "./engines.ts";
import type { Held } from "./probe.ts";
import { openWorkspaces, startVendors, type Workspaces } from "./scans.ts";

const BIN = fileURLToPath(new URL("../../bin/wmmm.js", import.meta.url));
const PROBE = new URL("probe.ts", import.meta.url).href;
const YOUNG = "--max-semi-space-size=16";
const WORKSPACE = "acme";
const ISSUES = 40;
const SCANS = 500;
const SCANS_REDUCED = 25;
/** Compared are so many at the beginning and at the end; before the first, what is loaded and compiled once. */
const ENDS = 50;
const ENDS_REDUCED = 8;
const ENDED_MS = 60_000;
/** Heap by which the last may be larger than the first: what V8 learns about code on the way, and what is kept once a connection. */
const HEAP_MB = 3;
/** In a sample a file or a connection that is opened once shows behind its short beginning; one that is left open by every fourth scan would be more. */
const FILES_REDUCED = 2;
/** Memory by which the process may be: its heaps are as large as they happen to be when nobody collects. */
const RSS_SHARE = 0.15;

/** One worker process, as built, that scans one unchanged workspace again and again: what it holds, and what it leaves in the database. */
export const rescans: JobFigure = async (input) => {
  const vendors = await startVendors(1, ISSUES, 0);
  try {
    const lines: Line[] = [];
    for (const engine of input.engines) {
      if (input.reduced && engine.name !== "sqlite") continue;
      const place = await engine.place();
      // Redis has a database of its own behind the places of others.
      if (engine.name === "redis") Object.assign(place, { redis: `${place.redis}/99` });
      lines.push(...(await ofPlace(place, vendors.addresses[0]!, input)));
    }
    return lines;
  } finally {
    vendors.stop();
  }
};

interface Sample extends Held {
  readonly files: number;
  readonly databaseBytes: number;
  readonly operationsBytes: number;
}

async function ofPlace(place: Place, vendor: Parameters<Workspaces["connect"]>[1], { reduced, note }: JobFigureInput) {
  const [scans, ends] = reduced ? [SCANS_REDUCED, ENDS_REDUCED] : [SCANS, ENDS];
  const workspaces = await openWorkspaces(place);
  await workspaces.connect(WORKSPACE, vendor, "TOKEN");
  const store = await openStore(place);
  const env = {
    ...process.env,
    WMMM_HOME: place.home,
    REDIS_URL: place.redis,
    DATABASE_URL: place.database,
    TOKEN: vendor.token,
  };
  // The bound that a worker gives itself (bin/wmmm.js), but for one with a channel to its parent.
  const child = spawn(process.execPath, ["--expose-gc", YOUNG, "--import", PROBE, BIN, "worker"], {
    env: { ...env, WMMM_LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const failed: string[] = [];
  const scan = async (number: number): Promise<void> => {
    const id = `scan-${number}`;
    await store.requestRun({ id, workspace: WORKSPACE, now: Date.now() });
    const isOver = async (): Promise<boolean> => ((await store.run(id))?.endedAt ?? null) !== null;
    if (!(await until(isOver, ENDED_MS))) throw new Error(`${place.engine}: scan ${number} did not end`);
    const { status } = (await store.run(id))!;
    if (status !== "succeeded") failed.push(`${number} ${status}`);
  };
  const sample = async (): Promise<Sample> => {
    child.send("measure");
    const [held] = (await once(child, "message")) as [Held];
    return {
      ...held,
      files: openFiles(child.pid!),
      databaseBytes: await bytesOf(place, "workspace"),
      operationsBytes: await bytesOf(place, "operations"),
    };
  };
  try {
    // What is read, compiled and connected once.
    for (let number = 0; number < ends; number++) await scan(number);
    const before = await contents(workspaces);
    const samples: Sample[] = [];
    for (let number = 0; number < scans; number++) {
      await scan(ends + number);
      if (number < ends || number >= scans - ends || number % 10 === 0) samples.push(await sample());
    }
    const after = await contents(workspaces);
    for (const [at, one] of samples.entries()) if (at % 10 === 0) note(`${place.engine}, sample ${at}: ${JSON.stringify(one)}`);
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
    return linesOf(place.engine, { scans, ends, samples, failed, exit: child.exitCode, before, after, reduced });
  } finally {
    child.kill("SIGKILL");
    await store.close();
    await workspaces.close();
  }
}

interface Outcome {
  readonly scans: number;
  readonly ends: number;
  readonly samples: readonly Sample[];
  readonly failed: readonly string[];
  readonly exit: number | null;
  readonly before: Contents;
  readonly after: Contents;
  readonly reduced: boolean;
}

function linesOf(engine: string, { scans, ends, samples, failed, exit, before, after, reduced }: Outcome): readonly Line[] {
  const first = samples.slice(0, ends);
  const last = samples.slice(-ends);
  const medians = (of: (sample: Sample) => number) =>
    [first, last].map((part) => quantile(part.map(of), 0.5)) as [number, number];
  const mega = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
  const [heapBefore, heapAfter] = medians(({ heapBytes }) => heapBytes);
  const [rssBefore, rssAfter] = medians(({ rssBytes }) => rssBytes);
  const slope =
    theilSen(
      samples.map((_, at) => at),
      samples.map(({ heapBytes }) => heapBytes),
    )?.slope ?? Number.NaN;
  // What comes and goes differs by one or two at any moment: what is usual at the end is held against the most there was in the beginning.
  const most = (of: (sample: Sample) => number): number => Math.max(...first.map(of));
  const usual = (of: (sample: Sample) => number): number => quantile(last.map(of), 0.5);
  const kinds = [...new Set(samples.flatMap(({ resources }) => Object.keys(resources)))].toSorted();
  const grown = kinds.filter(
    (kind) => usual(({ resources }) => resources[kind] ?? 0) > most(({ resources }) => resources[kind] ?? 0),
  );
  const files = [most((sample) => sample.files), usual((sample) => sample.files)] as const;
  const [database, operations] = [
    medians(({ databaseBytes }) => databaseBytes),
    medians(({ operationsBytes }) => operationsBytes),
  ];
  const isSame = before.sha256 === after.sha256;
  const changed = [...after.rows].filter(([name, rows]) => before.rows.get(name) !== rows).map(([name]) => name);
  const rows = [before, after].map((of) => [...of.rows.values()].reduce((sum, one) => sum + one, 0));
  return [
    {
      what: `${engine}: ${scans} scans again, heap and memory`,
      target: "no growth",
      measured: `heap ${mega(heapBefore)} to ${mega(heapAfter)} MB (slope ${(slope / 1024).toFixed(2)} KB a sample), process ${mega(rssBefore)} to ${mega(rssAfter)} MB; ${failed.length} not whole, exit ${exit}`,
      met: reduced
        ? null
        : heapAfter - heapBefore <= HEAP_MB * 2 ** 20 &&
          rssAfter <= rssBefore * (1 + RSS_SHARE) &&
          failed.length === 0 &&
          exit === 0,
    },
    {
      what: `${engine}: ${scans} scans again, handles and timers`,
      target: "no growth",
      measured: `${grown.length === 0 ? "no kind grew" : grown.join(", ")} of ${kinds.join(", ")}; open files at most ${files[0]}, at the end ${files[1]}`,
      met: grown.length === 0 && files[1] <= files[0] + (reduced ? FILES_REDUCED : 0),
    },
    {
      what: `${engine}: ${scans} scans again, what is stored`,
      target: "the same",
      measured: `${rows[0]} and ${rows[1]} rows (${changed.join(", ") || "no table grew"}), ${isSame ? "same" : "another"} SHA-256 of what was read; ${after.results} results kept; workspace ${mega(database[0])} to ${mega(database[1])} MB, operations ${mega(operations[0])} to ${mega(operations[1])} MB`,
      met: isSame && changed.length === 0 && after.results <= RESULTS_KEPT,
    },
  ];
}

/** Of one day, and of another where the scans go past midnight. */
const RESULTS_KEPT = 21;

function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    // Only Linux says.
    return 0;
  }
}

async function bytesOf({ engine, home, database }: Place, what: "workspace" | "operations"): Promise<number> {
  if (engine !== "postgres") {
    const begins = what === "workspace" ? `${WORKSPACE}.sqlite` : "operations.db";
    const names = readdirSync(home).filter((name) => name.startsWith(begins));
    return names.reduce((sum, name) => sum + statSync(join(home, name)).size, 0);
  }
  const client = new Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ bytes: string }>(
    "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relkind = 'r'",
    [what === "workspace" ? "wmmm" : "wmmm_operations"],
  );
  await client.end();
  return Number(rows[0]!.bytes);
}

interface Contents {
  /** Of every table but that of results. */
  readonly rows: ReadonlyMap<string, number>;
  /** Over everything that was read. */
  readonly sha256: string;
  readonly results: number;
}

async function contents(workspaces: Workspaces): Promise<Contents> {
  const digests = await workspaces.home.read(WORKSPACE, digestOf);
  const rows = new Map<string, number>(digests.map(({ name, rows }) => [name, rows]));
  const results = rows.get("scan") ?? 0;
  rows.delete("scan");
  return { rows, sha256: await workspaces.hash(WORKSPACE), results };
}
