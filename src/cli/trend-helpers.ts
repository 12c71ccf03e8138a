import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { SIGNALS } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../maturity/characteristics/index.ts";
import type { Instant } from "../model/window.ts";
import type { StartHelpers, TrendHelper, TrendWork } from "../trend/measure-dates.ts";
import type { MeasuredPoint } from "../trend/point.ts";
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
  // Compiled, the file beside this one ends as this one does.
  const file = import.meta.url.endsWith(".ts") ? "./trend-thread.ts" : "./trend-thread.js";
  const workerData: TrendWork = { log, provides, ruleset };
  const thread = new Worker(new URL(file, import.meta.url), { workerData });
  const answers: TrendAnswer[] = [];
  let failure: Error | null = null;
  let isStopped = false;
  let wake = (): void => {};
  thread.on("message", (answer: TrendAnswer) => {
    answers.push(answer);
    wake();
  });
  thread.on("error", (error) => {
    failure ??= error instanceof Error ? error : new Error("the thread of a trend failed");
    wake();
  });
  thread.on("exit", () => {
    failure ??= new Error("the thread of a trend ended");
    wake();
  });
  return {
    measure: async function* (dates: readonly Instant[], turns: SharedArrayBuffer): AsyncGenerator<MeasuredPoint> {
      thread.postMessage({ dates, turns } satisfies TrendOrder);
      for (;;) {
        const answer = answers.shift();
        if (answer === null || isStopped) return;
        if (answer !== undefined) {
          const { input, ...point } = answer;
          yield { ...point, input: { ...input, signals: SIGNALS, characteristics: CHARACTERISTICS } };
          continue;
        }
        if (failure !== null) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    stop() {
      isStopped = true;
      wake();
      void thread.terminate();
    },
  };
}
