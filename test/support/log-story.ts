/**
 * Small histories for tests, written as what happened.
 *
 *     const s = story({ asOf: "2026-06-30" });
 *     const a = s.item("A-1", { at: "2026-05-01T09:00Z", type: "story", team: "alpha", actor: "p1" });
 *     a.to("In Progress", "2026-05-02T09:00Z", "p1");
 *     a.assign("p2", "2026-05-02T09:05Z", "p1");
 *     a.block("2026-05-03T09:00Z").unblock("2026-05-04T09:00Z");
 *     a.to("Done", "2026-05-06T17:00Z");
 *     const measure = signal.measure(s.facts(), s.scope({ weeks: 26 }));
 *     s.index(a); // its index in the log
 *
 * Instants: epoch milliseconds, or ISO text; a date alone is midnight UTC, a missing zone is UTC. `after("2026-05-01", 2.5)` adds days.
 * Statuses (name, category): Backlog backlog, Ready ready, In Progress active, Review review, Waiting wait, Blocked blocked, Done done,
 * Cancelled cancelled; more with `story({ statuses: { "In QA": "review" } })`. Items begin in Backlog unless `status` says otherwise.
 * People are made when first named and are active humans; others with `story({ actors: { bot: "automation-rule" } })`, deactivated ones
 * with `s.actor("p9", "human", false)`. The actor of an event is, if left out, the item's own `actor`; `null` = the tool names none.
 * Teams and projects are made when first named; a team is the project of the same name unless `project` is given.
 * Item ids sort in the order of the calls, so the index of an item is its number as long as it was created before `asOf`.
 * `s.bulk({...})` makes many ordinary items for statistical tests; it is the same every time for the same seed.
 * `s.pullRequest({...})` adds a pull request, linked to items of the story.
 * `s.log(asOf)` and `s.facts(asOf)` may be asked repeatedly, also for an earlier instant.
 */
import { EventLogBuilder } from "../../src/event-log/builder.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import type { ActorKind } from "../../src/model/actor.ts";
import type { StateCategory } from "../../src/model/category.ts";
import type { Facet } from "../../src/model/facet.ts";
import type { CommentFact, EventKind, EventOrigin, EventRecord, LinkType } from "../../src/model/event.ts";
import type { PullRequestRecord, ReviewState, WorkReferenceBasis } from "../../src/model/pull-request.ts";
import { DAY_MS, windowEndingAt, type Instant } from "../../src/model/window.ts";
import type { DescriptionFacts, WorkItemRecord, WorkType } from "../../src/model/work-item.ts";
import type { BoardRecord, SprintRecord, WorkflowRecord } from "../../src/model/workflow.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";
import { recentItems } from "../../signals/recent.ts";
import type { Policy, Scope } from "../../signals/signal.ts";

export type When = Instant | string;

/** See the top of this file. Throws on text that is no date. */
export function instant(when: When): Instant {
  if (typeof when === "number") return when;
  const hasTime = when.includes("T");
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(when);
  const at = Date.parse(!hasTime || hasZone ? when : `${when}Z`);
  if (Number.isNaN(at)) throw new Error(`not a date: ${when}`);
  return at;
}

export function after(when: When, days: number): Instant {
  return instant(when) + days * DAY_MS;
}

const DEFAULT_STATUSES: Readonly<Record<string, StateCategory>> = {
  Backlog: "backlog",
  Ready: "ready",
  "In Progress": "active",
  Review: "review",
  Waiting: "wait",
  Blocked: "blocked",
  Done: "done",
  Cancelled: "cancelled",
};

export const NO_POLICY: Policy = { sharedOwnership: false, throughputBased: false, publicIntake: false };

export interface StoryOptions {
  /** The instant of the log; everything at or after it is left out. */
  readonly asOf: When;
  /** Statuses beside the default ones, or other categories for them. */
  readonly statuses?: Readonly<Record<string, StateCategory>>;
  /** Actors that are not active humans. */
  readonly actors?: Readonly<Record<string, ActorKind>>;
  readonly workflows?: readonly WorkflowRecord[];
  readonly sprints?: readonly SprintRecord[];
  readonly boards?: readonly BoardRecord[];
}

