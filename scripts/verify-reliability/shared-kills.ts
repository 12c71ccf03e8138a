import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { FAILPOINTS, type Failpoint } from "../../src/model/failpoint.ts";
import { HOUR_MS } from "../../src/model/window.ts";
import { startTracker, type Tracker } from "./changing-source/tracker.ts";
import { createWorld, FIRST_SCAN } from "./changing-source/world.ts";
import type { Figure, FigureInput, Line } from "./figure.ts";
import { FILES, type KilledEngine } from "./kills/engine.ts";
import type { Job, KilledPlace } from "./kills/job.ts";
import { readConnection } from "./kills/read.ts";
import { openStored, storedHash } from "./kills/stored.ts";

const CHILD = fileURLToPath(new URL("kills/child.ts", import.meta.url));
const KINDS = ["jira", "linear", "github"] as const;
const PROJECTS = ["AAA", "BBB", "CCC"];
const ISSUES = 24;
/** From one death to the next, so that no vendor's quota is used up. */
const APART_MS = 2 * HOUR_MS;
/** Of the failpoints, every so many-th is tried in a sample. */
const SAMPLE = 15;
/** Not on the way of workers that read: commands, tables that are there already, and reads that fail. */
const ELSEWHERE = /^(?:open|scan):|fail|read:forgotten/;
/** Which coming-by of a name: the first, and ones in the middle of shards. */
const NTHS = [1, 4, 9];

/** Workers that die, again and again, while a whole read is shared out: at every named place, resumed by workers and by hand in turn. */
export const sharedKills: Figure = (input) => sharedKillsIn(FILES, input);

/** The same with workspaces of another engine. */
export async function sharedKillsIn(engine: KilledEngine, { reduced, connector, note }: FigureInput): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const kind of KINDS.filter((one) => connector === null || one === connector)) {
    const clock = { now: FIRST_SCAN };
    const tracker = await startTracker(kind, { now: () => clock.now, onRequest: () => undefined });
    if ("missing" in tracker) {
      lines.push({ what: `${kind}: workers killed`, target: "", measured: `not measured: ${tracker.missing}`, met: null });
      continue;
    }
    try {
      tracker.show(createWorld(PROJECTS, ISSUES));
      const names = FAILPOINTS.filter((name) => engine.reaches(name) && !ELSEWHERE.test(name));
      const tried = reduced ? names.filter((name, index) => name.startsWith("shards:") || index % SAMPLE === 0) : names;
      lines.push(await atNames(engine, tracker, clock, tried, reduced ? NTHS.slice(0, 1) : NTHS, note));
    } finally {
      await tracker.close();
    }
  }
  return lines;
}

async function atNames(
  engine: KilledEngine,
  tracker: Tracker,
  clock: { now: number },
  names: readonly Failpoint[],
  nths: readonly number[],
  note: (text: string) => void,
): Promise<Line> {
  const config = tracker.config(null);
  const job = (place: KilledPlace, more: Partial<Job>): Job => ({
    ...place,
    ...{ kind: tracker.kind, config, secret: tracker.secret, now: clock.now, work: "read", failpoint: null },
    ...more,
  });
  const expected = await engine.inPlace((place) => finished(job(place, {})));
  let deaths = 0;
  let wrong = 0;
  let again = 0;
  for (const name of names) {
    for (const nth of nths) {
      clock.now += APART_MS;
      await engine.inPlace(async (place) => {
        // The second worker dies where the first one did, a little later.
        const before: number[] = [];
        for (const more of [0, 1]) {
          if (await dies(job(place, { work: "shared", failpoint: { name, nth: nth + more } }))) deaths++;
          before.push(await itemsIn(place, tracker.kind));
        }
        const after = await finished(job(place, { work: nth === NTHS[0] ? "read" : "shared" }));
        const isSound = await engine.isSound(place);
        again = Math.max(again, before[0]! - before[1]!);
        if (isSound && after.hash === expected.hash && after.status === "complete") return;
        wrong++;
        note(`${tracker.kind}, ${name} the ${nth}. time: ${after.status}, ${after.items} of ${expected.items} items`);
      });
    }
  }
  return {
    what: `${tracker.kind}: workers killed at ${names.length} places while shards are read`,
    target: "all the same",
    measured: `${deaths} deaths, ${wrong} of ${names.length * nths.length} end otherwise; at most ${again} items lost between two deaths`,
    met: wrong === 0 && deaths > 0 && again === 0,
  };
}

/** False: it came to its end without passing that place so often. */
async function dies(job: Job): Promise<boolean> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(job)], { stdio: ["ignore", "ignore", "ignore"] });
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal === "SIGKILL";
}

async function itemsIn(place: KilledPlace, connection: string): Promise<number> {
  const { store, close } = await openStored(place);
  try {
    return (await store.liveItems(connection)).length;
  } finally {
    await close();
  }
}

/** Reads to the end in this process. */
async function finished(job: Job) {
  const { store, close } = await openStored(job);
  try {
    await store.saveConnection({
      ...{ id: job.kind, kind: job.kind, config: job.config, tokenEnv: "T", keepTitles: true, addedAt: job.now },
    });
    const { status } = await readConnection(store, job);
    const items = (await store.liveItems(job.kind)).length;
    return { status, items, hash: await storedHash(store, job.kind) };
  } finally {
    await close();
  }
}
