/**
 * A year and a half of one team in which everything happens that makes measuring hard: reopenings, slips of the hand, cancellations, duplicates,
 * moves in bulk, flash visits, an import, sub-tasks, blockers, rules that act, items nobody owns. Work is done from Monday to Friday, 08:00 to
 * 17:00 UTC, and recorded at once, so that a reader of the records needs no calendar of its own to check one. The same seed gives the same records.
 */
import { EventLogBuilder } from "../../src/event-log/builder.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import type { StateCategory } from "../../src/model/category.ts";
import type { EventKind, EventRecord } from "../../src/model/event.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, type Instant } from "../../src/model/window.ts";
import type { WorkItemRecord, WorkType } from "../../src/model/work-item.ts";
import type { WorkflowRecord } from "../../src/model/workflow.ts";
import { seededRandom } from "../../src/statistics/random.ts";

export const CATEGORIES: Readonly<Record<string, StateCategory>> = {
  "t/backlog": "backlog",
  "t/ready": "ready",
  "t/doing": "active",
  "t/testing": "review",
  "t/waiting": "wait",
  "t/stuck": "blocked",
  "t/done": "done",
  "t/dropped": "cancelled",
};
/** Whatever is not here is an active person; `p9` is one who left. */
export const MACHINES: ReadonlySet<string> = new Set(["rule"]);
export const LEFT = "p9";
const PEOPLE = ["p1", "p2", "p3", "p4", "p5", "p6", "p7"];

/** What the tool says work goes through; much of it does not. */
export const ALLOWED: readonly string[] = [
  ...["t/backlog>t/ready", "t/backlog>t/doing", "t/ready>t/doing", "t/doing>t/testing", "t/testing>t/doing", "t/testing>t/done"],
  ...["t/doing>t/waiting", "t/waiting>t/doing", "t/doing>t/stuck", "t/stuck>t/doing", "t/done>t/doing"],
];
const WORKFLOW: WorkflowRecord = {
  id: "t/workflow",
  name: "Work",
  statuses: Object.keys(CATEGORIES),
  transitions: ALLOWED.map((step) => ({ from: step.split(">")[0]!, to: step.split(">")[1]!, hasRule: false })),
  projectKeys: ["T"],
  typesRaw: [],
};

export interface MixedHistory {
  readonly asOf: Instant;
  readonly items: readonly WorkItemRecord[];
  /** By time within an item. */
  readonly events: readonly EventRecord[];
  log(): EventLog;
}

