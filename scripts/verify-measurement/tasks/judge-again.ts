import type { JudgeInput } from "../../../src/maturity/input.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import type { ChangeVerdict } from "../../../src/model/trend.ts";
import { WEEK_MS } from "../../../src/model/window.ts";
import { changeBetween, type ComparedPoint } from "../../../src/trend/change.ts";
import { dispersionsOf } from "../dispersion.ts";
import type { Outcome } from "../outcome.ts";
import { writeDirectly } from "../write-directly.ts";
import { judged, measured, simulated, type DrawnCase } from "./drawn-case.ts";

export interface Again {
  readonly now: Outcome;
  /** As of 13 and 26 weeks before, when nothing about its habits was different. */
  readonly earlier13: Outcome;
  readonly earlier26: Outcome;
  /** Judged by every second item, and by the others. */
  readonly halves: readonly [Outcome, Outcome];
  /** What trends and comparisons say of the 13 and the 26 weeks. */
  readonly change13: ChangeVerdict;
  readonly change26: ChangeVerdict;
  /** Of each signal and team that was measured 26 weeks apart: squared difference over what the two samples explain. */
  readonly dispersions: readonly number[];
}

/** One organisation measured more than once while its habits stay as they are. */
export async function judgeAgain(drawn: DrawnCase): Promise<Again> {
  const { organisation, recorded } = simulated(drawn);
  const { endAt } = recorded.work;
  const history = await writeDirectly(recorded, endAt, organisation.withCode);
  const inputs = [0, 13, 26].map((weeks) => measured(history, endAt - weeks * WEEK_MS));
  const [now, earlier13, earlier26] = inputs.map((input) => judged(organisation, input));
  const half = (parity: number) =>
    judged(
      organisation,
      measured(history, endAt, (item) => Number(item.slice(-1)) % 2 === parity),
    );
  const change = (before: JudgeInput) => changeBetween(pointOf(before), pointOf(inputs[0]!), DEFAULT_RULESET).verdict;
  return {
    ...{ now: now!, earlier13: earlier13!, earlier26: earlier26!, halves: [half(0), half(1)] },
    ...{ change13: change(inputs[1]!), change26: change(inputs[2]!), dispersions: dispersionsOf(inputs[2]!, inputs[0]!) },
  };
}

/** Windows with and without a shutdown are compared here all the same: what they differ by is what a reader would see. */
function pointOf(input: JudgeInput): ComparedPoint {
  return { asOf: "", shutdownWeeks: [], isJudged: true, input, judgement: judge(input, DEFAULT_RULESET) };
}