export interface ItemOptions {
  /** Creation. */
  readonly at: When;
  readonly type?: WorkType;
  /** The tool's type word; the `type` when left out. */
  readonly typeRaw?: string;
  readonly team?: string;
  readonly project?: string;
  /** Creator, and the default actor of what happens to the item. Default `p1`; null = the tool names nobody. */
  readonly actor?: string | null;
  /** First status, default Backlog; null = no status event at all (only `record.status` is known). */
  readonly status?: string | null;
  /** Where the first values come from; `snapshot` = only the present is known. */
  readonly origin?: EventOrigin;
  /** Values at creation. */
  readonly assignee?: string;
  readonly priority?: string;
  readonly estimate?: string;
  readonly due?: string;
  readonly parent?: StoryItem;
  /** Characters of description, or all facts about it. Default 0. */
  readonly description?: number | DescriptionFacts;
  readonly structuredIntake?: boolean;
  readonly minhash?: string;
  readonly historyComplete?: boolean;
  readonly deletedAt?: When;
  readonly resolvedAt?: When;
  /** As the tool says on the item itself. */
  readonly resolution?: string;
  readonly title?: string;
}

export interface EventOptions {
  readonly kind: EventKind;
  readonly at: When;
  readonly by?: string | null | undefined;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly detail?: string | null;
  readonly origin?: EventOrigin;
  readonly viaAutomation?: boolean;
}

export interface PullRequestOptions {
  readonly at: When;
  /** Default `p1`; null = the tool names nobody. */
  readonly by?: string | null;
  readonly work?: readonly StoryItem[];
  /** How it names its work, default `closing-reference`. */
  readonly basis?: WorkReferenceBasis;
  readonly firstCommitAt?: When;
  readonly mergedAt?: When;
  /** Merged ones are closed when they are merged. */
  readonly closedAt?: When;
  readonly mergedBy?: string;
  readonly reviews?: readonly { readonly by: string | null; readonly at: When; readonly state?: ReviewState }[];
  readonly reviewsComplete?: boolean;
  /** Project that it belongs to, default `alpha`. */
  readonly project?: string;
}

type By = string | null;

/** One work item and what happened to it. Every method adds one event and returns the item. `by` left out = the item's own actor. */
export class StoryItem {
  readonly key: string;
  readonly id: string;
  readonly createdAt: Instant;
  readonly options: ItemOptions;
  readonly #story: Story;
  readonly #actor: By;
  /** Present values, to fill in `from`. */
  readonly #now = new Map<EventKind, string | null>();

  constructor(owner: Story, key: string, id: string, options: ItemOptions) {
    this.#story = owner;
    this.key = key;
    this.id = id;
    this.createdAt = instant(options.at);
    this.options = options;
    this.#actor = options.actor === undefined ? "p1" : options.actor;
  }

  /** Status as the story stands, by id. */
  get status(): string {
    return this.#now.get("status") ?? statusId(this.options.status ?? "Backlog");
  }

  /** Moves to a status by name. */
  to(status: string, at: When, by?: By): this {
    return this.#change("status", statusId(status), at, by);
  }
  /** null = takes the assignee away. */
  assign(actor: string | null, at: When, by?: By): this {
    return this.#change("assignee", actor === null ? null : this.#story.actorId(actor), at, by);
  }
  delegate(actor: string | null, at: When, by?: By): this {
    return this.#change("delegate", actor === null ? null : this.#story.actorId(actor), at, by);
  }
  priority(value: string | null, at: When, by?: By): this {
    return this.#change("priority", value, at, by);
  }
  estimate(value: string | null, at: When, by?: By): this {
    return this.#change("estimate", value, at, by);
  }
  /** ISO date. */
  due(date: string | null, at: When, by?: By): this {
    return this.#change("due-date", date, at, by);
  }
  resolution(value: string | null, at: When, by?: By): this {
    return this.#change("resolution", value, at, by);
  }
  type(typeRaw: string, at: When, by?: By): this {
    return this.#change("type", typeRaw, at, by);
  }
  team(team: string, at: When, by?: By): this {
    return this.#change("team", this.#story.teamId(team), at, by);
  }
  parent(parent: StoryItem | null, at: When, by?: By): this {
    return this.#change("parent", parent === null ? null : parent.id, at, by);
  }
  block(at: When, by?: By, reason = "flagged"): this {
    return this.event({ kind: "flag", at, by, to: reason });
  }
  unblock(at: When, by?: By): this {
    return this.event({ kind: "flag", at, by, from: "flagged" });
  }
  /** `other` by reference for an item outside of the story. */
  link(type: LinkType, other: StoryItem | string, at: When, by?: By): this {
    return this.event({ kind: "link", at, by, to: typeof other === "string" ? other : other.id, detail: type });
  }
  unlink(type: LinkType, other: StoryItem | string, at: When, by?: By): this {
    return this.event({ kind: "link", at, by, from: typeof other === "string" ? other : other.id, detail: type });
  }
  comment(at: When, by?: By, facts: readonly CommentFact[] = []): this {
    return this.event({ kind: "comment", at, by, detail: facts.length === 0 ? null : facts.join(",") });
  }
  label(label: string, at: When, by?: By): this {
    return this.event({ kind: "label", at, by, to: label });
  }
  unlabel(label: string, at: When, by?: By): this {
    return this.event({ kind: "label", at, by, from: label });
  }
  sprint(sprint: string, at: When, by?: By): this {
    return this.event({ kind: "sprint", at, by, to: sprint });
  }
  leaveSprint(sprint: string, at: When, by?: By): this {
    return this.event({ kind: "sprint", at, by, from: sprint });
  }
  /** An edit of title or description. */
  edit(field: "title" | "description", at: When, by?: By): this {
    return this.event({ kind: field, at, by });
  }

