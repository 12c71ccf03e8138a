import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Best, OtherSet, RoadmapHelper } from "../roadmap/alternatives.ts";
import type { RoadmapAnswer, RoadmapThreadData } from "./roadmap-thread.ts";

/** A thread beside this one where there is a core for it; null = there is none, or threads are not allowed. */
export function roadmapHelper(data: RoadmapThreadData): RoadmapHelper | null {
  if (availableParallelism() < 2) return null;
  try {
    return startRoadmapHelper(data);
  } catch {
    // Node refuses (its permission model, no memory): one thread finds the same, only later.
    return null;
  }
}

/** A thread that waits for one question. It goes on until it is stopped. */
export function startRoadmapHelper(data: RoadmapThreadData): RoadmapHelper {
  // Compiled, the file beside this one ends as this one does.
  const file = import.meta.url.endsWith(".ts") ? "./roadmap-thread.ts" : "./roadmap-thread.js";
  const thread = new Worker(new URL(file, import.meta.url), { workerData: data });
  const answers: RoadmapAnswer[] = [];
  let failure: Error | null = null;
  let wake = (): void => {};
  thread.on("message", (answer: RoadmapAnswer) => {
    answers.push(answer);
    wake();
  });
  thread.on("error", (error) => {
    failure ??= error instanceof Error ? error : new Error("the thread of a roadmap failed");
    wake();
  });
  thread.on("exit", () => {
    failure ??= new Error("the thread of a roadmap ended");
    wake();
  });
  async function* answered(): AsyncGenerator<OtherSet> {
    for (;;) {
      const answer = answers.shift();
      if (answer === null) return;
      if (answer !== undefined) {
        yield answer;
        continue;
      }
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    otherSets({ problem, moves, cost }: Best) {
      thread.postMessage({ problem, moves, cost } satisfies Best);
      return answered();
    },
    stop: () => void thread.terminate(),
  };
}
