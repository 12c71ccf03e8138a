import { parentPort, workerData } from "node:worker_threads";
import { type Best, type OtherSet, otherSets } from "../roadmap/alternatives.ts";
import { highsSolver } from "./highs-solver.ts";

/** The compiled solver: the same code in memory for both threads, which is already quick where the other has run it. */
export interface RoadmapThreadData {
  readonly solver: WebAssembly.Module;
}

/** A set, or null after the last one of an answer. */
export type RoadmapAnswer = OtherSet | null;

const solver = await highsSolver((workerData as RoadmapThreadData).solver);

/** Alternatives, away from the thread that moves thresholds meanwhile. An error ends the thread, and is an error there. */
parentPort?.on("message", (best: Best) => {
  for (const set of otherSets(best, solver)) parentPort?.postMessage(set satisfies RoadmapAnswer);
  parentPort?.postMessage(null satisfies RoadmapAnswer);
});