  /** Anything else. */
  event(options: EventOptions): this {
    this.#story.addEvent(this, { ...options, by: options.by === undefined ? this.#actor : options.by });
    return this;
  }

  /** A value the item was created with. */
  begin(kind: EventKind, value: string, origin: EventOrigin): void {
    this.#now.set(kind, value);
    this.#story.addEvent(this, { kind, at: this.createdAt, by: origin === "history" ? this.#actor : null, to: value, origin });
  }

  #change(kind: EventKind, to: string | null, at: When, by: By | undefined): this {
    const from = this.#now.get(kind) ?? null;
    this.#now.set(kind, to);
    return this.event({ kind, at, by, from, to });
  }
}

export interface BulkOptions {
  readonly count: number;
  /** Creations are spread evenly over [from, to). */
  readonly from: When;
  readonly to: When;
  readonly prefix?: string;
  readonly type?: WorkType;
  readonly team?: string;
  /** People to share the work. Default `p1`..`p5`. */
  readonly people?: readonly string[];
  /** Days from creation to start; default uniform on 0-7. */
  readonly waitDays?: (random: Random, index: number) => number;
  /** Days from start to done; default log-normal with median 4 and sigma 0.8. null = never finished. */
  readonly cycleDays?: (random: Random, index: number) => number | null;
  /** Statuses between start and done, spread evenly over the cycle. Default In Progress, Review. */
  readonly stages?: readonly string[];
  /** Who is assigned at start; default one of `people`. null = nobody. */
  readonly assignee?: (random: Random, index: number) => string | null;
  readonly seed?: string;
}

export class Story {
  readonly asOf: Instant;
  readonly #statuses: Readonly<Record<string, StateCategory>>;
  readonly #options: StoryOptions;
  readonly #actors = new Map<string, { kind: ActorKind; active: boolean | null }>();
  readonly #teams = new Set<string>();
  readonly #projects = new Map<string, string>();
  readonly #items: StoryItem[] = [];
  readonly #events: EventRecord[] = [];
  readonly #pullRequests: PullRequestRecord[] = [];
  readonly #logs = new Map<Instant, EventLog>();
  readonly #facts = new Map<Instant, Facts>();

  constructor(options: StoryOptions) {
    this.asOf = instant(options.asOf);
    this.#options = options;
    this.#statuses = { ...DEFAULT_STATUSES, ...options.statuses };
    for (const [name, kind] of Object.entries(options.actors ?? {})) this.actor(name, kind);
  }

  item(key: string, options: ItemOptions): StoryItem {
    const item = new StoryItem(this, key, `jira/${10_000_000 + this.#items.length}`, options);
    this.#items.push(item);
    this.#forget();
    const team = options.team ?? "alpha";
    this.#projects.set(options.project ?? team, this.teamId(team));
    if (options.actor !== null) this.actorId(options.actor ?? "p1");
    item.event({ kind: "created", at: options.at });
    const origin = options.origin ?? "initial";
    if (options.status !== null) item.begin("status", statusId(options.status ?? "Backlog"), origin);
    if (options.assignee !== undefined) item.begin("assignee", this.actorId(options.assignee), origin);
    if (options.priority !== undefined) item.begin("priority", options.priority, origin);
    if (options.estimate !== undefined) item.begin("estimate", options.estimate, origin);
    if (options.due !== undefined) item.begin("due-date", options.due, origin);
    if (options.parent !== undefined) item.begin("parent", options.parent.id, origin);
    return item;
  }