export function mixedHistory(seed: string, weeks = 70, perWeek = 16): MixedHistory {
  const asOf = Date.parse("2026-06-30T12:00Z");
  const random = seededRandom(seed);
  const items: WorkItemRecord[] = [];
  const events: EventRecord[] = [];
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const chance = (probability: number): boolean => random.next() < probability;
  /** The same instant, or the next at which people work; seconds at random so that hardly anything falls together. */
  const working = (at: Instant): Instant => {
    let moved = at;
    for (;;) {
      const day = new Date(moved).getUTCDay();
      const hour = new Date(moved).getUTCHours();
      if (day === 0 || day === 6 || hour >= 17) moved = Math.floor(moved / DAY_MS) * DAY_MS + DAY_MS + 8 * HOUR_MS;
      else if (hour < 8) moved = Math.floor(moved / DAY_MS) * DAY_MS + 8 * HOUR_MS;
      else return moved === at ? at : moved + random.below(9 * HOUR_MS);
    }
  };
  const later = (at: Instant, days: number): Instant => working(Math.round(at + days * DAY_MS));

  const add = (
    type: WorkType,
    createdAt: Instant,
    creator: string,
    fields: { readonly parent?: string; readonly description?: number } = {},
  ): Recorder => {
    const id = `t/${10_000 + items.length}`;
    items.push({
      id,
      key: `T-${items.length + 1}`,
      url: `https://tracker.example/T-${items.length + 1}`,
      title: null,
      projectKey: "T",
      typeRaw: type,
      type,
      createdAt,
      updatedAt: createdAt,
      creator,
      reporter: creator,
      status: "t/backlog",
      resolution: null,
      resolvedAt: null,
      description: { length: fields.description ?? 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
      structuredIntake: null,
      minhash: null,
      historyComplete: true,
    });
    const recorder = new Recorder(id, createdAt, events);
    recorder.event("created", createdAt, creator, null, null);
    recorder.initial("status", "t/backlog");
    if (fields.parent !== undefined) recorder.initial("parent", fields.parent);
    return recorder;
  };

  const earlier: Recorder[] = [];
  const open: Recorder[] = [];
  for (let n = 0; n < weeks * perWeek; n++) {
    const createdAt = working(asOf - random.below(weeks * WEEK_MS));
    const author = pick(PEOPLE);
    const item = add(pick(["story", "story", "bug", "task"] as const), createdAt, author, {
      description: chance(0.7) ? 200 : 20,
    });
    let at = createdAt;
    if (chance(0.05)) {
      // Written down after the fact.
      item.move("done", at + 1 + random.below(10 * MINUTE_MS), author);
      continue;
    }
    if (chance(0.3)) item.event("priority", working(at + random.below(DAY_MS)), "rule", null, pick(["high", "low"]));
    if (chance(0.8)) {
      at = later(at, random.next() * 4);
      item.event(pick(["label", "comment"]), at, pick(PEOPLE), null, chance(0.5) ? "ui" : null);
    }
    if (chance(0.3)) item.move("ready", (at = later(at, random.next() * 3)), pick(PEOPLE));
    if (earlier.length > 30 && chance(0.3))
      item.link(earlier[earlier.length - 1 - random.below(25)]!, (at = later(at, 0.2)), author);
    if (chance(0.06)) {
      item.move("dropped", later(at, random.next() * 30), pick(PEOPLE));
      continue;
    }
    const owner = pick(PEOPLE);
    at = later(at, random.next() * 12);
    if (chance(0.1)) {
      // A flash: clicked into progress and straight out of it.
      item.move("doing", at, owner);
      item.move("backlog", (at += 20_000), owner);
      at = later(at, random.next() * 2);
    }
    const assignedLate = chance(0.2);
    if (!assignedLate && chance(0.9)) item.assign(chance(0.03) ? LEFT : owner, at - 1_000, pick(PEOPLE));
    if (chance(0.04)) {
      // Never in progress at all.
      item.move("done", later(at, 3), owner);
      continue;
    }
    item.move("doing", at, owner);
    earlier.push(item);
    if (assignedLate && chance(0.8)) item.assign(owner, (at = later(at, random.next())), pick(PEOPLE));
    const scale = Math.exp(0.9 * random.normal());
    const steps = chance(0.4) ? ["waiting", "doing", "testing"] : chance(0.2) ? [] : ["testing"];
    for (const step of steps) {
      at = later(at, 2.5 * scale);
      if (chance(0.3)) item.event("comment", at - 3 * HOUR_MS, pick(PEOPLE), null, null);
      if (chance(0.15)) item.assign(pick(PEOPLE), at - 2 * HOUR_MS, pick(PEOPLE));
      if (chance(0.15)) {
        item.event("flag", at - 90 * MINUTE_MS, owner, null, "flagged");
        item.event("flag", (at = later(at, random.next() * 6)), owner, "flagged", null);
      }
      item.move(step, at, owner);
      if (step === "testing" && chance(0.6)) item.assign(pick(PEOPLE), at + MINUTE_MS, owner);
    }
    if (chance(0.15)) {
      item.move("doing", (at = later(at, 1)), pick(PEOPLE));
      item.move("testing", (at = later(at, scale)), owner);
    }
    if (chance(0.06)) item.move("stuck", (at = later(at, 1)), owner);
    if (chance(0.05)) {
      item.event("priority", (at = later(at, 2)), pick(PEOPLE), null, "urgent");
      item.move("dropped", later(at, 3), pick(PEOPLE));
      continue;
    }
    if (chance(0.05)) {
      open.push(item);
      continue;
    }
    item.move("done", (at = later(at, 2 * scale)), chance(0.15) ? "rule" : owner);
    if (chance(0.04)) {
      item.move("testing", at + 3 * MINUTE_MS, owner);
      item.move("done", (at += 5 * MINUTE_MS), owner);
    }
    if (chance(0.03)) item.event("resolution", at + 1_000, owner, null, "Duplicate");
    else if (chance(0.3)) {
      item.move("doing", (at = later(at, random.next() * 45)), pick(PEOPLE));
      item.move("done", later(at, scale), owner);
    }
  }
  // What takes long is given another priority now and then.
  const attention = seededRandom("attention");
  for (const item of earlier) {
    const days = (item.lastAt - item.createdAt) / DAY_MS;
    const times = days > 8 ? 4 : 0;
    for (let n = 0; n < times; n++)
      item.event("priority", working(item.createdAt + attention.next() * days * DAY_MS), "p2", null, "medium");
  }
  // Sub-tasks: of a parent that moves, and of one that does not.
  const still = add("story", asOf - 30 * WEEK_MS, "p1");
  for (let n = 0; n < 30; n++) {
    const parent = n % 3 === 0 ? still : (earlier[earlier.length - 1 - n * 4] ?? still);
    const at = working(Math.max(parent.createdAt, asOf - 28 * WEEK_MS) + n * DAY_MS);
    const part = add("sub-task", at, "p2", { parent: parent.item });
    part.move("doing", later(at, 1), "p3");
    part.move("done", later(at, 6), "p3");
  }
  // A board is swept: open items closed by one person within seconds.
  const sweptAt = working(asOf - 8 * WEEK_MS);
  open
    .filter((item) => item.lastAt < sweptAt)
    .slice(0, 20)
    .forEach((item, n) => item.move("done", sweptAt + n * 2_000, "p4"));
  // An import: old work of another tool.
  const importedAt = working(asOf - 20 * WEEK_MS);
  for (let n = 0; n < 90; n++) {
    const item = add("task", importedAt + n * 2_000, "p5");
    if (n % 2 === 0) item.move("doing", later(importedAt, 1 + n / 3), pick(PEOPLE));
    if (n % 9 !== 0) item.move("done", later(importedAt, 3 + n), pick(PEOPLE));
  }
  events.sort((a, b) => (a.item < b.item ? -1 : a.item > b.item ? 1 : a.at - b.at));
  // Hands were drawn out of their order: what an owner was taken over from is what it was by then.
  const ownerOf = new Map<string, string | null>();
  const ordered = events.map((event) => {
    if (event.kind !== "assignee") return event;
    const from = ownerOf.get(event.item) ?? null;
    ownerOf.set(event.item, event.to);
    return { ...event, from };
  });

  return {
    asOf,
    items,
    events: ordered,
    log() {
      const builder = new EventLogBuilder();
      for (const [id, category] of Object.entries(CATEGORIES))
        builder.addStatus({ id, name: id, category, categoryRaw: null, categoryBasis: "test" });
      builder.addTeam({ id: "team", name: "team", basis: "test" });
      builder.addWorkflow(WORKFLOW);
      builder.addProject("t", { key: "T", name: "T", team: "team" });
      for (const id of [...PEOPLE, LEFT]) builder.addActor({ id, kind: "human", kindBasis: "test", active: id !== LEFT });
      for (const id of MACHINES) builder.addActor({ id, kind: "automation-rule", kindBasis: "test", active: true });
      for (const item of items) builder.addItem(item, { deletedAt: null });
      for (const event of ordered) builder.add(event);
      return builder.finish(asOf);
    },
  };
}

class Recorder {
  readonly item: string;
  readonly createdAt: Instant;
  readonly #events: EventRecord[];
  #status = "t/backlog";
  lastAt: Instant;

  constructor(item: string, createdAt: Instant, events: EventRecord[]) {
    this.item = item;
    this.createdAt = createdAt;
    this.lastAt = createdAt;
    this.#events = events;
  }

  initial(kind: EventKind, to: string): void {
    this.#push(`initial:${kind}`, kind, this.createdAt, null, null, to, null);
  }

  event(kind: EventKind, at: Instant, actor: string, from: string | null, to: string | null, detail: string | null = null): void {
    this.#push(`h${1_000_000 + this.#events.length}:0`, kind, at, actor, from, to, detail);
  }

  move(to: string, at: Instant, actor: string): void {
    this.event("status", at, actor, this.#status, `t/${to}`);
    this.#status = `t/${to}`;
  }

  assign(to: string, at: Instant, actor: string): void {
    this.event("assignee", at, actor, null, to);
  }

  link(blocker: Recorder, at: Instant, actor: string): void {
    this.event("link", at, actor, null, blocker.item, "is-blocked-by");
  }

  #push(
    key: string,
    kind: EventKind,
    at: Instant,
    actor: string | null,
    from: string | null,
    to: string | null,
    detail: string | null,
  ): void {
    const origin = key.startsWith("initial") ? "initial" : "history";
    const moved = { item: this.item, key, at, kind, origin, actor, from, to, fromRaw: null, toRaw: null, detail } as const;
    this.#events.push({ ...moved, viaAutomation: false });
    this.lastAt = Math.max(this.lastAt, at);
  }
}
