import { beforeAll, describe, expect, test } from "vitest";
import { SIGNALS } from "../../signals/index.ts";
import { measureScopes } from "../../signals/run.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { FACETS, type Provides } from "../../src/model/facet.ts";
import type { EventRecord } from "../../src/model/event.ts";
import type { Measure, Measured } from "../../src/model/measure.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, type Instant } from "../../src/model/window.ts";
import type { WorkItemRecord } from "../../src/model/work-item.ts";
import { ALLOWED, CATEGORIES, LEFT, MACHINES, mixedHistory } from "../support/mixed-history.ts";

/**
 * The signals once more, from the records alone, as plainly as can be: no columns, no shared facts, no calendar learned from activity. What
 * both ways agree on is what the definitions say.
 */

const IN_PROGRESS = new Set(["active", "wait", "review", "blocked"]);
const CLOSED = new Set(["done", "cancelled"]);
const BOARD = ["backlog", "ready", "active", "wait", "review"];

interface Stay {
  readonly status: string;
  readonly category: string;
  readonly from: Instant;
  /** Infinity = still there. */
  readonly to: Instant;
  readonly event: EventRecord | null;
}

interface Item {
  readonly record: WorkItemRecord;
  readonly events: readonly EventRecord[];
  readonly stays: readonly Stay[];
  readonly isImported: boolean;
  readonly startedAt: Instant;
  readonly firstDoneAt: Instant;
  readonly doneAt: Instant;
  readonly cancelledAt: Instant;
  readonly reopenedAt: Instant;
  readonly doneInBulk: boolean;
  readonly bulk: ReadonlySet<EventRecord>;
}

const share = (part: number, whole: number): number => (100 * part) / whole;
const within = (at: Instant, from: Instant, to: Instant): boolean => at >= from && at < to;

/** Monday to Friday, one a day. */
function workingDays(from: Instant, to: Instant): number {
  let days = 0;
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days += (Math.min(to, day + DAY_MS) - Math.max(from, day)) / DAY_MS;
  }
  return days;
}

/** Monday to Friday, 08:00 to 17:00. */
function workingHours(from: Instant, to: Instant): number {
  let hours = 0;
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    hours += Math.max(0, Math.min(to, day + 17 * HOUR_MS) - Math.max(from, day + 8 * HOUR_MS)) / HOUR_MS;
  }
  return hours;
}

interface Duration {
  readonly time: number;
  readonly ended: boolean;
  readonly entry: number;
}

/** Product-limit estimate, and the first time at which no more than 1 - p still go on; NaN = never reached. */
function quantile(rows: readonly Duration[], p: number): number {
  const times = [...new Set(rows.filter((row) => row.ended && row.time > row.entry).map((row) => row.time))].sort(
    (a, b) => a - b,
  );
  let surviving = 1;
  for (const time of times) {
    const atRisk = rows.filter((row) => row.entry < time && row.time >= time).length;
    const ended = rows.filter((row) => row.ended && row.time === time && row.time > row.entry).length;
    surviving *= 1 - ended / atRisk;
    if (surviving <= 1 - p + 1e-12) return time;
  }
  return NaN;
}

