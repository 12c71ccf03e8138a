import { type LadderScale, ladderScale, rungValue } from "../maturity/desirability.ts";
import type { Ladder } from "../maturity/ruleset/ruleset.ts";
import { seededRandom } from "../statistics/random.ts";
import type { MilpSolver } from "./milp.ts";
import type { RoadmapProblem } from "./problem.ts";
import { cheapest } from "./search.ts";

/** Half width of the triangular error of every rung, as a share (a ratio on logarithmic ladders). */
const WIDEST = 0.15;

/**
 * How often each signal is in the cheapest set when all thresholds are a little elsewhere; `solved`: how many such sets there were. `stepsARung` may
 * be fewer than in the plan: which signals are touched hardly depends on how finely they move.
 */
export function stabilityOf(
  problem: RoadmapProblem,
  options: {
    readonly solver: MilpSolver;
    readonly units: ReadonlyMap<string, string>;
    readonly seed: string;
    readonly count: number;
    readonly stepsARung: number;
  },
): { readonly share: ReadonlyMap<string, number>; readonly solved: number } {
  const counts = new Map<string, number>();
  let solved = 0;
  for (let n = 0; n < options.count; n++) {
    const found = cheapest(
      {
        ...problem,
        stepsARung: options.stepsARung,
        scales: movedScales(problem.scales, options.units, `${options.seed}/roadmap/${n}`),
      },
      options.solver,
    );
    if (found.status !== "found") continue;
    solved++;
    for (const signal of found.moves.keys()) counts.set(signal, (counts.get(signal) ?? 0) + 1);
  }
  return { share: new Map(Array.from(counts, ([signal, count]) => [signal, count / solved])), solved };
}

function movedScales(
  scales: ReadonlyMap<string, LadderScale>,
  units: ReadonlyMap<string, string>,
  seed: string,
): ReadonlyMap<string, LadderScale> {
  return new Map(
    Array.from(scales, ([signal, scale]): [string, LadderScale] => {
      const random = seededRandom(`${seed}/${signal}`);
      const moved = Array.from({ length: 6 }, (_, k) => {
        const rung = rungValue(scale, k + 1);
        const triangular = random.next() - random.next();
        return scale.log ? rung * Math.exp(triangular * Math.log(1 + WIDEST)) : rung * (1 + WIDEST * triangular);
      }).toSorted((a, b) => scale.sign * (a - b));
      const ladder = { signal, rungs: moved as unknown as Ladder["rungs"], scale: scale.log ? "log" : "linear" } as const;
      return [
        signal,
        { ...ladderScale({ ...ladder, basis: { kind: "prior", source: "" } }, units.get(signal)!), sign: scale.sign },
      ];
    }),
  );
}
