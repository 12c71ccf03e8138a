import { availableParallelism } from "node:os";
import { SIGNALS } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../maturity/characteristics/index.ts";
import type { Instant } from "../model/window.ts";
import type { StartHelpers, TrendHelper, TrendWork } from "../trend/measure-dates.ts";
import type { MeasuredPoint } from "../trend/point.ts";
import { startAnswering } from "./start-thread.ts";
import type { TrendAnswer, TrendOrder } from "./trend-thread.ts";

/** Each holds a copy of the history: with more of it than that, memory is worth more than time. */
const MOST_EVENTS = 3_000_000;
/** Starting a thread takes as long as several dates of a small history. */
const FEWEST_EVENTS = 200_000;
const FEWEST_DATES = 4;
const MOST_HELPERS = 3;

/** One thread for each core but this one's, where the history is large enough to be worth it and small enough to be copied. */
export const trendHelpers: StartHelpers = (work, dates) => {
  const { count } = work.log.events;
  if (count < FEWEST_EVENTS || count > MOST_EVENTS || dates < FEWEST_DATES) return [];
  const helpers = Math.min(availableParallelism() - 1, MOST_HELPERS);
  return Array.from({ length: helpers }, () => startTrendHelper(work));
};

/** A thread with a copy of the work. It goes on until it is stopped. */
export function startTrendHelper({ log, provides, ruleset }: TrendWork): TrendHelper {
  const thread = startAnswering<TrendOrder, TrendAnswer>("trend-thread", { log, provides, ruleset } satisfies TrendWork);
  let isStopped = false;
  return {
    measure: async function* (dates: readonly Instant[], turns: SharedArrayBuffer): AsyncGenerator<MeasuredPoint> {
      thread.ask({ dates, turns });
      for (;;) {
        const answer = await thread.next().catch((error: unknown) => {
          // It ended because it was told to.
          if (isStopped) return null;
          throw error;
        });
        if (answer === null || isStopped) return;
        const { input, ...point } = answer;
        yield { ...point, input: { ...input, signals: SIGNALS, characteristics: CHARACTERISTICS } };
      }
    },
    stop() {
      isStopped = true;
      thread.stop();
    },
  };
}
