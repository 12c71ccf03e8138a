import { CHARACTERISTICS } from "../../../src/maturity/characteristics/index.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import type { Ladder } from "../../../src/maturity/ruleset/ruleset.ts";
import type { Judgement } from "../../../src/maturity/input.ts";
import type { Measure } from "../../../src/model/measure.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { SIGNALS } from "../../../signals/index.ts";

/** Enough to draw levels from; more would only take longer. */
const RULESET = { ...DEFAULT_RULESET, draws: 100 };
/** Error of every value, as a share of its ladder's length. */
const SPREAD = 0.04;

export interface Raised {
  /** Perturbations after which the same sentences are rated. */
  readonly comparable: number;
  /** Those that moved something. */
  readonly moved: number;
  /** A sentence for each that lowered something. */
  readonly violations: readonly string[];
}

/** Random profiles, each judged before and after one of its signals got better. */
export function raiseSignals({ seed, count }: { readonly seed: string; readonly count: number }): Promise<Raised> {
  const random = seededRandom(seed);
  const { ladders } = RULESET;
  let comparable = 0;
  let moved = 0;
  const violations: string[] = [];
  for (let n = 0; n < count; n++) {
    const common = 1 + 5 * random.next();
    const share = random.next();
    // Most organisations have much the same rung everywhere; without that, few random profiles ever leave level 1.
    const rungs = ladders.map(() => share * (0.5 + 6 * random.next()) + (1 - share) * common);
    const gone = ladders.map(() => random.below(10) === 0);
    const raised = random.below(ladders.length);
    const step = 0.05 + 4.95 * random.next();
    const measures = (shift: number): Record<string, Measure> =>
      Object.fromEntries(
        ladders.flatMap((ladder, i) =>
          gone[i]! && i !== raised
            ? []
            : [[ladder.signal, around(ladder, i === raised ? Math.min(rungs[i]! + shift, 8) : rungs[i]!)]],
        ),
      );
    const worse = worseParts(judged(measures(0)), judged(measures(step)));
    if (worse === null) continue;
    comparable++;
    if (worse.moved) moved++;
    if (worse.parts.length > 0)
      violations.push(`${ladders[raised]!.signal} raised by ${step.toFixed(2)} rungs lowered ${worse.parts.join(", ")}`);
  }
  return Promise.resolve({ comparable, moved, violations });
}

function judged(measures: Record<string, Measure>): Judgement {
  const input = {
    workspace: { measures, items: 1000 },
    teams: [],
    signals: SIGNALS,
    characteristics: CHARACTERISTICS,
    seed: "monotone",
  };
  return judge(input, RULESET);
}

function around(ladder: Ladder, rung: number): Measure {
  const index = Math.min(Math.max(Math.floor(rung), 1), 5);
  const [low, high] = [ladder.rungs[index - 1]!, ladder.rungs[index]!];
  const value =
    ladder.scale === "log" && low > 0 && high > 0 ? low * (high / low) ** (rung - index) : low + (rung - index) * (high - low);
  const span = Math.abs(ladder.rungs[5] - ladder.rungs[0]);
  return {
    outcome: "measured",
    value,
    interval90: [value, value],
    distribution: { kind: "quantiles", values: [-3, -1, 0, 1, 3].map((sd) => value + SPREAD * span * sd) },
    sampleSize: 200,
    coverage: 1,
    excluded: {},
    examples: [],
    details: {},
    warnings: [],
  };
}

/** What got worse; null where other sentences are rated than before, which is a change of evidence. */
function worseParts(before: Judgement, after: Judgement): { readonly parts: readonly string[]; readonly moved: boolean } | null {
  const parts: string[] = [];
  let moved = false;
  let isSame = true;
  before.characteristics.forEach(({ id, attainment }, i) => {
    const later = after.characteristics[i]!.attainment;
    if ((attainment === null) !== (later === null)) isSame = false;
    if (attainment === null || later === null) return;
    if (later < attainment) parts.push(id);
    if (later > attainment) moved = true;
  });
  if (!isSame) return parts.length === 0 ? null : { parts, moved };
  if ((after.level.best ?? 0) < (before.level.best ?? 0)) parts.push("the level");
  if ((after.level.confirmed ?? 0) < (before.level.confirmed ?? 0)) parts.push("the confirmed level");
  if ((after.index.score5 ?? 0) < (before.index.score5 ?? 0)) parts.push("the index");
  return { parts, moved };
}