function readHistory(records: readonly WorkItemRecord[], recorded: readonly EventRecord[], asOf: Instant): Item[] {
  const seen = recorded.filter((event) => event.at < asOf);
  const byItem = Map.groupBy(seen, (event) => event.item);
  const moves = seen.filter((event) => event.kind === "status" && event.origin === "history");
  const bulk = new Set<EventRecord>();
  for (const first of moves) {
    const burst = moves.filter(
      (move) => move.actor === first.actor && move.to === first.to && move.at >= first.at && move.at <= first.at + MINUTE_MS,
    );
    if (new Set(burst.map((move) => move.item)).size >= 10) for (const move of burst) bulk.add(move);
  }
  const partOfMoving = (record: WorkItemRecord): boolean => {
    const parent = byItem.get(record.id)!.findLast((event) => event.kind === "parent")?.to;
    return record.type === "sub-task" && moves.some((move) => move.item === parent);
  };
  return records
    .filter((record) => record.createdAt < asOf && !partOfMoving(record))
    .map((record) => {
      const events = byItem.get(record.id)!;
      // A move to where an item is already is no move.
      const statuses = events
        .filter((event) => event.kind === "status")
        .filter((event, n, all) => n === 0 || event.to !== all[n - 1]!.to);
      const stays = statuses.map((event, n): Stay => ({
        status: event.to!,
        category: CATEGORIES[event.to!]!,
        from: event.at,
        to: statuses[n + 1]?.at ?? Infinity,
        event: event.origin === "history" ? event : null,
      }));
      const isImported =
        records.filter(
          (other) => other.creator === record.creator && Math.abs(other.createdAt - record.createdAt) < 5 * MINUTE_MS,
        ).length > 50;
      // Stretches in progress, closed, or neither.
      const kindOf = (stay: Stay): string => (IN_PROGRESS.has(stay.category) ? "wip" : CLOSED.has(stay.category) ? "closed" : "");
      const stretches: Stay[][] = [];
      for (const stay of stays) {
        const last = stretches.at(-1);
        if (last !== undefined && kindOf(last[0]!) === kindOf(stay)) last.push(stay);
        else stretches.push([stay]);
      }
      const lengthOf = (stretch: readonly Stay[]): number => stretch.at(-1)!.to - stretch[0]!.from;
      const started = stretches.find((stretch) => kindOf(stretch[0]!) === "wip" && lengthOf(stretch) >= MINUTE_MS);
      const closings = stretches.filter((stretch) => kindOf(stretch[0]!) === "closed" && lengthOf(stretch) > 10 * MINUTE_MS);
      const isWithout = (stay: Stay): boolean =>
        stay.category === "cancelled" ||
        events.findLast((event) => event.kind === "resolution" && event.at < stay.to)?.to === "Duplicate";
      const firstDone = closings.flat().find((stay) => !isWithout(stay));
      const last = stays.at(-1)!;
      const isClosed = CLOSED.has(last.category);
      const reopened = closings.find((stretch) => stretch.at(-1)!.to < Infinity && firstDone!.from < stretch.at(-1)!.to);
      return {
        record,
        events,
        stays,
        isImported,
        startedAt: started?.[0]!.from ?? NaN,
        firstDoneAt: firstDone?.from ?? NaN,
        doneAt: isClosed && !isWithout(last) ? last.from : NaN,
        cancelledAt: isClosed && isWithout(last) ? last.from : NaN,
        reopenedAt: reopened?.at(-1)!.to ?? NaN,
        doneInBulk: isClosed && last.event !== null && bulk.has(last.event),
        bulk,
      };
    });
}

const history = mixedHistory("recomputed");
const { asOf } = history;
const weeksAgo = (weeks: number): Instant => asOf - weeks * WEEK_MS;
let items: Item[];
let measures: Readonly<Record<string, Measure>>;

beforeAll(() => {
  items = readHistory(history.items, history.events, asOf);
  const sees = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;
  measures = measureScopes({
    facts: createFacts(history.log()),
    provides: [{ id: "t", provides: sees }],
    policy: { sharedOwnership: false, throughputBased: false, publicIntake: false },
    minimumLogQuality: 0.6,
    signals: SIGNALS,
    seed: "test",
  }).workspace.measures;
});

function measured(id: string): Measured {
  const measure = measures[id]!;
  if (measure.outcome !== "measured") throw new Error(`${id}: ${measure.outcome}, ${measure.reason}`);
  return measure;
}

/** Time in progress within [from, to), as pieces. */
function inProgress(item: Item, from: Instant, to: Instant): [from: Instant, to: Instant][] {
  return item.stays
    .filter((stay) => IN_PROGRESS.has(stay.category))
    .map((stay): [Instant, Instant] => [Math.max(stay.from, from), Math.min(stay.to, to)])
    .filter(([begin, end]) => begin < end);
}