  /** Ordinary items: created, started with an owner, through the stages, done. Events at or after `asOf` are simply not in the log. */
  bulk(options: BulkOptions): readonly StoryItem[] {
    const random = seededRandom(options.seed ?? `${options.prefix ?? "B"}${options.count}`);
    const from = instant(options.from);
    const span = instant(options.to) - from;
    const people = options.people ?? ["p1", "p2", "p3", "p4", "p5"];
    const stages = options.stages ?? ["In Progress", "Review"];
    const waitDays = options.waitDays ?? (() => random.next() * 7);
    const cycleDays = options.cycleDays ?? (() => 4 * Math.exp(0.8 * random.normal()));
    const assignee = options.assignee ?? (() => people[random.below(people.length)]!);
    const made: StoryItem[] = [];
    for (let i = 0; i < options.count; i++) {
      const creator = people[random.below(people.length)]!;
      const at = from + (span * i) / options.count;
      const item = this.item(`${options.prefix ?? "B"}-${i + 1}`, {
        at,
        actor: creator,
        ...(options.type === undefined ? {} : { type: options.type }),
        ...(options.team === undefined ? {} : { team: options.team }),
      });
      const startAt = after(at, waitDays(random, i));
      const owner = assignee(random, i);
      const cycle = cycleDays(random, i);
      if (owner !== null) item.assign(owner, startAt, owner);
      const stageDays = (cycle ?? stages.length) / stages.length;
      stages.forEach((stage, n) => item.to(stage, after(startAt, n * stageDays), owner ?? creator));
      if (cycle !== null) item.to("Done", after(startAt, cycle), owner ?? creator);
      made.push(item);
    }
    return made;
  }

