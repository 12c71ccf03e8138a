import type { MilpSolver } from "./milp.ts";
import { cheapest, type Confirmed } from "./search.ts";

/** Alternatives cost at most this much more than the best, as a share. */
const NEARLY = 0.25;
/** Fewer where each of them takes several teams into account. */
const MOST_ALTERNATIVES = { whole: 5, teams: 3 } as const;

/** An answer that others are looked for beside, and what it answers. Data that can be copied to another thread. */
export type Best = Pick<Confirmed, "problem" | "moves" | "cost">;

export type OtherSet = Pick<Confirmed, "moves" | "cost">;

/** Another thread that looks for alternatives. What it finds is what this thread would have found, to the last digit. */
export interface RoadmapHelper {
  /** Begins at once. Each set as soon as it is known; throws where the thread is gone before the last one. */
  otherSets(best: Best): AsyncIterable<OtherSet>;
  stop(): void;
}

/** Other sets that cost nearly as little, cheapest first, each as soon as it is known. Goes on behind those that are `found` already. */
export function* otherSets(best: Best, solver: MilpSolver, found: readonly OtherSet[] = []): Generator<OtherSet> {
  const isWhole = best.problem.scopes.length === 1;
  const known = [best, ...found].map(({ moves }) => [...moves.keys()]);
  // Without what is known already nothing is cheaper than the answer before. With one scope that halves the time; with several, whose programs are dense, it costs some.
  let atLeast = isWhole ? (found.at(-1) ?? best).cost : undefined;
  while (known.length <= MOST_ALTERNATIVES[isWhole ? "whole" : "teams"]) {
    const next = cheapest({ ...best.problem, known, ...(atLeast === undefined ? {} : { atLeast }) }, solver);
    if (next.status !== "found" || next.cost > best.cost * (1 + NEARLY)) return;
    known.push([...next.moves.keys()]);
    if (atLeast !== undefined) atLeast = next.cost;
    yield { moves: next.moves, cost: next.cost };
  }
}

/**
 * What a helper has begun to find, and from where it is gone on, found here. Its failure is not told: a fault of the search itself comes again here, and a thread
 * that could not start or ended costs time and nothing else.
 */
export async function* othersBegun(begun: AsyncIterable<OtherSet>, best: Best, solver: MilpSolver): AsyncGenerator<OtherSet> {
  const found: OtherSet[] = [];
  const rest = begun[Symbol.asyncIterator]();
  for (;;) {
    const next = await rest.next().catch(() => null);
    if (next === null) break;
    if (next.done === true) return;
    found.push(next.value);
    yield next.value;
  }
  yield* otherSets(best, solver, found);
}
