import type { EventLog } from "../event-log/columns.ts";
import { evidenceMemory } from "../maturity/evidence-memory.ts";
import type { Trend, TrendChange, TrendPoint, TrendStep } from "../model/trend.ts";
import { FEWEST_WEEKS, WEEK_MS, type Instant } from "../model/window.ts";
import { changeBetween, hasShutdown } from "./change.ts";
import { yearBefore } from "./dates.ts";
import { firstEventAt } from "../event-log/first-event.ts";
import { measureDates, type OnPoint, type StartHelpers, type TrendHelper, type TrendWork } from "./measure-dates.ts";
import type { MeasuredPoint } from "./point.ts";

/** `log`: not older than the last of `dates`. */
export interface TrendRequest extends TrendWork {
  readonly every: TrendStep;
  /** Oldest first, at least one. */
  readonly dates: readonly Instant[];
  readonly onPoint?: OnPoint | undefined;
  readonly helpers?: StartHelpers | undefined;
}

/**
 * Level, index and profile at past dates, each judged with the ruleset of the request on what had happened until then. A point equals the result of
 * a scan as of that date. Null when `onPoint` ended it.
 */
export async function measureTrend(
  request: TrendRequest,
): Promise<Pick<Trend, "historyBeganAt" | "points" | "overall" | "limits"> | null> {
  const helpers = request.helpers?.(request, request.dates.length) ?? [];
  try {
    return await measureWith(request, helpers);
  } finally {
    for (const helper of helpers) helper.stop();
  }
}

async function measureWith(
  request: TrendRequest,
  helpers: readonly TrendHelper[],
): Promise<Pick<Trend, "historyBeganAt" | "points" | "overall" | "limits"> | null> {
  const { dates, every, ruleset } = request;
  const beganAt = firstEventAt(request.log);
  const memory = evidenceMemory();
  const known = new Map<Instant, MeasuredPoint>();
  const found = new Map<string, TrendChange>();
  /** Of two points that are known; judging them on what both have takes a while, so it is done once. */
  const changeOf = (before: MeasuredPoint, after: MeasuredPoint): TrendChange => {
    const name = `${before.at}/${after.at}`;
    const change = found.get(name) ?? changeBetween(before, after, ruleset, memory);
    found.set(name, change);
    return change;
  };
  const at = new Map(dates.map((date, k) => [date, k]));
  /** While other threads still measure: with the points next to it and a year away, where they are there. */
  const compareWithKnown = (point: MeasuredPoint): void => {
    known.set(point.at, point);
    const k = at.get(point.at)!;
    const [earlier, later] = [known.get(dates[k - 1]!), known.get(dates[k + 1]!)];
    if (earlier !== undefined) changeOf(earlier, point);
    if (later !== undefined) changeOf(point, later);
    for (const one of known.values()) {
      if (isYearApart(point, one, every)) changeOf(point, one);
      else if (isYearApart(one, point, every)) changeOf(one, point);
    }
  };
  const measured = await measureDates({ ...request, memory }, helpers, dates, compareWithKnown);
  if (measured === null) return null;
  const changes = measured.map((one, k) => (k === 0 ? null : changeOf(measured[k - 1]!, one)));

  // The same weeks of last year: those that are there anyhow, and those that alone can say what a shutdown hides.
  const reachesBack = (at: Instant): boolean => at - beganAt >= FEWEST_WEEKS * WEEK_MS;
  const wanted = measured
    .filter((one, k) => one.isJudged && changes[k]?.verdict === "not-comparable" && measured[k - 1]!.isJudged)
    .map((one) => yearBefore(one.at, every))
    .filter((at) => !known.has(at) && reachesBack(at));
  const others = await measureDates(
    { ...request, memory },
    helpers,
    wanted.toSorted((a, b) => a - b),
  );
  if (others === null) return null;
  for (const one of others) known.set(one.at, one);

  const points = measured.map((one, k): TrendPoint => {
    const earlier = known.get(yearBefore(one.at, every));
    return {
      ...one.point,
      change: changes[k]!,
      yearBefore: earlier !== undefined && isYearApart(earlier, one, every) ? changeOf(earlier, one) : null,
    };
  });
  const judged = measured.filter(({ isJudged }) => isJudged);
  return {
    historyBeganAt: Number.isFinite(beganAt) ? new Date(beganAt).toISOString() : null,
    points,
    overall: overallChange(judged, changeOf),
    limits: limitsOf(request.log),
  };
}

/** Both are judged, and one is of the same weeks a year before the other. */
function isYearApart(before: MeasuredPoint, after: MeasuredPoint, every: TrendStep): boolean {
  return before.isJudged && after.isJudged && yearBefore(after.at, every) === before.at;
}

/** To the last judged point from the earliest that it can be compared with; from the very first where there is none. */
function overallChange(
  judged: readonly MeasuredPoint[],
  changeOf: (before: MeasuredPoint, after: MeasuredPoint) => TrendChange,
): TrendChange | null {
  const last = judged.at(-1);
  if (last === undefined || judged.length < 2) return null;
  const alike = judged.find((one) => one !== last && hasShutdown(one) === hasShutdown(last));
  return changeOf(alike ?? judged[0]!, last);
}

/** What is as known now at every date, because no tool keeps its history. */
const LIMITS = [
  "Texts of items, the forms they came from, kinds of accounts, categories of statuses, declared workflows, boards and the teams of projects are as known today; a description that was edited after a date is left out there.",
  "What was deleted before it was first read, or is hidden from the connection today, is missing at every date.",
  "Today's ruleset judges every date, so that points differ by the work and never by the rules.",
] as const;

function limitsOf({ items }: EventLog): string[] {
  let partial = 0;
  for (let i = 0; i < items.count; i++) if (items.historyComplete[i] === 0) partial++;
  return partial === 0
    ? [...LIMITS]
    : [
        ...LIMITS,
        `The tool shows only a part of the history of ${partial} of ${items.count} items; their present values say nothing about past dates and are left out.`,
      ];
}
