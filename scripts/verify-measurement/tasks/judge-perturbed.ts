import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import type { Ladder, Ruleset } from "../../../src/maturity/ruleset/ruleset.ts";
import type { JudgeInput } from "../../../src/maturity/input.ts";
import type { Measure } from "../../../src/model/measure.ts";
import { seededRandom, type Random } from "../../../src/statistics/random.ts";
import type { Outcome } from "../outcome.ts";
import { writeDirectly } from "../write-directly.ts";
import { judged, measured, simulated, type DrawnCase } from "./drawn-case.ts";

/** As fine as a difference of a tenth needs; the result itself draws five times as often. */
const DRAWS = 200;
const RULES: Ruleset = { ...DEFAULT_RULESET, draws: DRAWS };

export interface Perturbed {
  readonly base: Outcome;
  /** Every rung and every weight a fifth up or down, at random. */
  readonly moved: readonly Outcome[];
  /** By signal id: its measure left out. */
  readonly withoutSignal: Readonly<Record<string, Outcome>>;
  /** By evidence family: every signal left out that rests on it first. */
  readonly withoutFamily: Readonly<Record<string, Outcome>>;
}

/** One organisation measured once and judged under other rules and with less to see. */
export async function judgePerturbed({
  drawn,
  times,
}: {
  readonly drawn: DrawnCase;
  readonly times: number;
}): Promise<Perturbed> {
  const { organisation, recorded } = simulated(drawn);
  const { endAt } = recorded.work;
  const input = measured(await writeDirectly(recorded, endAt, organisation.withCode), endAt);
  const random = seededRandom(`${drawn.name}/perturbed`);
  const families = [...new Set(input.signals.map(({ families }) => families[0]!))];
  const ofFamily = (family: string) =>
    new Set(input.signals.filter(({ families }) => families[0] === family).map(({ id }) => id));
  const outcomeWithout = (ids: ReadonlySet<string>) => judged(organisation, without(input, ids), RULES);
  return {
    base: judged(organisation, input, RULES),
    moved: Array.from({ length: times }, () => judged(organisation, input, movedRules(random))),
    withoutSignal: Object.fromEntries(input.signals.map(({ id }) => [id, outcomeWithout(new Set([id]))])),
    withoutFamily: Object.fromEntries(families.map((family) => [family, outcomeWithout(ofFamily(family))])),
  };
}

const LEFT_OUT: Measure = { outcome: "not-supported", reason: "Left out to see what hangs on it.", by: "tool" };

function without(input: JudgeInput, ids: ReadonlySet<string>): JudgeInput {
  const less = (measures: Readonly<Record<string, Measure>>) =>
    Object.fromEntries(Object.entries(measures).map(([id, measure]) => [id, ids.has(id) ? LEFT_OUT : measure]));
  return {
    ...input,
    workspace: { ...input.workspace, measures: less(input.workspace.measures) },
    teams: input.teams.map((team) => ({ ...team, measures: team.measures === null ? null : less(team.measures) })),
  };
}

function movedRules(random: Random): Ruleset {
  const factor = () => (random.next() < 0.5 ? 0.8 : 1.2);
  const weights = Object.fromEntries(
    Object.entries(RULES.weights).map(([characteristic, own]) => {
      const moved = Object.entries(own).map(([id, weight]) => [id, weight * factor()] as const);
      const sum = moved.reduce((total, [, weight]) => total + weight, 0);
      return [characteristic, Object.fromEntries(moved.map(([id, weight]) => [id, weight / sum]))];
    }),
  );
  return { ...RULES, weights, ladders: RULES.ladders.map((ladder) => movedLadder(ladder, factor)) };
}

/** Rungs of a share are moved by a fifth of what lies between them and the nearer end, so that none leaves the scale; their order is kept. */
function movedLadder(ladder: Ladder, factor: () => number): Ladder {
  const { rungs } = ladder;
  const isShare = Math.max(...rungs) > 50 && Math.max(...rungs) <= 100;
  const moved = rungs.map((rung) => (isShare && rung > 50 ? 100 - (100 - rung) * factor() : rung * factor()));
  const sorted = moved.toSorted((a, b) => (rungs[5] > rungs[0] ? a - b : b - a));
  // Equal rungs would not be a ladder.
  const apart = sorted.map((rung, index) => rung + (rungs[5] > rungs[0] ? 1 : -1) * index * 1e-6);
  return { ...ladder, rungs: apart as unknown as Ladder["rungs"] };
}
