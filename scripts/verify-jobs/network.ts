import { setTimeout as delay } from "node:timers/promises";
import { startToxicProxy, type Toxic, type ToxicProxy } from "../../fixtures/server/toxic-proxy.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import { openStore, quantile, until, type JobFigure, type JobFigureInput, type Place } from "./engines.ts";
import { openWorkspaces, startVendors, type Workspaces } from "./scans.ts";
import { startServed, type Served } from "./served.ts";
import type { VendorAddress } from "./vendors.ts";

/** Each strong enough that the service is of no use while it lasts: a check of `/readyz` waits for 3 s, and the shortest is a PING of 14 bytes and its answer of 7. */
const TOXICS: readonly Toxic[] = [
  { kind: "latency", ms: 4000 },
  { kind: "cut" },
  { kind: "half-open" },
  { kind: "slow-close", afterMs: 300, lateMs: 4000 },
  { kind: "reset", afterMs: 0 },
  { kind: "bandwidth", bytesPerSecond: 5 },
  { kind: "slicer", bytes: 2, waitMs: 500 },
  { kind: "limit-data", bytes: 20 },
];
/** What a sample tries. */
const SAMPLE: Readonly<Record<Service, Toxic["kind"]>> = { redis: "cut", postgres: "reset" };
const ROUNDS = 20;
/** Scans a round; the last is asked for while nothing comes through. */
const SCANS = 3;
const ISSUES = 300;
const LATENCY_MS = 100;
const TOXIC_MS = 6000;
/** The toxic begins within this after the scans were asked for, each round at another moment: they take about that long. */
const WITHIN_MS = 2000;
const GOLDEN = 0.618034;
const BACK_MS = 30_000;
/** A part that the service was lost under waits up to 22 s before it is tried again, and may be lost twice; a busy machine takes its time. */
const ENDED_MS = 600_000;
/** Cells that are measured at the same time: they wait most of the time. */
const AT_ONCE = 4;

/**
 * A network that fails between `wmmm serve` and Redis or PostgreSQL, while real scans run: every scan must end, with the history that an undisturbed one
 * gives, and `/readyz` must say that the service is away and that it is back.
 */
export const network: JobFigure = async (input) => {
  const vendors = await startVendors(1, ISSUES, LATENCY_MS);
  try {
    const cells = (["redis", "postgres"] as const)
      .filter((service) => input.engines.some(({ name }) => name === service))
      .flatMap((service) =>
        TOXICS.filter(({ kind }) => !input.reduced || SAMPLE[service] === kind).map((toxic) => ({ service, toxic })),
      );
    const measured = new Map<object, Measured>();
    let next = 0;
    const work = async (): Promise<void> => {
      for (let cell = cells[next++]; cell !== undefined; cell = cells[next++])
        measured.set(cell, await ofCell(cell.service, cell.toxic, vendors.addresses[0]!, input));
    };
    await Promise.all(Array.from({ length: input.reduced ? cells.length : AT_ONCE }, work));
    return cells.map((cell) => lineOf(cell.service, cell.toxic, measured.get(cell)!));
  } finally {
    vendors.stop();
  }
};

type Service = "redis" | "postgres";

interface Measured {
  readonly rounds: number;
  readonly asked: number;
  readonly succeeded: number;
  readonly alike: number;
  /** Rounds in which `/readyz` answered 503. */
  readonly told: number;
  /** From the end of the toxic to a `/readyz` that answers 200. */
  readonly backMs: readonly number[];
  readonly endedMs: readonly number[];
  readonly exit: number | null;
  /** From SIGTERM on, with the toxic there. */
  readonly stopMs: number;
}

function lineOf(
  service: Service,
  { kind }: Toxic,
  { rounds, asked, succeeded, alike, told, backMs, endedMs, exit, stopMs }: Measured,
) {
  const longest = Math.max(...backMs);
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  // Where connections are closed late, new ones work for a moment, and a check may meet that.
  const mustTell = kind === "slow-close" ? 0 : rounds;
  return {
    what: `${service}: ${kind} while scanning, ${rounds} times`,
    target: "0 lost, <= 30 s",
    measured: `${succeeded} of ${asked} scans ended well, ${asked - alike} histories differ; 503 in ${told}, 200 after median ${seconds(quantile(backMs, 0.5))} s, longest ${seconds(longest)} s; last scan ended after ${seconds(quantile(endedMs, 0.5))} s, longest ${seconds(Math.max(...endedMs))} s; SIGTERM meanwhile: exit ${exit} after ${seconds(stopMs)} s`,
    met: succeeded === asked && alike === asked && told >= mustTell && longest <= BACK_MS && exit === 0 && stopMs <= BACK_MS,
  };
}

