import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { FAILPOINTS, type Failpoint } from "../../src/model/failpoint.ts";
import { HOUR_MS } from "../../src/model/window.ts";
import type { Figure, FigureInput, Line } from "./figure.ts";
import { FILES, type KilledEngine } from "./kills/engine.ts";
import { READY, type Job, type KilledPlace } from "./kills/job.ts";
import { readConnection } from "./kills/read.ts";
import { openStored, storedHash } from "./kills/stored.ts";
import type { Served, Subject } from "./subject.ts";
import { subjects } from "./subjects.ts";

const CHILD = fileURLToPath(new URL("kills/child.ts", import.meta.url));
const START = Date.UTC(2026, 6, 20, 12);
/** From one death to the next, so that no vendor's quota is used up. */
const APART_MS = 2 * HOUR_MS;
/** Of each connector: 1,000 over three. */
const KILLS = 334;
const KILLS_REDUCED = 5;
/** Of the failpoints, every so many-th is tried in a sample. */
const SAMPLE = 12;
/** The golden ratio spreads moments evenly, whatever their number. */
const GOLDEN = 0.618034;
/** Names that lie only on the way of a failing stream, and of a read that is forced to begin anew. */
const OF_FAILURES: readonly Failpoint[] = ["sync:before-failure-noted", "sync:failure-noted", "read:in-failure", "read:failed"];
const OF_FULL: readonly Failpoint[] = ["read:forgotten"];

/**
 * Processes that die: killed from outside at any moment of a read, and at every named place of a scan. After each death the file must be sound,
 * and the next run must end with exactly what a run that nobody disturbed ends with.
 */
export const kills: Figure = (input) => killsIn(FILES, input);

/** The same with workspaces of another engine. */
export async function killsIn(engine: KilledEngine, { reduced, connector, note }: FigureInput): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const { subjects: found, missing } = subjects(connector);
  for (const subject of found) {
    const clock = { now: START };
    const served = await subject.start(() => clock.now);
    try {
      const bench = await createBench(engine, subject, served, clock);
      lines.push(await atAnyMoment(bench, reduced ? KILLS_REDUCED : KILLS, note));
      // Places of a read that is shared out are not on the way of a scan by hand: `shared-kills.ts`.
      const names = FAILPOINTS.filter(
        (name, index) => engine.reaches(name) && !name.startsWith("shards:") && (!reduced || index % SAMPLE === 0),
      );
      lines.push(await atNames(bench, names, note));
    } finally {
      await served.close();
    }
  }
  for (const id of missing)
    lines.push({ what: `${id}: killed`, target: "", measured: "not measured: the vendor's schema is not at hand", met: null });
  return lines;
}

interface Bench {
  readonly engine: KilledEngine;
  readonly subject: Subject;
  readonly served: Served;
  /** Of both sides; stands still while a process runs. */
  readonly clock: { now: number };
  job(place: KilledPlace, more: Partial<Job>): Job;
  /** Hash and number of items of a read that nobody disturbed. */
  readonly expected: { readonly hash: string; readonly items: number };
  /** How long an undisturbed process works, milliseconds. */
  readonly workMs: number;
}

async function createBench(engine: KilledEngine, subject: Subject, served: Served, clock: { now: number }): Promise<Bench> {
  const config = subject.connector.parseConfig(served.configFor(`http://127.0.0.1:${served.port}`));
  const job = (place: KilledPlace, more: Partial<Job>): Job => ({
    ...place,
    kind: subject.id,
    config,
    secret: served.secret,
    now: clock.now,
    work: "read",
    failpoint: null,
    ...more,
  });
  return engine.inPlace(async (place) => {
    const began = performance.now();
    const child = start(job(place, {}));
    await child.ready;
    const readyAt = performance.now();
    const ended = await child.ended;
    if (ended.code !== 0) throw new Error(`the undisturbed read ended with ${ended.code}, ${performance.now() - began} ms`);
    const workMs = performance.now() - readyAt;
    const { store, close } = await openStored(place);
    try {
      const expected = {
        hash: await storedHash(store, subject.id),
        items: (await store.liveItems(subject.id)).length,
      };
      return { engine, subject, served, clock, job, expected, workMs };
    } finally {
      await close();
    }
  });
}

function start(job: Job) {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(job)], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  let said = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      if (said.startsWith(READY)) resolve();
    });
    void ended.then(() => resolve());
  });
  return { child, ready, ended };
}

