import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/model/window.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { WorkspaceStore } from "../../../src/store/store.ts";
import { syncConnection, type SyncInput, type SyncOutcome } from "../../../src/sync.ts";
import { syncShared } from "../read-shared.ts";
import { spellOut } from "../../../test/store/contents.ts";
import type { Tracker } from "./tracker.ts";
import { apply, createWorld, FIRST_SCAN, MOST_DRIFT_MS, visible, type Command, type World } from "./world.ts";

const PROJECTS = ["AAA", "BBB", "CCC"] as const;
const REQUEST_MS = 400;

/** One scan, and what happens at the tracker before and during it. */
interface Scan {
  readonly before: readonly Command[];
  readonly waitMs: number;
  /** Each command some requests after the one before it. */
  readonly during: readonly (readonly [requests: number, command: Command])[];
  /** Ctrl-C at this request; null = not at all. */
  readonly interruptAt: number | null;
  readonly full: boolean;
  /** By workers, where the tracker's reads can be shared out: the order in which they take the shards, over and over. Null = by hand. */
  readonly shared: readonly number[] | null;
}

export interface Story {
  readonly issues: number;
  /** The connection names its projects, so that one can move out of scope. */
  readonly isScoped: boolean;
  /** Tracker's clock minus ours. */
  readonly skewMs: number;
  readonly scans: readonly Scan[];
}

const issue = fc.nat(40);
const project = fc.nat(2);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("create" as const), project }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom("edit" as const, "transition" as const, "comment" as const), issue }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("delete" as const), issue }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("move" as const), issue, project }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("link" as const), issue, to: issue }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("hide" as const, "show" as const), project }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("drift" as const), ms: fc.integer({ min: -MOST_DRIFT_MS, max: MOST_DRIFT_MS }) }),
  },
);
const scan: fc.Arbitrary<Scan> = fc.record({
  before: fc.array(command, { maxLength: 4 }),
  waitMs: fc.integer({ min: MINUTE_MS, max: 3 * DAY_MS }),
  during: fc.array(fc.tuple(fc.nat(6), command), { maxLength: 8 }),
  interruptAt: fc.option(fc.nat(20), { freq: 4 }),
  full: fc.nat(9).map((one) => one === 0),
  shared: fc.option(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), { freq: 2 }),
});
export const story: fc.Arbitrary<Story> = fc.record({
  issues: fc.integer({ min: 1, max: 12 }),
  isScoped: fc.boolean(),
  skewMs: fc.constantFrom(0, -3 * HOUR_MS, 3 * HOUR_MS, 20_000),
  scans: fc.array(scan, { minLength: 1, maxLength: 4 }),
});

type SpelledItem = ReturnType<typeof spellOut>["items"][number];

/** What a server of the tracker needs from whoever plays: time, and to be told of requests. One player is used for many stories. */
export interface Player {
  readonly options: { now(): number; onRequest(): void };
  /** What is wrong at the end, a line each; empty when the store equals the source. */
  play(tracker: Tracker, told: Story): Promise<readonly string[]>;
}