function ownerAt(item: Item, at: Instant): string | null {
  return item.events.findLast((event) => event.kind === "assignee" && event.at <= at)?.to ?? null;
}

/** Pieces of [from, to) between changes of owner. */
function owners(item: Item, from: Instant, to: Instant): { owner: string | null; ms: number }[] {
  const cuts = item.events.filter((event) => event.kind === "assignee" && event.at > from && event.at < to).map(({ at }) => at);
  const edges = [from, ...cuts, to];
  return edges.slice(1).map((edge, n) => ({ owner: ownerAt(item, edges[n]!), ms: edge - edges[n]! }));
}

function finishedIn(from: Instant): Item[] {
  return items.filter((item) => within(item.doneAt, from, asOf) && !(item.doneInBulk && Number.isNaN(item.startedAt)));
}

/** Started to done, for what was in progress or finished in [from, to). */
function cycleRows(of: readonly Item[], from: Instant, to: Instant): Duration[] {
  return of.flatMap((item) => {
    if (!(item.startedAt < to) || item.doneInBulk) return [];
    const end = item.doneAt < to ? item.doneAt : item.cancelledAt < to ? item.cancelledAt : to;
    if (end < from) return [];
    const days = (end - item.startedAt) / DAY_MS;
    return [{ time: days, ended: item.doneAt < to, entry: Math.max(0, (from - item.startedAt) / DAY_MS) }];
  });
}

/** As the tool stood at `to`: what happened later is not known. */
function expectation(type: string, from: Instant, to: Instant): number {
  const then = to === asOf ? items : readHistory(history.items, history.events, to);
  return quantile(
    cycleRows(
      then.filter((item) => item.record.type === type),
      from,
      to,
    ),
    0.85,
  );
}

/** Statuses held for a minute or more up to the last finish, the final one always. */
function path(item: Item): string {
  const performed = item.stays
    .filter((stay) => stay.from <= item.doneAt && (stay.to - stay.from >= MINUTE_MS || stay.from === item.doneAt))
    .map((stay) => stay.status);
  return performed.filter((status, n) => status !== performed[n - 1]).join(">");
}

describe("the history", () => {
  test("holds what makes measuring hard", () => {
    expect(items.length).toBeGreaterThan(900);
    expect(items.filter((item) => item.isImported)).toHaveLength(90);
    expect(items.filter((item) => item.doneInBulk).length).toBeGreaterThanOrEqual(10);
    expect(items.filter((item) => !Number.isNaN(item.reopenedAt)).length).toBeGreaterThan(50);
    expect(items.filter((item) => !Number.isNaN(item.cancelledAt)).length).toBeGreaterThan(50);
    expect(items.filter((item) => item.record.type === "sub-task").length).toBeLessThan(15);
  });
});

