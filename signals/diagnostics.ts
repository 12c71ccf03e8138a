import type { Facts, LogQuality, StartSource } from "../src/event-log/facts.ts";
import { contains, DAY_MS, WEEK_MS, windowEndingAt, type Instant } from "../src/model/window.ts";
import { kaplanMeier, survivalQuantile } from "../src/statistics/survival.ts";

/** Numbers with weight 0: they say what kind of history is judged and how far it can be trusted, never how mature it is. */
export interface Diagnostics {
  /** D1, Kaplan-Meier quantiles of start to finish; null = not reached or nothing started. */
  readonly cycleTimeP50Days: number | null;
  readonly cycleTimeP85Days: number | null;
  /** D2, ln(arrivals / departures): above 0 more comes in than leaves; null when either is 0. */
  readonly flowBalance: number | null;
  /** D2, items in progress more (or less) each week, as the least-squares slope over the effective weeks; null with fewer than two. */
  readonly wipSlopePerWeek: number | null;
  /** D3; null when the window holds no history. */
  readonly logQuality: LogQuality | null;
  /** Work items that were created, moved or open in the window. */
  readonly items: number;
  /** Recorded events of these items in the window. */
  readonly events: number;
  readonly completed: number;
  /** How it was found when the completed ones were started. */
  readonly startSources: Readonly<Record<StartSource, number>>;
  /** Weeks from the first item to the end of the log. */
  readonly historyWeeks: number;
  /** Weeks of the window in which the organisation was not shut down and its history had begun. */
  readonly effectiveWeeks: number;
}

/** Weeks that flow is judged over. */
export const FLOW_WEEKS = 26;

/**
 * Diagnostics of the items of one scope (in the order of their creation) over the last `FLOW_WEEKS` weeks; `recent`: those that matter to these.
 * Shutdown weeks count neither for arrivals nor for departures.
 */
export function diagnose(facts: Facts, items: Uint32Array, recent: Uint32Array): Diagnostics {
  const { log, lifecycle, population, calendar } = facts;
  const window = windowEndingAt(log.asOf, FLOW_WEEKS);
  const time: number[] = [];
  const observed: number[] = [];
  const entry: number[] = [];
  let arrivals = 0;
  let departures = 0;
  let completed = 0;
  let inScope = 0;
  let events = 0;
  const startSources: Record<StartSource, number> = { status: 0, assignment: 0, link: 0, none: 0 };
  const begunAt = items.length === 0 ? Infinity : log.items.createdAt[items[0]!]!;
  const isCounted = (at: Instant): boolean => contains(window, at) && !calendar.isShutdown(at);
  for (const item of recent) {
    const createdAt = log.items.createdAt[item]!;
    const startedAt = lifecycle.startedAt[item]!;
    const doneAt = lifecycle.doneAt[item]!;
    const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[item]! : doneAt;
    const end = log.items.firstEvent[item + 1]!;
    let own = 0;
    for (let e = end - 1; e >= log.items.firstEvent[item]! && log.events.at[e]! >= window.startAt; e--) own++;
    events += own;
    if (own > 0 || Number.isNaN(closedAt)) inScope++;
    if (isCounted(createdAt) && population.isImported[item] === 0) arrivals++;
    if (isCounted(closedAt) && lifecycle.doneInBulk[item] === 0) departures++;
    if (contains(window, doneAt)) {
      completed++;
      startSources[lifecycle.startSource[item]!]++;
    }
    if (!(startedAt < window.endAt) || lifecycle.doneInBulk[item] === 1) continue;
    if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) continue;
    const stoppedAt = Number.isNaN(closedAt) ? window.endAt : closedAt;
    if (stoppedAt < window.startAt || stoppedAt < startedAt) continue;
    time.push((stoppedAt - startedAt) / DAY_MS);
    observed.push(Number.isNaN(doneAt) ? 0 : 1);
    entry.push(Math.max(0, window.startAt - startedAt) / DAY_MS);
  }
  const curve = kaplanMeier({ time, observed, entry });
  const weeks = weekStarts(window.startAt, Math.max(window.startAt, begunAt)).filter(
    (at) => !calendar.isShutdown(at + WEEK_MS / 2),
  );
  return {
    cycleTimeP50Days: survivalQuantile(curve, 0.5),
    cycleTimeP85Days: survivalQuantile(curve, 0.85),
    flowBalance: arrivals > 0 && departures > 0 ? Math.log(arrivals / departures) : null,
    wipSlopePerWeek: slopeOf(weeks, wipAt(lifecycle, recent, weeks)),
    logQuality: facts.quality.logQuality(recent, window),
    items: inScope,
    events,
    completed,
    startSources,
    historyWeeks: begunAt === Infinity ? 0 : (log.asOf - begunAt) / WEEK_MS,
    effectiveWeeks: weeks.length,
  };
}

function weekStarts(startAt: Instant, begunAt: Instant): Instant[] {
  return Array.from({ length: FLOW_WEEKS }, (_, week) => startAt + week * WEEK_MS).filter((at) => at + WEEK_MS > begunAt);
}

/** Items started and not finished at each of the instants (ascending). An item counts from its first start to its last finish. */
function wipAt(lifecycle: Facts["lifecycle"], items: Uint32Array, instants: readonly Instant[]): number[] {
  const change = new Float64Array(instants.length + 1);
  const firstAfter = (at: Instant): number => {
    const index = instants.findIndex((instant) => instant >= at);
    return index < 0 ? instants.length : index;
  };
  for (const item of items) {
    const startedAt = lifecycle.startedAt[item]!;
    if (Number.isNaN(startedAt)) continue;
    const doneAt = lifecycle.doneAt[item]!;
    const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[item]! : doneAt;
    if (closedAt < (instants[0] ?? Infinity)) continue;
    change[firstAfter(startedAt)]!++;
    if (!Number.isNaN(closedAt)) change[Math.max(firstAfter(closedAt), firstAfter(startedAt))]!--;
  }
  let level = 0;
  return instants.map((_, k) => (level += change[k]!));
}

/** Per week. */
function slopeOf(instants: readonly Instant[], values: readonly number[]): number | null {
  const n = instants.length;
  if (n < 2) return null;
  const weeks = instants.map((at) => (at - instants[0]!) / WEEK_MS);
  const meanX = weeks.reduce((sum, x) => sum + x, 0) / n;
  const meanY = values.reduce((sum, y) => sum + y, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (let k = 0; k < n; k++) {
    covariance += (weeks[k]! - meanX) * (values[k]! - meanY);
    variance += (weeks[k]! - meanX) ** 2;
  }
  return covariance / variance;
}