export function createPlayer(): Player {
  let now = FIRST_SCAN;
  let skewMs = 0;
  let world: World = createWorld(PROJECTS, 0);
  let heard: () => void = () => undefined;
  const vendorNow = () => now + skewMs + world.driftMs;

  async function play(tracker: Tracker, told: Story): Promise<readonly string[]> {
    now = FIRST_SCAN;
    skewMs = told.skewMs;
    world = createWorld(PROJECTS, told.issues);
    const scope = told.isScoped ? ["AAA", "BBB"] : null;
    const inScope = scope ?? PROJECTS;
    const directory = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "wmmm-changing-"));
    const open = (name: string) =>
      openSqliteStore({
        path: join(directory, `${name}.sqlite`),
        workspace: "acme",
        create: true,
        // One salt, so that both stores know people by the same names.
        randomBytes: (size) => createHash("sha512").update("salt").digest().subarray(0, size),
      });
    const does = (one: Command) => {
      // A transfer at GitHub makes another issue of it; nothing like that is played here.
      apply(world, tracker.kind === "github" && one.do === "move" ? { do: "edit", issue: one.issue } : one, vendorNow());
      tracker.show(world);
    };
    const store = await open("scanned");
    try {
      tracker.show(world);
      let last: SyncOutcome | null = null;
      for (const { before, waitMs, during, interruptAt, full, shared } of told.scans) {
        for (const one of before) {
          now += MINUTE_MS;
          does(one);
        }
        now += waitMs;
        const stop = new AbortController();
        const pending = [...during];
        let requests = 0;
        let since = 0;
        heard = () => {
          now += REQUEST_MS;
          if (interruptAt !== null && requests === interruptAt) stop.abort();
          requests++;
          since++;
          while (pending[0] !== undefined && since > pending[0][0]) {
            does(pending.shift()![1]);
            since = 0;
          }
        };
        last = await sync(tracker, store, scope, stop.signal, full, shared);
        heard = () => undefined;
        // A scan that was over sooner, or failed: the rest happens after it.
        for (const [, one] of pending) does(one);
      }
      // The tracker is quiet from here on, and shows something.
      if (inScope.every((key) => world.hidden.has(key))) does({ do: "show", project: 0 });
      if (visible(world, inScope).length === 0) {
        does({ do: "create", project: PROJECTS.findIndex((key) => inScope.includes(key) && !world.hidden.has(key)) });
      }
      if (last?.status !== "complete") {
        now += HOUR_MS;
        await sync(tracker, store, scope, new AbortController().signal, false);
      }
      // Ids are compared with the tracker's once a week at the latest.
      now += 8 * DAY_MS;
      const final = await sync(tracker, store, scope, new AbortController().signal, false);
      const anew = await open("anew");
      try {
        await sync(tracker, anew, scope, new AbortController().signal, false);
        return await differences(tracker, final, store, anew, inScope, join(directory, "scanned.sqlite"));
      } finally {
        await anew.close();
      }
    } finally {
      heard = () => undefined;
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
  }

  async function sync(
    tracker: Tracker,
    store: WorkspaceStore,
    scope: readonly string[] | null,
    signal: AbortSignal,
    full: boolean,
    shared: readonly number[] | null = null,
  ): Promise<SyncOutcome> {
    const connection = {
      id: tracker.kind,
      kind: tracker.kind,
      config: tracker.config(scope),
      tokenEnv: "TOKEN",
      keepTitles: true,
      addedAt: 0,
    };
    await store.saveConnection(connection);
    const input: SyncInput = {
      connection,
      store,
      connector: tracker.connector,
      secret: tracker.secret,
      createHttp: (hooks) =>
        createHttpClient({
          policy: RATE_POLICIES[tracker.kind],
          now: () => now,
          sleep: async (ms) => void (now += ms),
          random: () => 0.5,
          ...hooks,
        }),
      now: () => now,
      keepTitles: true,
      signal,
    };
    return shared === null ? syncConnection({ ...input, full }) : syncShared({ ...input, full }, shared);
  }

  async function differences(
    tracker: Tracker,
    final: SyncOutcome,
    store: WorkspaceStore,
    anew: WorkspaceStore,
    inScope: readonly string[],
    path: string,
  ): Promise<readonly string[]> {
    const found: string[] = final.problems
      .filter(({ code }) => code !== "forbidden")
      .map(({ code, what }) => `the last scan ended with ${code}: ${what}`);
    const truth = visible(world, inScope).map(({ number }) => tracker.itemId(number));
    const live = await store.liveItems(tracker.kind);
    const [expected, actual] = [new Set(truth), new Set(live)];
    for (const id of expected.difference(actual)) found.push(`${id} is at the tracker and not live in the store`);
    for (const id of actual.difference(expected)) found.push(`${id} is live in the store and not at the tracker`);

    const [held, fresh] = [spellOut(await store.load(Infinity)), spellOut(await anew.load(Infinity))];
    const heldById = new Map(held.items.map((item) => [item.id, item]));
    for (const item of fresh.items) {
      const other = heldById.get(item.id);
      if (other === undefined || !actual.has(item.id)) continue;
      const [first, second] = [other, item].map((one) => withVisibleLinks(named(one, tracker), expected));
      if (!isDeepStrictEqual(first, second)) found.push(`${item.id} differs: ${whatDiffers(first!, second!)}`);
    }
    const gone = basisOf(path);
    for (const one of world.issues) {
      const id = tracker.itemId(one.number);
      const basis = gone.get(id);
      if (basis === undefined || actual.has(id)) continue;
      if (!one.isDeleted && !one.vanished && basis === "deleted") found.push(`${id} is there and was recorded as deleted`);
    }
    return found;
  }

  return { options: { now: vendorNow, onRequest: () => heard() }, play };
}

/** Links to issues that are out of sight now are shown by some trackers and not by others; one that was read before stays. */
function withVisibleLinks(item: SpelledItem, inSight: ReadonlySet<string>): SpelledItem {
  const links = new Set(item.events.flatMap(({ kind, to }) => (kind === "link" && inSight.has(to ?? "") ? [String(to)] : [])));
  return {
    ...item,
    // A link to an issue that was moved since is told under its former key by a history, and beside it by its id, as one that lasts.
    events: [
      ...item.events.filter(({ kind }) => kind !== "link"),
      ...[...links].toSorted().map((to) => ({ ...item.events[0]!, kind: "link" as const, to })),
    ],
  };
}

/** A link to an issue that was moved since can be told by its former key alone, or, if it was read before, by its id. */
function named(item: SpelledItem, tracker: Tracker): SpelledItem {
  return JSON.parse(
    JSON.stringify(item)
      // The key of a team that is out of sight cannot be told.
      .replaceAll(/"team-([a-z]{3})"/g, (_, key: string) => JSON.stringify(key.toUpperCase()))
      .replaceAll(/"[a-z]+\/key:[A-Z]+-(\d{1,9})"/g, (_, number) => JSON.stringify(tracker.itemId(Number(number)))),
  ) as SpelledItem;
}

/** The parts of a stored item that are not those of the same item read anew. */
function whatDiffers(stored: SpelledItem, anew: SpelledItem): string {
  const lines = (item: SpelledItem) => {
    const { events, ...own } = item;
    return [...Object.entries(own).map((entry) => JSON.stringify(entry)), ...events.map((event) => JSON.stringify(event))];
  };
  const [first, second] = [new Set(lines(stored)), new Set(lines(anew))];
  return `stored alone ${[...first.difference(second)].join(" ")}; read anew alone ${[...second.difference(first)].join(" ")}`;
}

/** Why items are gone, by id. */
function basisOf(path: string): ReadonlyMap<string, string> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare("SELECT item.id AS id, term.text AS basis FROM item JOIN term ON term.code = gone_basis").all();
    return new Map(rows.map(({ id, basis }) => [String(id), String(basis)]));
  } finally {
    database.close();
  }
}
