import { isDeepStrictEqual } from "node:util";
import { openWorkspace } from "../../../src/cli/workspace.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/model/window.ts";
import { seededRandom, type Random } from "../../../src/statistics/random.ts";
import type { OperationsStore } from "../../../src/store/operations.ts";
import { spellOut } from "../../../test/store/contents.ts";
import type { Line } from "../../verify-reliability/figure.ts";
import { startTracker, type Tracker } from "../../verify-reliability/changing-source/tracker.ts";
import { apply, createWorld, FIRST_SCAN, type Command, type World } from "../../verify-reliability/changing-source/world.ts";
import { openStore, until, type Engine, type JobFigureInput } from "../engines.ts";
import { addHooks, createMachine, makeWorkspace, serve, type Machine } from "./machine.ts";
import { postOf, send, VENDORS, type Post, type Vendor } from "./posts.ts";

const PROJECTS = ["AAA", "BBB", "CCC"] as const;
const ISSUES = 60;
const ROUNDS = 20;
/** So many come only with the next round. */
const LATE = 0.1;
const DROPPED = 0.05;
const AT_ONCE = 8;
/** Time between two changes at a vendor. A round is over within a minute: Linear signs when it sends, and older ones are refused. */
const APART_MS = 100;
const LONGEST_MS = 600_000;

/** One workspace follows what is posted, doubled, in any order and not whole; another is only polled. In the end both hold the same. */
export async function sameStore(engine: Engine, { reduced, note }: JobFigureInput): Promise<Line> {
  const deliveries = reduced ? 300 : 10_000;
  const random = seededRandom(`webhooks ${engine.name}`);
  const place = await engine.place();
  const machine = createMachine(place, FIRST_SCAN);
  const sources = await startSources(machine);
  const vendors = [...sources.keys()];
  const store = await openStore(place);
  let served: Awaited<ReturnType<typeof serve>> | null = null;
  const counts = { sent: 0, dropped: 0, taken: 0, known: 0, other: 0, runs: 0 };
  try {
    const configs = Object.fromEntries([...sources].map(([vendor, { tracker }]) => [vendor, tracker.config(null)]));
    for (const name of ["hooked", "polled"]) await makeWorkspace(machine, name, configs);
    const secrets = await addHooks(machine, "hooked", vendors);
    served = await serve(machine);
    await scanned(store, machine, ["hooked", "polled"]);
    let late: readonly Post[] = [];
    for (let round = 0, made = 0; round < ROUNDS; round++) {
      const posts: Post[] = [];
      const upTo = Math.round((deliveries * (round + 1)) / ROUNDS);
      for (; made < upTo; made++) {
        machine.clock.now += APART_MS;
        const vendor = vendors[made % vendors.length]!;
        const { world, tracker } = sources.get(vendor)!;
        const item = happen(world, machine.clock.now, random);
        const id = tracker.itemId(item).slice(vendor.length + 1);
        if (random.next() < DROPPED) counts.dropped++;
        else posts.push(postOf(vendor, id, machine.clock.now, made, secrets[vendor]));
      }
      for (const { world, tracker } of sources.values()) tracker.show(world);
      const isLate = posts.map((post) => post.vendor !== "linear" && random.next() < LATE && round < ROUNDS - 1);
      const now = [...posts.filter((_, at) => !isLate[at]), ...late];
      late = posts.filter((_, at) => isLate[at]);
      await sendAll(served.base, shuffled([...now, ...now], random), counts);
      // Quiet for long enough, so that a scan follows.
      machine.clock.now += 1.1 * MINUTE_MS;
      await followed(store);
      // At the same state of the vendors: what comes and goes between two looks is seen by neither.
      await scanned(store, machine, ["polled"]);
    }
    // What was deleted has been looked for by then.
    machine.clock.now += 8 * DAY_MS;
    counts.runs = (await store.runs({ workspace: "hooked", limit: 1000 })).length - 1;
    await scanned(store, machine, ["hooked", "polled"]);
    const differing = await differences(machine, vendors);
    for (const one of differing.slice(0, 5)) note(`${engine.name}: ${one}`);
    return {
      what: `${engine.name}: ${deliveries} deliveries of ${vendors.length} vendors, shuffled, doubled, 5 % dropped`,
      target: "as when polled",
      measured: `${differing.length} items differ; ${counts.dropped} dropped, ${counts.taken} taken, ${counts.known} known, ${counts.other} else, ${counts.runs} scans`,
      met: differing.length === 0 && counts.other === 0,
    };
  } finally {
    await served?.stop();
    await store.close();
    for (const { tracker } of sources.values()) await tracker.close();
  }
}

