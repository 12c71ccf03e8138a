import { parentPort, workerData } from "node:worker_threads";
import type { Instant } from "../model/window.ts";
import { pointsAt, type TrendWork } from "../trend/measure-dates.ts";
import type { MeasuredPoint } from "../trend/point.ts";
import { turnsOf } from "../trend/turns.ts";

/** A point without what both threads have, some of which is functions. */
export type SentPoint = Omit<MeasuredPoint, "input"> & {
  readonly input: Omit<MeasuredPoint["input"], "signals" | "characteristics">;
};

/** Dates, newest first, and where turns are taken from. */
export interface TrendOrder {
  readonly dates: readonly Instant[];
  readonly turns: SharedArrayBuffer;
}

/** A point, or null after the last one of an order. */
export type TrendAnswer = SentPoint | null;

/** Dates of one history, away from the thread that measures the others. An error ends the thread, and is an error there. */
parentPort?.on("message", ({ dates, turns }: TrendOrder) => {
  for (const { input, ...point } of pointsAt(workerData as TrendWork, dates, turnsOf(turns))) {
    const { signals: _, characteristics: __, ...sent } = input;
    parentPort?.postMessage({ ...point, input: sent } satisfies TrendAnswer);
  }
  parentPort?.postMessage(null satisfies TrendAnswer);
});
