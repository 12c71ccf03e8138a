import { MINIMUM_PEOPLE, type ScopeMeasures } from "../signals/run.ts";
import { AI, ARCHITECTURE, countProgression, PERSON, QUARTER_WEEKS, SYSTEM, whyNoProgression } from "../signals/progression.ts";
import type { MeasuredLog } from "./judge-log.ts";
import type { Ruleset } from "./maturity/ruleset/ruleset.ts";
import type { Composition, Progression, ProgressionPeriod } from "./model/progression.ts";
import { WEEK_MS } from "./model/window.ts";
import { tabulate } from "./statistics/distribution.ts";

/** Fewer moves make no composition of half a year, or of a quarter. */
const LEAST_ACTS = 200;
const LEAST_ACTS_A_QUARTER = 50;
/** Rung of S31 from which paths that differ are a design. */
const DESIGNED_RUNG = 4;
/** Quarters that make up the present: the 26 weeks that most signals look at. */
const PRESENT = 2;
const KINDS = 4;
/** Of the distribution of S31. */
const POINTS = 200;

/** What moves work in the whole workspace, now and over time; never said of a team or a person. */
export function progressionOf({ facts, provides, workspace, teams }: MeasuredLog, ruleset: Ruleset): Progression {
  const { asOf } = facts.log;
  const nothing = (reason: string): Progression => ({
    ...{ ...bounds(asOf, 0, PRESENT), acts: 0, composition: null, position: null },
    ...{ reason, aiOverseen: null, quarters: [], excluded: {} },
  });
  if (workspace.notMeasured !== null) return nothing(workspace.notMeasured);
  const why = whyNoProgression(facts, provides);
  if (why !== null) return nothing(why);

  const byTeam = new Map(teams.map((scope) => [scope.team!.id, scope]));
  const scopeOf = (team: number): ScopeMeasures | undefined => (team < 0 ? undefined : byTeam.get(facts.log.teams[team]!.id));
  const isSmall = ({ activePeople }: ScopeMeasures): boolean =>
    activePeople !== null && activePeople > 0 && activePeople < MINIMUM_PEOPLE;
  const rung = ruleset.ladders.find(({ signal }) => signal === "workflow-differentiation")?.rungs[DESIGNED_RUNG - 1] ?? Infinity;
  const sureness = (scope: ScopeMeasures | undefined): number | null => {
    const measure = scope?.measures["workflow-differentiation"];
    if (measure?.outcome !== "measured") return null;
    const draws = tabulate(measure.distribution, POINTS);
    return draws.reduce((count, value) => (value >= rung ? count + 1 : count), 0) / draws.length;
  };
  const designedAsAWhole = sureness(workspace) ?? 0;
  const designed = facts.log.teams.map((_, team) => sureness(scopeOf(team)) ?? designedAsAWhole);
  const small = facts.log.teams.map((_, team) => {
    const scope = scopeOf(team);
    return scope !== undefined && isSmall(scope);
  });
  const { counts, quarters, excluded } = countProgression(
    facts,
    provides,
    (team) => (team < 0 ? designedAsAWhole : designed[team]!),
    (team) => team >= 0 && small[team]!,
  );
  const sums = (from: number, to: number): number[] =>
    Array.from({ length: KINDS }, (_, kind) => {
      let sum = 0;
      for (let quarter = from; quarter < to; quarter++) sum += counts[quarter * KINDS + kind]!;
      return sum;
    });
  const present = periodOf(sums(0, PRESENT), bounds(asOf, 0, PRESENT), LEAST_ACTS);
  const oversight = workspace.measures["ai-oversight"];
  return {
    ...present,
    reason:
      present.composition === null
        ? `Of only ${present.acts} moves in 26 weeks can be told what made them; ${LEAST_ACTS} are needed.`
        : null,
    aiOverseen: oversight?.outcome === "measured" ? round(oversight.value / 100) : null,
    quarters: Array.from({ length: quarters }, (_, n) => quarters - 1 - n).map((quarter) =>
      periodOf(sums(quarter, quarter + 1), bounds(asOf, quarter, quarter + 1), LEAST_ACTS_A_QUARTER),
    ),
    excluded: excluded.toExclusions(),
  };
}

function bounds(asOf: number, from: number, to: number): { startAt: string; endAt: string } {
  const back = (quarters: number): string => new Date(asOf - quarters * QUARTER_WEEKS * WEEK_MS).toISOString();
  return { startAt: back(to), endAt: back(from) };
}

function periodOf(counts: readonly number[], when: { startAt: string; endAt: string }, least: number): ProgressionPeriod {
  const acts = Math.round(counts.reduce((sum, count) => sum + count, 0));
  if (acts < least) return { ...when, acts, composition: null, position: null };
  const share = (kind: number): number => counts[kind]! / acts;
  const composition: Composition = {
    person: round(share(PERSON)),
    system: round(share(SYSTEM)),
    architecture: round(share(ARCHITECTURE)),
    ai: round(share(AI)),
  };
  const position = 33 * share(SYSTEM) + 67 * share(ARCHITECTURE) + 100 * share(AI);
  return { ...when, acts, composition, position: Math.round(10 * position) / 10 };
}

function round(share: number): number {
  return Math.round(1000 * share) / 1000;
}