describe("signals recomputed from the records", () => {
  test("S02 retro-logging", () => {
    const finished = items.filter((item) => within(item.doneAt, weeksAgo(26), asOf) && !item.isImported && !item.doneInBulk);
    const retro = finished.filter(
      (item) => item.firstDoneAt - item.record.createdAt < 15 * MINUTE_MS || !(item.startedAt < item.firstDoneAt),
    );
    expect(retro.length).toBeGreaterThan(10);
    expect(measured("retro-logging").sampleSize).toBe(finished.length);
    expect(measured("retro-logging").value).toBeCloseTo(share(retro.length, finished.length), 9);
  });

  test("S04 assignee coverage at start and orphaned work", () => {
    const starts = items.filter((item) => within(item.startedAt, weeksAgo(26), asOf));
    const owned = starts.filter((item) =>
      item.events.some(
        (event) =>
          (event.kind === "assignee" &&
            event.to !== null &&
            event.at > item.startedAt &&
            event.at <= item.startedAt + 15 * MINUTE_MS) ||
          ownerAt(item, item.startedAt) !== null,
      ),
    );
    let wip = 0;
    let orphaned = 0;
    for (const item of items)
      for (const [from, to] of inProgress(item, weeksAgo(26), asOf))
        for (const { owner, ms } of owners(item, from, to)) {
          wip += ms;
          if (owner === null || owner === LEFT) orphaned += ms;
        }
    const measure = measured("assignee-coverage-at-start");
    expect(measure.sampleSize).toBe(starts.length);
    expect(measure.value).toBeCloseTo((share(owned.length, starts.length) + share(wip - orphaned, wip)) / 2, 6);
  });

  test("S05 stage-ownership coverage", () => {
    let stays = 0;
    let owned = 0;
    for (const item of items) {
      let author: string | null = null;
      for (const stay of item.stays) {
        if (stay.category !== "active" && stay.category !== "review") continue;
        const to = Math.min(stay.to, asOf);
        const held = new Map<string, number>();
        for (const { owner, ms } of owners(item, stay.from, to)) if (owner !== null) held.set(owner, (held.get(owner) ?? 0) + ms);
        const main = [...held].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
        const isHeld = [...held.values()].reduce((sum, ms) => sum + ms, 0) >= 0.9 * (to - stay.from);
        if (to - stay.from >= HOUR_MS && stay.to > weeksAgo(26)) {
          const isReview = stay.category === "review" && author !== null;
          const isOwned = isHeld && (!isReview || main !== author);
          const otherActed = item.events.some(
            (event) =>
              event.origin === "history" &&
              event.at > stay.from &&
              event.at <= to &&
              event.actor !== author &&
              !MACHINES.has(event.actor!),
          );
          if (!isReview || isOwned || !otherActed) {
            stays++;
            if (isOwned) owned++;
          }
        }
        if (stay.category === "active" && main !== null) author = main;
      }
    }
    expect(measured("stage-ownership-coverage").sampleSize).toBe(stays);
    expect(measured("stage-ownership-coverage").value).toBeCloseTo(share(owned, stays), 6);
  });

  test("S08 triage latency", () => {
    const human = new Set(["assignee", "label", "priority", "status", "comment"]);
    const rows: Duration[] = [];
    for (const item of items) {
      if (!within(item.record.createdAt, weeksAgo(13), asOf) || item.isImported) continue;
      let at = asOf;
      let ended = false;
      for (const event of item.events) {
        if (event.origin !== "history") continue;
        const isRule = MACHINES.has(event.actor!);
        const isAuthor = event.actor === item.record.creator;
        const reverted =
          event.kind !== "status" &&
          item.events.some(
            (other) =>
              other.kind === event.kind && other.at > event.at && other.at <= event.at + 7 * DAY_MS && other.to !== event.to,
          );
        if (isRule ? ["assignee", "priority", "status"].includes(event.kind) && !reverted : !isAuthor && human.has(event.kind))
          ended = true;
        else if (isRule || !isAuthor || event.kind !== "status") continue;
        at = event.at;
        break;
      }
      rows.push({ time: workingHours(item.record.createdAt, at), ended, entry: -1 });
    }
    expect(measured("triage-latency").sampleSize).toBe(rows.length);
    // The team's hours are learned from its activity, not known.
    expect(measured("triage-latency").value / quantile(rows, 0.5)).toBeCloseTo(1, 1);
  });

  test("S09 cycle-time tail ratio", () => {
    const weighted = ["story", "bug", "task"].map((type) => {
      const rows = cycleRows(
        items.filter((item) => item.record.type === type),
        weeksAgo(26),
        asOf,
      );
      return {
        ratio: quantile(rows, 0.85) / quantile(rows, 0.5),
        weight: rows.filter((row) => row.ended).length,
      };
    });
    const others = cycleRows(
      items.filter((item) => item.record.type === "sub-task"),
      weeksAgo(26),
      asOf,
    ).filter((row) => row.ended);
    expect(others.length).toBeLessThan(20);
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    const mean = Math.exp(weighted.reduce((sum, { ratio, weight }) => sum + (weight / total) * Math.log(ratio), 0));
    expect(measured("cycle-time-tail-ratio").value / mean).toBeCloseTo(1, 1);
  });

  test("S10 SLE shortfall", () => {
    let met = 0;
    let decided = 0;
    for (const type of ["story", "bug", "task"]) {
      const days = expectation(type, weeksAgo(39), weeksAgo(13));
      for (const item of items) {
        if (item.record.type !== type || !within(item.startedAt, weeksAgo(13), asOf) || item.doneInBulk) continue;
        const dueAt = item.startedAt + days * DAY_MS;
        if (!(dueAt <= asOf) || item.cancelledAt <= dueAt) continue;
        decided++;
        if (item.doneAt <= dueAt) met++;
      }
    }
    expect(measured("sle-shortfall").sampleSize).toBe(decided);
    expect(measured("sle-shortfall").value).toBeCloseTo(Math.max(0, 85 - share(met, decided)), 9);
  });

  test("S11 WIP age over SLE and S12 zombie WIP", () => {
    let wip = 0;
    let late = 0;
    let all = 0;
    let silent = 0;
    for (const item of items) {
      const pieces = inProgress(item, weeksAgo(13), asOf);
      if (pieces.length === 0 || Number.isNaN(item.startedAt)) continue;
      const own = items.filter((other) => other.record.type === item.record.type && other.doneAt >= weeksAgo(26)).length;
      const days =
        own >= 11 ? expectation(item.record.type, weeksAgo(26), asOf) : quantile(cycleRows(items, weeksAgo(26), asOf), 0.85);
      const limitAt = item.startedAt + days * DAY_MS;
      const acts = item.events
        .filter((event) => event.origin === "history" && !MACHINES.has(event.actor!))
        .map((event) => event.at);
      const threshold = Math.max(30, 2 * days) * DAY_MS;
      for (const [from, to] of pieces) {
        wip += to - from;
        late += Math.max(0, to - Math.max(from, limitAt));
        all += to - from;
        const edges = [from, ...acts.filter((at) => at > from && at < to), to];
        for (let n = 1; n < edges.length; n++) {
          const last = Math.max(item.record.createdAt, ...acts.filter((at) => at <= edges[n - 1]!));
          silent += Math.max(0, edges[n]! - Math.max(edges[n - 1]!, last + threshold));
        }
      }
    }
    expect(measured("wip-age-over-sle").value).toBeCloseTo(share(late, wip), 6);
    expect(silent).toBeGreaterThan(0);
    expect(measured("zombie-wip").value).toBeCloseTo(share(silent, all), 6);
  });

  test("S16 throughput over-dispersion", () => {
    const mondays: Instant[] = [];
    for (let at = weeksAgo(26); at + WEEK_MS <= asOf; at += HOUR_MS) {
      const date = new Date(at);
      if (date.getUTCDay() === 1 && date.getUTCHours() === 0 && at + WEEK_MS <= asOf) mondays.push(at);
    }
    const counts = mondays.map(
      (monday) => items.filter((item) => within(item.doneAt, monday, monday + WEEK_MS) && !item.doneInBulk).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    expect(measured("throughput-dispersion").sampleSize).toBe(counts.length);
    expect(measured("throughput-dispersion").value).toBeCloseTo(variance / mean, 9);
  });

  test("S17 reopen rate", () => {
    const done = items.filter((item) => within(item.firstDoneAt, weeksAgo(26), asOf - 30 * DAY_MS) && !item.doneInBulk);
    const reopened = done.filter((item) => item.reopenedAt - item.firstDoneAt <= 30 * DAY_MS);
    expect(reopened.length).toBeGreaterThan(5);
    expect(measured("reopen-rate").sampleSize).toBe(done.length);
    expect(measured("reopen-rate").value).toBeCloseTo(share(reopened.length, done.length), 9);
  });

  test("S19 off-stage reassignment", () => {
    const finished = finishedIn(weeksAgo(26)).filter((item) => ownerAt(item, item.doneAt) !== null);
    const tossed = finished.filter((item) => {
      const hands = item.events.filter(
        (event) =>
          event.kind === "assignee" && event.from !== null && event.from !== event.to && event.at <= item.doneAt + 10 * MINUTE_MS,
      );
      return hands.some((event, n) => {
        const isTakenBack = (a: EventRecord | undefined, b: EventRecord | undefined): boolean =>
          a !== undefined && b !== undefined && b.to === a.from && b.at - a.at <= 10 * MINUTE_MS;
        if (isTakenBack(event, hands[n + 1]) || isTakenBack(hands[n - 1], event)) return false;
        return !item.events.some(
          (other) => other.kind === "status" && other.origin === "history" && Math.abs(other.at - event.at) <= 10 * MINUTE_MS,
        );
      });
    });
    expect(measured("off-stage-reassignment").sampleSize).toBe(finished.length);
    expect(measured("off-stage-reassignment").value).toBeCloseTo(share(tossed.length, finished.length), 9);
  });

  test("S21 backflow", () => {
    const finished = finishedIn(weeksAgo(26));
    const back = finished.filter((item) => {
      const steps = item.stays.filter(
        (stay) => stay.from <= item.doneAt && stay.category !== "blocked" && stay.category !== "wait",
      );
      const kept: Stay[] = [];
      for (const stay of steps) {
        if (kept.at(-1)?.status === stay.status) continue;
        // There and back within 10 minutes is a slip.
        if (kept.at(-2)?.status === stay.status && stay.from - kept.at(-1)!.from < 10 * MINUTE_MS) kept.pop();
        else kept.push(stay);
      }
      const place = (stay: Stay): number => (CLOSED.has(stay.category) ? BOARD.length : BOARD.indexOf(stay.category));
      return kept.some((stay, n) => n > 0 && place(stay) < place(kept[n - 1]!));
    });
    expect(measured("backflow").sampleSize).toBe(finished.length);
    expect(measured("backflow").value).toBeCloseTo(share(back.length, finished.length), 9);
  });

  test("S23 dependency readiness at start", () => {
    let linked = 0;
    let ready = 0;
    const byId = new Map(items.map((item) => [item.record.id, item]));
    for (const item of items) {
      if (!within(item.startedAt, weeksAgo(26), asOf)) continue;
      // A blocker that did not exist yet at the end is not in the log.
      const closedAt = (event: EventRecord): number => {
        const blocker = byId.get(event.to!);
        if (blocker === undefined) return Infinity;
        const { firstDoneAt, cancelledAt } = blocker;
        return Math.min(...[firstDoneAt, cancelledAt].map((at) => (Number.isNaN(at) ? Infinity : at)));
      };
      const blockers = item.events.filter(
        (event) => event.kind === "link" && event.at <= item.startedAt && closedAt(event) >= event.at,
      );
      if (blockers.length === 0 || blockers.some((event) => !byId.has(event.to!))) continue;
      linked++;
      const openUntil = Math.max(...blockers.map(closedAt));
      const worked = item.stays.some(
        (stay) =>
          (stay.category === "active" || stay.category === "review") &&
          stay.to - stay.from >= MINUTE_MS &&
          stay.from < openUntil &&
          stay.to > item.startedAt,
      );
      if (openUntil <= item.startedAt || !worked) ready++;
    }
    expect(measured("dependency-readiness-at-start").sampleSize).toBe(linked);
    expect(measured("dependency-readiness-at-start").value).toBeCloseTo(share(ready, linked), 9);
  });

  test("S24 blocker time-to-clear", () => {
    const byId = new Map(items.map((item) => [item.record.id, item]));
    const rows: Duration[] = [];
    const openPieces = (item: Item): [Instant, Instant][] => {
      const pieces: [Instant, Instant][] = [];
      for (const stay of item.stays) {
        if (CLOSED.has(stay.category)) continue;
        const last = pieces.at(-1);
        if (last?.[1] === stay.from) last[1] = stay.to;
        else pieces.push([stay.from, stay.to]);
      }
      return pieces;
    };
    for (const item of items) {
      const spans: [Instant, Instant][] = [];
      let flaggedAt = NaN;
      for (const event of item.events) {
        if (event.kind === "flag" && event.to !== null) flaggedAt = event.at;
        if (event.kind === "flag" && event.to === null) {
          spans.push([flaggedAt, event.at]);
          flaggedAt = NaN;
        }
        if (event.kind === "link" && byId.has(event.to!))
          for (const [from, to] of openPieces(byId.get(event.to!)!))
            if (Math.max(from, event.at) < to) spans.push([Math.max(from, event.at), to]);
      }
      if (!Number.isNaN(flaggedAt)) spans.push([flaggedAt, Infinity]);
      for (const stay of item.stays) if (stay.category === "blocked") spans.push([stay.from, stay.to]);
      spans.sort((a, b) => a[0] - b[0]);
      const merged: [Instant, Instant][] = [];
      for (const span of spans) {
        const last = merged.at(-1);
        if (last !== undefined && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
        else merged.push([...span]);
      }
      for (const [openFrom, openTo] of openPieces(item))
        for (const span of merged) {
          const from = Math.max(span[0], openFrom);
          const to = Math.min(span[1], openTo);
          if (!(from < to) || to <= weeksAgo(26) || to - from < MINUTE_MS) continue;
          const isGivenUp = item.cancelledAt > from && to >= item.cancelledAt;
          rows.push({
            time: (Math.min(to, asOf) - from) / DAY_MS,
            ended: to < Infinity && !isGivenUp,
            entry: Math.max(0, (weeksAgo(26) - from) / DAY_MS),
          });
        }
    }
    expect(rows.length).toBeGreaterThan(40);
    expect(measured("blocker-time-to-clear").sampleSize).toBe(rows.length);
    expect(measured("blocker-time-to-clear").value).toBeCloseTo(quantile(rows, 0.5), 9);
  });

  test("S26 status freshness", () => {
    let wip = 0;
    let fresh = 0;
    for (const item of items) {
      const acts = item.events
        .filter((event) => event.origin === "history" && !MACHINES.has(event.actor!))
        .map((event) => event.at);
      for (const [from, to] of inProgress(item, weeksAgo(13), asOf)) {
        // Looked at once an hour.
        for (let at = from + HOUR_MS / 2; at < to; at += HOUR_MS) {
          const days = workingDays(at - HOUR_MS / 2, at + HOUR_MS / 2);
          if (days === 0) continue;
          wip += days;
          const last = acts.findLast((act) => act <= at);
          if (last !== undefined && workingDays(last, at) <= 3) fresh += days;
        }
      }
    }
    expect(measured("status-freshness").value).toBeGreaterThan(share(fresh, wip) - 1.5);
    expect(measured("status-freshness").value).toBeLessThan(share(fresh, wip) + 1.5);
  });

  test("S29 conformance with the declared workflow", () => {
    const finished = finishedIn(weeksAgo(26));
    const allowed = new Set(ALLOWED);
    const follows = (statuses: readonly string[]): boolean => pairs(statuses).every((pair) => allowed.has(pair));
    let conforming = 0;
    for (const item of finished) {
      const performed = path(item).split(">");
      const visited = item.stays.filter((stay) => stay.from <= item.doneAt).map((stay) => stay.status);
      // Without these two nothing can be done.
      const isWhole = ["t/doing", "t/testing"].every((stage) => performed.includes(stage));
      if (isWhole && (follows(performed) || follows(visited))) conforming++;
    }
    expect(conforming).toBeGreaterThan(0);
    expect(conforming).toBeLessThan(finished.length);
    expect(measured("workflow-conformance").sampleSize).toBe(finished.length);
    expect(measured("workflow-conformance").value).toBeCloseTo(share(conforming, finished.length), 9);
  });

  test("S30 variant concentration", () => {
    const finished = finishedIn(weeksAgo(26));
    const groups = Map.groupBy(finished, (item) => item.record.type);
    const small = [...groups.values()].filter((group) => group.length < 30).flat();
    let covered = 0;
    for (const group of [...groups.values()].filter((one) => one.length >= 30).concat([small])) {
      const counts = Array.from(Map.groupBy(group, path).values(), (same) => same.length);
      covered += counts
        .sort((a, b) => b - a)
        .slice(0, 5)
        .reduce((sum, count) => sum + count, 0);
    }
    expect(measured("variant-concentration").sampleSize).toBe(finished.length);
    expect(measured("variant-concentration").value).toBeCloseTo(share(covered, finished.length), 9);
  });

  test("S33 SLE-crossing response", () => {
    const acts = { after: 0, before: 0 };
    const time = { after: 0, before: 0 };
    const goBack = (from: Instant, days: number): Instant => {
      let at = from;
      while (workingDays(at, from) < days) at -= 10 * MINUTE_MS;
      return at;
    };
    const goOn = (from: Instant, days: number): Instant => {
      let at = from;
      while (workingDays(from, at) < days) at += 10 * MINUTE_MS;
      return at;
    };
    let crossings = 0;
    for (const item of items) {
      if (Number.isNaN(item.startedAt) || item.doneInBulk) continue;
      const own = items.filter((other) => other.record.type === item.record.type && other.doneAt >= weeksAgo(26)).length;
      const days =
        own >= 11 ? expectation(item.record.type, weeksAgo(26), asOf) : quantile(cycleRows(items, weeksAgo(26), asOf), 0.85);
      const crossAt = item.startedAt + days * DAY_MS;
      if (!within(crossAt, weeksAgo(26), asOf) || inProgress(item, crossAt, crossAt + 1).length === 0) continue;
      crossings++;
      const ageOf = (share: number): Instant => item.startedAt + share * (crossAt - item.startedAt);
      const until = ageOf(0.6);
      const from = Math.max(ageOf(0.25), goBack(until, 10));
      const to = Math.min(goOn(crossAt, 5), asOf, ...[item.doneAt, item.cancelledAt].filter((at) => at > crossAt));
      time.before += workingDays(from, until);
      time.after += workingDays(crossAt, to);
      const moves = item.events.filter(({ kind }) => kind === "status");
      for (const event of item.events) {
        const isHandOff = event.kind === "assignee" && moves.some(({ at }) => Math.abs(at - event.at) <= 10 * MINUTE_MS);
        const isAct =
          !isHandOff &&
          event.origin === "history" &&
          (["assignee", "priority", "link"].includes(event.kind) ||
            (event.kind === "flag" && event.to !== null) ||
            (event.kind === "status" && event.to === "t/stuck")) &&
          event.from !== event.to;
        if (isAct && within(event.at, from, until)) acts.before++;
        if (isAct && within(event.at, crossAt, to)) acts.after++;
      }
    }
    expect(crossings).toBeGreaterThan(30);
    expect(measured("sle-crossing-response").sampleSize).toBe(crossings);
    const ratio = acts.after / time.after / (acts.before / time.before);
    expect(measured("sle-crossing-response").value / ratio).toBeCloseTo(1, 1);
  });

  test("S39 automation share", () => {
    let byRule = 0;
    let changes = 0;
    for (const item of items)
      for (const event of item.events) {
        if (event.origin !== "history" || !["status", "assignee", "label", "priority"].includes(event.kind)) continue;
        if (event.at < weeksAgo(13) || item.bulk.has(event)) continue;
        changes++;
        if (MACHINES.has(event.actor!)) byRule++;
      }
    expect(byRule).toBeGreaterThan(10);
    expect(measured("automation-share").sampleSize).toBe(changes);
    expect(measured("automation-share").value).toBeCloseTo(share(byRule, changes), 6);
  });
});

function pairs(statuses: readonly string[]): string[] {
  return statuses.slice(1).map((status, n) => `${statuses[n]!}>${status}`);
}
