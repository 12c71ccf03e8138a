import { setTimeout as delay } from "node:timers/promises";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { main } from "../../src/cli/main.ts";
import { EXIT, type Ports } from "../../src/cli/ports.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import type { Line } from "../verify-reliability/figure.ts";
import { openQueue, openStore, sleep, until, type Engine, type JobFigure, type JobFigureInput, type Place } from "./engines.ts";
import { isClean } from "./clean-end.ts";
import { failWrites } from "./failing-writes.ts";
import { fullDisks } from "./full-disks.ts";
import { openWorkspaces, startVendors } from "./scans.ts";
import { stubPorts } from "./stub-ports.ts";
import type { VendorAddress } from "./vendors.ts";

/** Several pages, so that something is stored before most of the writes that fail. */
const ISSUES = 250;
/** Places of each scan that are tried, evenly over its writes. */
const PLACES = 100;
const PLACES_REDUCED = 6;
const OPERATIONS_PLACES = 40;
/** How long nothing can be written while a worker goes on. */
const FULL_MS = 1500;
const ENDED_MS = 120_000;

/** Writes that fail, one after the other and all that follow, and disks that are full: a clean end, and the next run finishes the work. */
export const writes: JobFigure = async (input) => {
  const vendors = await startVendors(1, ISSUES, 0);
  try {
    const lines: Line[] = [];
    for (const engine of input.engines) {
      // Where jobs are in Redis, what is known of them is in one of the others.
      if (engine.name === "redis") continue;
      const world = processPorts();
      lines.push(await scansIn(await engine.place(), vendors.addresses[0]!, world, input));
      lines.push(await operationsIn(engine, input));
    }
    lines.push(...(await fullDisks(vendors.addresses[0]!, input)));
    return lines;
  } finally {
    vendors.stop();
  }
};

interface Ended {
  readonly exit: number;
  readonly said: string;
  readonly writes: number;
}

/** `wmmm scan <workspace>` in this process. */
async function scan(workspace: string, place: Place, vendor: VendorAddress, world: Ports, from: number | null): Promise<Ended> {
  let said = "";
  const env = { ...world.env, WMMM_HOME: place.home, DATABASE_URL: place.database, TOKEN: vendor.token, WMMM_DEBUG: "1" };
  const ports: Ports = {
    ...world,
    env,
    out: () => {},
    err: (text) => (said += text),
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const failing = failWrites(from);
  try {
    return { exit: await main(["scan", workspace, "--json"], ports), said, writes: failing.count() };
  } finally {
    failing.end();
  }
}

async function scansIn(place: Place, vendor: VendorAddress, world: Ports, { reduced, note }: JobFigureInput): Promise<Line> {
  const workspaces = await openWorkspaces(place);
  try {
    await workspaces.connect("undisturbed", vendor, "TOKEN");
    const whole = await scan("undisturbed", place, vendor, world, null);
    const expected = await workspaces.hash("undisturbed");
    const count = Math.min(reduced ? PLACES_REDUCED : PLACES, whole.writes);
    const wrong: string[] = [];
    for (let at = 0; at < count; at++) {
      const from = 1 + Math.floor((at * whole.writes) / count);
      const workspace = `failing-${at}`;
      await workspaces.connect(workspace, vendor, "TOKEN");
      const failed = await scan(workspace, place, vendor, world, from);
      // Where only what lets go of the workspace was not written, everything is there.
      const isDone = failed.exit === EXIT.ok && (await workspaces.hash(workspace)) === expected;
      const resumed = await scan(workspace, place, vendor, world, null);
      const found = [
        ...(isDone || isClean(failed) ? [] : [`ended with ${failed.exit}: ${failed.said.slice(-300)}`]),
        ...(resumed.exit === EXIT.ok ? [] : [`the next one ended with ${resumed.exit}: ${resumed.said.slice(-300)}`]),
        ...((await workspaces.hash(workspace)) === expected ? [] : ["another history"]),
      ];
      if (found.length > 0) wrong.push(`write ${from}: ${found.join("; ")}`);
    }
    for (const one of wrong) note(`${place.engine}: ${one}`);
    return {
      what: `${place.engine}: the N-th write of a scan and all after it fail, ${count} of ${whole.writes} places`,
      target: "0 wrong",
      measured: `${wrong.length} did not end with the sentence of a full disk, or were not finished by the next scan`,
      met: wrong.length === 0,
    };
  } finally {
    await workspaces.close();
  }
}

/** The rows of schedules and runs cannot be written for a while: the worker goes on, and when there is room again every run ends. */
async function operationsIn(engine: Engine, { reduced, note }: JobFigureInput): Promise<Line> {
  const place = await engine.place();
  const onError = (error: unknown): void => note(`${engine.name}, operations: ${String(error)}`);
  const store = await openStore(place, onError);
  const queue = await openQueue(place, store, onError);
  const upkeep = startUpkeep({
    store,
    queue,
    now: () => Date.now(),
    sleep,
    onError,
    newRunId: (workspace) => `${workspace}-next`,
  });
  const ports = stubPorts(store, { worker: "only", onChange: () => upkeep.nudge(), onError });
  await queue.process(taskHandler(ports), { concurrency: 1 });
  const isOver = async (id: string): Promise<boolean> => ((await store.run(id))?.endedAt ?? null) !== null;
  const one = async (id: string, from: number | null): Promise<number> => {
    await store.requestRun({ id, workspace: id, now: Date.now() });
    const failing = failWrites(from);
    try {
      upkeep.nudge();
      if (from === null) await until(() => isOver(id), ENDED_MS);
      else await delay(FULL_MS);
    } finally {
      failing.end();
    }
    return failing.count();
  };
  try {
    const whole = await one("undisturbed", null);
    const count = Math.min(reduced ? PLACES_REDUCED : OPERATIONS_PLACES, whole);
    const names = Array.from({ length: count }, (_, at) => `failing-${at}`);
    for (const [at, name] of names.entries()) await one(name, 1 + Math.floor((at * whole) / count));
    await until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, ENDED_MS);
    const runs = await store.runs({ limit: 10_000 });
    const open = runs.filter(({ endedAt }) => endedAt === null).length;
    const tasks = (await Promise.all(runs.map(({ id }) => store.tasks(id)))).flat();
    const given = tasks.filter(({ problem }) => problem !== null && problem.code !== "usage").length;
    return {
      what: `${engine.name}: operations cannot be written from the N-th write on, ${count} of ${whole} places, for ${FULL_MS / 1000} s each`,
      target: "0 lost",
      measured: `${open} of ${runs.length} runs did not end, ${given} parts ended with the problem of the disk`,
      met: open === 0 && runs.length === count + 1,
    };
  } finally {
    await upkeep.stop();
    await queue.close();
    await store.close();
  }
}