interface After {
  /** What is wrong, in words; empty when nothing is. */
  readonly wrong: readonly string[];
  /** Items read again that were stored already. */
  readonly readAgain: number;
}

/** Looks at what a death left behind, lets the next run finish, and compares. */
async function resume({ engine, subject, clock, job, expected }: Bench, place: KilledPlace): Promise<After> {
  const wrong: string[] = [];
  if (!(await engine.isSound(place))) wrong.push("what is stored is not sound");
  const { store, close } = await openStored(place);
  try {
    const next = job(place, {});
    const { id: connection } = subject;
    if ((await store.connections()).length === 0) {
      await store.saveConnection({
        id: connection,
        kind: connection,
        config: next.config,
        tokenEnv: "T",
        keepTitles: true,
        addedAt: clock.now,
      });
    }
    const before = (await store.liveItems(connection)).length;
    const outcome = await readConnection(store, next);
    if (outcome.status !== "complete") wrong.push(`the next run ended ${outcome.status}: ${outcome.problems[0]?.what}`);
    const items = (await store.liveItems(connection)).length;
    if ((await storedHash(store, connection)) !== expected.hash)
      wrong.push(`what is stored differs: ${items} of ${expected.items} items`);
    const fetched = outcome.fetched["issues"] ?? 0;
    return { wrong, readAgain: Math.max(0, fetched - (expected.items - before)) };
  } finally {
    await close();
  }
}

async function atAnyMoment(bench: Bench, count: number, note: (text: string) => void): Promise<Line> {
  const found: After[] = [];
  let killed = 0;
  let { workMs } = bench;
  for (let attempt = 0; killed < count && attempt < 4 * count; attempt++) {
    bench.clock.now += APART_MS;
    const { isKilled, workedMs, after } = await bench.engine.inPlace(async (place) => {
      const { child, ready, ended } = start(bench.job(place, {}));
      await ready;
      const readyAt = performance.now();
      await pause(workMs * ((attempt * GOLDEN) % 1));
      child.kill("SIGKILL");
      const { signal } = await ended;
      return { isKilled: signal === "SIGKILL", workedMs: performance.now() - readyAt, after: await resume(bench, place) };
    });
    if (isKilled) killed++;
    // Somewhat beyond the end, so that the last moments are tried too.
    else workMs = Math.min(workMs, 1.05 * workedMs);
    found.push(after);
    if (after.wrong.length > 0) note(`${bench.subject.id}, kill ${attempt}: ${after.wrong.join("; ")}`);
  }
  const wrong = found.filter((after) => after.wrong.length > 0).length;
  return {
    what: `${bench.subject.id}: killed at any moment, then resumed`,
    target: `${count}, all the same`,
    measured: `${killed} killed while they read (${found.length - killed} more had ended before): ${wrong} end with another hash; at most ${Math.max(...found.map((after) => after.readAgain))} items read again`,
    met: wrong === 0 && killed === count,
  };
}

async function atNames(bench: Bench, names: readonly Failpoint[], note: (text: string) => void): Promise<Line> {
  let wrong = 0;
  const unreached: string[] = [];
  let deaths = 0;
  for (const name of names) {
    // The first time it comes by, and a later one, in the middle of something.
    for (const nth of [1, 3]) {
      bench.clock.now += APART_MS;
      await bench.engine.inPlace(async (place) => {
        const isFull = OF_FULL.includes(name);
        if (isFull) await start(bench.job(place, {})).ended;
        const isFailure = OF_FAILURES.includes(name);
        const { at } = bench.subject.places["first page"];
        if (isFailure) bench.served.faults.on({ ...at, nth: 1, times: 99 }, { kind: "status", status: 403 });
        const work = isFull ? "scan-full" : "scan";
        const { signal } = await start(bench.job(place, { work, failpoint: { name, nth } })).ended;
        bench.served.faults.clear();
        if (signal === "SIGKILL") deaths++;
        else if (nth === 1) unreached.push(name);
        const after = await resume(bench, place);
        if (after.wrong.length === 0) return;
        wrong++;
        note(`${bench.subject.id}, ${name} the ${nth}. time: ${after.wrong.join("; ")}`);
      });
    }
  }
  if (unreached.length > 0) note(`${bench.subject.id}: never reached: ${unreached.join(", ")}`);
  return {
    what: `${bench.subject.id}: killed at ${names.length} named places`,
    target: "all the same",
    measured: `${deaths} deaths, ${wrong} end otherwise; ${unreached.length} places not reached`,
    met: wrong === 0 && unreached.length === 0,
  };
}
