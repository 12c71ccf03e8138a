import { availableParallelism } from "node:os";
import type { Best, OtherSet, RoadmapHelper } from "../roadmap/alternatives.ts";
import type { RoadmapAnswer, RoadmapThreadData } from "./roadmap-thread.ts";
import { startAnswering } from "./start-thread.ts";

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
  const thread = startAnswering<Best, RoadmapAnswer>("roadmap-thread", data);
  async function* answered(): AsyncGenerator<OtherSet> {
    for (let answer = await thread.next(); answer !== null; answer = await thread.next()) yield answer;
  }
  return {
    otherSets({ problem, moves, cost }: Best) {
      thread.ask({ problem, moves, cost });
      return answered();
    },
    stop: () => thread.stop(),
  };
}
