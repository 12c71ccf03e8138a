import type { MilpSolver } from "./milp.ts";
import { formulate, type Moves } from "./formulate.ts";
import type { ProblemScope, RoadmapProblem } from "./problem.ts";

/** `cost` is without the discount of preferred signals only where there are none. */
export type Found =
  | { readonly status: "found"; readonly moves: Moves; readonly cost: number }
  | { readonly status: "infeasible" }
  | { readonly status: "stopped" };

/** The cheapest set of moves under one margin. */
export function cheapest(problem: RoadmapProblem, solver: MilpSolver): Found {
  const { program, decode } = formulate(problem);
  const answer = solver(program);
  if (answer.status !== "optimal") return answer;
  return { status: "found", moves: decode(answer.values), cost: answer.objective };
}

/** What the judge says of a set of moves: P(level >= target) by few draws, how far each attainment spreads then, and the same chance by all draws. */
export interface Rejudged {
  sure(): number;
  probability(): number;
  /** The scopes of the problem with the spreads that they would have. */
  scopes(): readonly ProblemScope[];
}
export type Rejudge = (moves: Moves) => Rejudged;

export interface Confirmed {
  readonly moves: Moves;
  readonly cost: number;
  readonly probability: number;
  readonly judged: Rejudged;
  /** The problem that it is the cheapest answer to. */
  readonly problem: RoadmapProblem;
}

/**
 * The cheapest set that the judge confirms with at least `wanted`. The first of `margins` that does: the judge may be less sure than a program
 * that looks at one attainment at a time. What hardly varies now may vary where it would stand, so that spreads are those of the answer before.
 */
export function confirmed(
  problem: RoadmapProblem,
  margins: readonly number[],
  wanted: number,
  solver: MilpSolver,
  rejudge: Rejudge,
): Confirmed | "infeasible" | "stopped" {
  let scopes = problem.scopes;
  for (const margin of margins) {
    const tried = { ...problem, scopes, margin };
    const found = cheapest(tried, solver);
    if (found.status !== "found") return found.status;
    const judged = rejudge(found.moves);
    const probability = judged.probability();
    if (probability >= wanted) return { moves: found.moves, cost: found.cost, probability, judged, problem: tried };
    scopes = widened(scopes, judged.scopes());
  }
  return "infeasible";
}

/** The same scopes with the larger of two spreads. */
export function widened(scopes: readonly ProblemScope[], others: readonly ProblemScope[]): readonly ProblemScope[] {
  const spreadOf = new Map(
    others.flatMap(({ team, subjects }) => subjects.map(({ id, spread }) => [`${team ?? ""}/${id}`, spread] as const)),
  );
  return scopes.map((scope) => ({
    ...scope,
    subjects: scope.subjects.map((subject) => ({
      ...subject,
      spread: Math.max(subject.spread, spreadOf.get(`${scope.team ?? ""}/${subject.id}`) ?? 0),
    })),
  }));
}