interface Source {
  readonly world: World;
  readonly tracker: Tracker;
}

/** Vendors whose schema is there, each with a world of its own. */
async function startSources(machine: Machine): Promise<ReadonlyMap<Vendor, Source>> {
  const sources = new Map<Vendor, Source>();
  for (const vendor of VENDORS) {
    const tracker = await startTracker(vendor, { now: () => machine.clock.now, onRequest: () => undefined });
    if ("missing" in tracker) continue;
    const world = createWorld(PROJECTS, ISSUES);
    tracker.show(world);
    machine.env[`TOKEN_${vendor}`] = tracker.secret;
    sources.set(vendor, { world, tracker });
  }
  return sources;
}

/** Something happens to an item; which one. */
function happen(world: World, at: number, random: Random): number {
  const there = world.issues.filter(({ isDeleted }) => !isDeleted);
  const [issue, to] = [random.below(there.length), random.below(there.length)];
  const drawn = random.next();
  const command: Command =
    drawn < 0.02
      ? { do: "create", project: issue }
      : drawn < 0.03
        ? { do: "delete", issue }
        : drawn < 0.2
          ? { do: "link", issue, to }
          : { do: drawn < 0.4 ? "comment" : drawn < 0.7 ? "edit" : "transition", issue };
  apply(world, command, at);
  return command.do === "create" ? world.issues.at(-1)!.number : there[issue]!.number;
}

async function sendAll(
  base: string,
  posts: readonly Post[],
  counts: { sent: number; taken: number; known: number; other: number },
): Promise<void> {
  const rest = [...posts];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let post = rest.pop(); post !== undefined; post = rest.pop()) {
        const answer = await send(base, "hooked", post);
        const { status } = (await answer.json()) as { status: unknown };
        counts.sent++;
        if (status === "taken" || status === "known") counts[status]++;
        else counts.other++;
      }
    }),
  );
}

/** Until what was hinted at was read. */
async function followed(store: OperationsStore): Promise<void> {
  const isDone = async () =>
    (await store.hints.waiting()).length === 0 && (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0;
  if (!(await until(isDone, LONGEST_MS))) throw new Error("no scan followed what was posted");
}

/** As a schedule does it. */
async function scanned(store: OperationsStore, machine: Machine, workspaces: readonly string[]): Promise<void> {
  for (const workspace of workspaces) {
    const id = `${workspace}-${machine.clock.now}`;
    await store.requestRun({ id, workspace, now: machine.clock.now });
    await followed(store);
    const run = await store.run(id);
    if (run?.status !== "succeeded") throw new Error(`${id} ended as ${run?.status}: ${run?.problem?.what ?? ""}`);
  }
}

/** Items that the two hold otherwise. When something was found to be gone is no part of it. */
async function differences(machine: Machine, vendors: readonly Vendor[]): Promise<readonly string[]> {
  const [hooked, polled] = await Promise.all(
    ["hooked", "polled"].map(async (name) => {
      const store = await openWorkspace(name, false, machine.ports());
      try {
        const { items, actors, statuses } = spellOut(await store.load(Number.MAX_SAFE_INTEGER));
        const live = new Set((await Promise.all(vendors.map((vendor) => store.liveItems(vendor)))).flat());
        const whole = items.map((item) => [item.id, live.has(item.id) ? item : "gone"] as const);
        const others = { actors: byId(actors), statuses: byId(statuses) };
        return new Map<string, unknown>([...whole, ...Object.entries(others)]);
      } finally {
        await store.close();
      }
    }),
  );
  const ids = [...new Set([...hooked!.keys(), ...polled!.keys()])];
  return ids
    .filter((id) => !isDeepStrictEqual(hooked!.get(id), polled!.get(id)))
    .map((id) => `${id}: ${difference(hooked!.get(id), polled!.get(id))}`);
}

/** Where two records begin to differ. */
function difference(one: unknown, other: unknown): string {
  const [a, b] = [one, other].map((record) => Object(record) as Readonly<Record<string, unknown>>);
  const name = Object.keys(a!).find((key) => !isDeepStrictEqual(a![key], b![key]));
  if (name === undefined) return `${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  const [left, right] = [a![name], b![name]];
  if (Array.isArray(left) && Array.isArray(right)) {
    const at = left.findIndex((value, index) => !isDeepStrictEqual(value, right[index]));
    return `${name}[${at}] of ${left.length} and ${right.length}: ${JSON.stringify(left[at])} and ${JSON.stringify(right[at])}`;
  }
  return `${name}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`;
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const mixed = [...values];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
