import type { ConnectionProvides } from "../../signals/in-sight.ts";
import type { EventLog } from "../event-log/columns.ts";
import { cutAt } from "../event-log/cut.ts";
import { firstEventAt } from "../event-log/first-event.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Instant } from "../model/window.ts";
import { measurePoint, type MeasuredPoint } from "./point.ts";

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
  /** Each point as soon as it is there. Ends early when it is stopped. */
  measure(dates: readonly Instant[]): AsyncIterable<MeasuredPoint>;
  stop(): void;
}

/** Started once for a trend, by whoever has threads to give; none where that would not be worth it. */
export type StartHelpers = (work: TrendWork, dates: number) => readonly TrendHelper[];

/** Points of the dates (oldest first), newest first, because each date can be cut from the log of the one after it. */
export function* pointsAt({ log: whole, provides, ruleset }: TrendWork, dates: readonly Instant[]): Generator<MeasuredPoint> {
  const beganAt = firstEventAt(whole);
  let log = whole;
  for (const at of dates.toReversed()) {
    log = cutAt(log, at);
    yield measurePoint(log, beganAt, provides, ruleset);
  }
}

/** Every n-th date for each of n threads, so that all have old and new ones. Answers in the order of `dates`; null when `onPoint` ended it. */
export async function measureDates(
  work: TrendWork & { readonly onPoint?: OnPoint | undefined },
  helpers: readonly TrendHelper[],
  dates: readonly Instant[],
): Promise<MeasuredPoint[] | null> {
  const found = new Map<Instant, MeasuredPoint>();
  let goesOn = true;
  const keep = async (point: MeasuredPoint): Promise<boolean> => {
    if (!goesOn) return false;
    found.set(point.at, point);
    goesOn = (await work.onPoint?.(found.size, dates.length)) !== false;
    if (!goesOn) for (const helper of helpers) helper.stop();
    return goesOn;
  };
  const threads = helpers.length + 1;
  const shareOf = (thread: number): Instant[] => dates.filter((_, k) => k % threads === thread);
  const drain = async (points: Iterable<MeasuredPoint> | AsyncIterable<MeasuredPoint>): Promise<void> => {
    for await (const point of points) if (!(await keep(point))) return;
  };
  // The helpers first: this thread is busy from its first date on.
  await Promise.all([...helpers.map((helper, k) => drain(helper.measure(shareOf(k + 1)))), drain(pointsAt(work, shareOf(0)))]);
  return goesOn ? dates.map((at) => found.get(at)!) : null;
}