  pullRequest(options: PullRequestOptions): this {
    const n = this.#pullRequests.length + 1;
    const by = options.by === undefined ? "p1" : options.by;
    const mergedAt = options.mergedAt === undefined ? null : instant(options.mergedAt);
    this.#pullRequests.push({
      id: `jira/pr/${String(n).padStart(6, "0")}`,
      key: `alpha#${n}`,
      url: `https://tracker.example/pull/${n}`,
      title: null,
      projectKey: options.project ?? "alpha",
      createdAt: instant(options.at),
      firstCommitAt: options.firstCommitAt === undefined ? null : instant(options.firstCommitAt),
      mergedAt,
      closedAt: options.closedAt === undefined ? mergedAt : instant(options.closedAt),
      updatedAt: instant(options.at),
      author: by === null ? null : this.actorId(by),
      mergedBy: options.mergedBy === undefined ? null : this.actorId(options.mergedBy),
      reviews: (options.reviews ?? []).map((review) => ({
        actor: review.by === null ? null : this.actorId(review.by),
        at: instant(review.at),
        state: review.state ?? "approved",
      })),
      reviewsComplete: options.reviewsComplete ?? true,
      work: (options.work ?? []).map(({ id }) => ({ item: id, key: null, basis: options.basis ?? "closing-reference" })),
    });
    this.#forget();
    return this;
  }

  actor(name: string, kind: ActorKind = "human", active: boolean | null = true): this {
    this.#actors.set(name, { kind, active });
    this.#forget();
    return this;
  }

  /** Index of an item in the log. */
  index(item: StoryItem | string, asOf: When = this.asOf): number {
    const key = typeof item === "string" ? item : item.key;
    const index = this.log(asOf).items.key.indexOf(key);
    if (index < 0) throw new Error(`no item ${key} in the log`);
    return index;
  }

  /** Index of a team in the log. */
  team(name: string): number {
    return this.log().teams.findIndex((team) => team.id === teamIdOf(name));
  }

  log(asOf: When = this.asOf): EventLog {
    const at = instant(asOf);
    let log = this.#logs.get(at);
    if (log === undefined) this.#logs.set(at, (log = this.build(at)));
    return log;
  }

  facts(asOf: When = this.asOf): Facts {
    const at = instant(asOf);
    let facts = this.#facts.get(at);
    if (facts === undefined) this.#facts.set(at, (facts = createFacts(this.log(at))));
    return facts;
  }

  scope(options: {
    readonly weeks: number;
    readonly team?: string;
    readonly policy?: Partial<Policy>;
    readonly seed?: string;
    readonly asOf?: When;
    /** Facets that the story's tool cannot show. */
    readonly unseen?: readonly Facet[];
  }): Scope {
    const asOf = instant(options.asOf ?? this.asOf);
    const { items } = this.log(asOf);
    const { isWork } = this.facts(asOf).population;
    const team = options.team === undefined ? null : this.team(options.team);
    const indexes: number[] = [];
    for (let i = 0; i < items.count; i++) if (isWork[i] === 1 && (team === null || items.team[i] === team)) indexes.push(i);
    const all = Uint32Array.from(indexes);
    const window = windowEndingAt(asOf, options.weeks);
    return {
      team,
      items: all,
      recent: recentItems(this.facts(asOf), all, window.startAt),
      recentSince: (at) => recentItems(this.facts(asOf), all, at),
      window,
      random: seededRandom(options.seed ?? "story"),
      policy: { ...NO_POLICY, ...options.policy },
      sees: (facet) => options.unseen?.includes(facet) !== true,
    };
  }

  /** A log built anew; `arrange` may put the records in another order. */
  build(asOf: Instant, arrange: <T>(records: readonly T[]) => readonly T[] = (records) => records): EventLog {
    const builder = new EventLogBuilder();
    for (const [name, category] of arrange(Object.entries(this.#statuses))) {
      builder.addStatus({ id: statusId(name), name, category, categoryRaw: null, categoryBasis: "story" });
    }
    for (const name of arrange([...this.#teams])) builder.addTeam({ id: teamIdOf(name), name, basis: "story" });
    for (const [key, team] of arrange([...this.#projects])) builder.addProject("jira", { key, name: key, team });
    for (const [name, actor] of arrange([...this.#actors])) {
      builder.addActor({ id: actorIdOf(name), kind: actor.kind, kindBasis: "story", active: actor.active });
    }
    for (const sprint of arrange(this.#options.sprints ?? [])) builder.addSprint(sprint);
    for (const board of arrange(this.#options.boards ?? [])) builder.addBoard(board);
    for (const workflow of arrange(this.#options.workflows ?? [])) builder.addWorkflow(workflow);
    for (const item of arrange(this.#items)) {
      builder.addItem(recordOf(item), {
        deletedAt: item.options.deletedAt === undefined ? null : instant(item.options.deletedAt),
      });
    }
    for (const event of arrange(this.#events)) builder.add(event);
    for (const one of arrange(this.#pullRequests)) builder.addPullRequest(one);
    return builder.finish(asOf);
  }

  actorId(name: string): string {
    if (!this.#actors.has(name)) this.actor(name);
    return actorIdOf(name);
  }

  teamId(name: string): string {
    this.#teams.add(name);
    return teamIdOf(name);
  }

  addEvent(item: StoryItem, options: EventOptions): void {
    const origin = options.origin ?? "history";
    const by = options.by ?? null;
    this.#events.push({
      item: item.id,
      key: origin === "history" ? `h${this.#events.length}:0` : `initial:${options.kind}`,
      at: instant(options.at),
      kind: options.kind,
      origin,
      actor: by === null ? null : this.actorId(by),
      from: options.from ?? null,
      to: options.to ?? null,
      fromRaw: null,
      toRaw: null,
      detail: options.detail ?? null,
      viaAutomation: options.viaAutomation ?? false,
    });
    this.#forget();
  }

  #forget(): void {
    this.#logs.clear();
    this.#facts.clear();
  }
}

export function story(options: StoryOptions): Story {
  return new Story(options);
}

/** Ids that records and workflows of a story use. */
export function statusId(name: string): string {
  return `jira/status/${name}`;
}
export function actorIdOf(name: string): string {
  return `actor:${name}`;
}
export function teamIdOf(name: string): string {
  return `team:${name}`;
}

function recordOf(item: StoryItem): WorkItemRecord {
  const { options } = item;
  const length = typeof options.description === "number" ? options.description : 0;
  const type = options.type ?? "story";
  const actor = options.actor === null ? null : actorIdOf(options.actor ?? "p1");
  return {
    id: item.id,
    key: item.key,
    url: `https://tracker.example/browse/${item.key}`,
    title: options.title ?? `Title of ${item.key}`,
    projectKey: options.project ?? options.team ?? "alpha",
    typeRaw: options.typeRaw ?? type,
    type,
    createdAt: item.createdAt,
    updatedAt: item.createdAt,
    creator: actor,
    reporter: actor,
    status: item.status,
    resolution: options.resolution ?? null,
    resolvedAt: options.resolvedAt === undefined ? null : instant(options.resolvedAt),
    description:
      typeof options.description === "object"
        ? options.description
        : { length, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
    structuredIntake: options.structuredIntake ?? null,
    minhash: options.minhash ?? null,
    historyComplete: options.historyComplete ?? true,
  };
}