async function ofCell(service: Service, toxic: Toxic, vendor: VendorAddress, { reduced, engines, note }: JobFigureInput) {
  const tell = (text: string): void => note(`${service}, ${toxic.kind}: ${text}`);
  const placeOf = async (name: string): Promise<Place | undefined> => engines.find((engine) => engine.name === name)?.place();
  const own = (await placeOf(service))!;
  // With Redis, everything else is where it is in production: in PostgreSQL, where there is one.
  const database = service === "postgres" ? own.database : ((await placeOf("postgres"))?.database ?? "");
  const address = new URL(service === "redis" ? own.redis : own.database);
  const proxy = await startToxicProxy({ host: address.hostname, port: Number(address.port) });
  address.port = String(proxy.port);
  // Servers have one name for their keys, so each has a database of its own.
  if (service === "redis") address.pathname = `/${TOXICS.indexOf(toxic) + 1}`;
  const workspaces = await openWorkspaces({ database, home: own.home });
  const store = await openStore({ ...own, database, engine: database === "" ? "sqlite" : "postgres" });
  const served = await startServed(
    {
      WMMM_HOME: own.home,
      DATABASE_URL: service === "postgres" ? address.href : database,
      REDIS_URL: service === "redis" ? address.href : "",
      TOKEN: vendor.token,
    },
    { concurrency: 2, onLog: tell },
  );
  const bench: Bench = { proxy, workspaces, store, served, vendor, toxic };
  try {
    await scan(bench, ["undisturbed"]);
    await allEnded(store);
    const expected = await workspaces.hash("undisturbed");
    const rounds = reduced ? 1 : ROUNDS;
    const found: Round[] = [];
    for (let number = 0; number < rounds; number++) {
      const round = await disturb(bench, number, expected);
      found.push(round);
      tell(`round ${number}: ${JSON.stringify(round)}`);
    }
    const sum = (of: (round: Round) => number): number => found.reduce((total, round) => total + of(round), 0);
    const runs = await store.runs({ limit: 10_000 });
    // A server that is asked to end while its service is away ends all the same.
    await proxy.set(toxic);
    const stopping = performance.now();
    const exit = await served.stop();
    return {
      rounds,
      // More than were asked for would be runs that came twice.
      asked: runs.length - 1,
      succeeded: sum((round) => round.succeeded),
      alike: sum((round) => round.alike),
      told: sum((round) => (round.told ? 1 : 0)),
      backMs: found.map((round) => round.backMs),
      endedMs: found.map((round) => round.endedMs),
      exit,
      stopMs: performance.now() - stopping,
    };
  } finally {
    await served.stop();
    await store.close();
    await workspaces.close();
    await proxy.close();
  }
}

interface Bench {
  readonly proxy: ToxicProxy;
  readonly workspaces: Workspaces;
  readonly store: OperationsStore;
  readonly served: Served;
  readonly vendor: VendorAddress;
  readonly toxic: Toxic;
}

interface Round {
  readonly succeeded: number;
  readonly alike: number;
  readonly told: boolean;
  readonly backMs: number;
  readonly endedMs: number;
}

async function scan({ workspaces, store, vendor }: Bench, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await workspaces.connect(name, vendor, "TOKEN");
    await store.requestRun({ id: `${name}-run`, workspace: name, now: Date.now() });
  }
}

function allEnded(store: OperationsStore): Promise<boolean> {
  return until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, ENDED_MS);
}

async function disturb(bench: Bench, number: number, expected: string): Promise<Round> {
  const { proxy, workspaces, store, served, toxic } = bench;
  const names = Array.from({ length: SCANS }, (_, at) => `r-${number}-${at}`);
  await scan(bench, names.slice(0, -1));
  await delay(WITHIN_MS * (((number + 1) * GOLDEN) % 1));
  let told = false;
  await proxy.set(toxic);
  const until = performance.now() + TOXIC_MS;
  await scan(bench, names.slice(-1));
  while (performance.now() < until) {
    const asked = performance.now();
    if ((await served.ready()) === 503) told = true;
    await delay(Math.max(0, Math.min(200 - (performance.now() - asked), until - performance.now())));
  }
  await proxy.set(null);
  const endedAt = performance.now();
  let backMs = Infinity;
  while (backMs === Infinity && performance.now() - endedAt < ENDED_MS && !served.hasEnded()) {
    if ((await served.ready()) === 200) backMs = performance.now() - endedAt;
    else await delay(100);
  }
  await allEnded(store);
  const endedMs = performance.now() - endedAt;
  let [succeeded, alike] = [0, 0];
  for (const name of names) {
    if ((await store.run(`${name}-run`))?.status === "succeeded") succeeded++;
    if ((await workspaces.hash(name)) === expected) alike++;
  }
  return { succeeded, alike, told, backMs, endedMs };
}
