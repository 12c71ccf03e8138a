import type { ConnectionProvides } from "../../signals/in-sight.ts";
import type { EventLog } from "../event-log/columns.ts";
import { cutAt } from "../event-log/cut.ts";
import { firstEventAt } from "../event-log/first-event.ts";
import type { EvidenceMemory } from "../maturity/evidence-memory.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Instant } from "../model/window.ts";
import { measurePoint, type MeasuredPoint } from "./point.ts";
import { turnMemory, turnsOf, type TakeTurn } from "./turns.ts";

/** What every date is measured from; data that can be copied to another thread. */
export interface TrendWork {
  readonly log: EventLog;
  readonly provides: readonly ConnectionProvides[];
  readonly ruleset: Ruleset;
}

/** Called after each date, mostly newest first; may pause. False ends everything. */
export type OnPoint = (done: number, of: number) => Promise<boolean>;

/** Another thread that measures a part of the dates. What it answers is what this thread would have found, to the last digit. */
export interface TrendHelper {
  /** The points of those dates whose turn it takes, each as soon as it is there. `dates` are newest first. Ends early when it is stopped. */
  measure(dates: readonly Instant[], turns: SharedArrayBuffer): AsyncIterable<MeasuredPoint>;
  stop(): void;
}

/** Started once for a trend, by whoever has threads to give; none where that would not be worth it. */
export type StartHelpers = (work: TrendWork, dates: number) => readonly TrendHelper[];

/** Points of the dates (newest first) whose turn it is, because each date can be cut from the log of one after it. */
export function* pointsAt(
  { log: whole, provides, ruleset }: TrendWork,
  dates: readonly Instant[],
  take: TakeTurn,
  memory: EvidenceMemory | null = null,
): Generator<MeasuredPoint> {
  const beganAt = firstEventAt(whole);
  let log = whole;
  for (let turn = take(); turn < dates.length; turn = take()) {
    log = cutAt(log, dates[turn]!);
    yield measurePoint(log, beganAt, provides, ruleset, memory);
  }
}

/**
 * Dates (oldest first), each measured by whichever thread comes to it first, so that none waits for another at the end. Answers in the order of `dates`; null
 * when `onPoint` ended it. `onMeasured` hears of each as soon as it is there, in any order.
 */
export async function measureDates(
  work: TrendWork & { readonly onPoint?: OnPoint | undefined; readonly memory?: EvidenceMemory },
  helpers: readonly TrendHelper[],
  dates: readonly Instant[],
  onMeasured: (point: MeasuredPoint) => void = () => {},
): Promise<MeasuredPoint[] | null> {
  const found = new Map<Instant, MeasuredPoint>();
  let goesOn = true;
  const keep = async (point: MeasuredPoint): Promise<boolean> => {
    if (!goesOn) return false;
    found.set(point.at, point);
    onMeasured(point);
    goesOn = (await work.onPoint?.(found.size, dates.length)) !== false;
    if (!goesOn) for (const helper of helpers) helper.stop();
    return goesOn;
  };
  const newestFirst = dates.toReversed();
  const turns = turnMemory();
  const drain = async (points: Iterable<MeasuredPoint> | AsyncIterable<MeasuredPoint>): Promise<void> => {
    for await (const point of points) if (!(await keep(point))) return;
  };
  // The helpers first: this thread is busy from its first date on.
  await Promise.all([
    ...helpers.map((helper) => drain(helper.measure(newestFirst, turns))),
    drain(pointsAt(work, newestFirst, turnsOf(turns), work.memory)),
  ]);
  return goesOn ? dates.map((at) => found.get(at)!) : null;
}
