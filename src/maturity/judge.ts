import type { TeamVerdict } from "../model/result.ts";
import { dimensionVerdicts } from "./c4.ts";
import { ladderScale } from "./desirability.ts";
import type { EvidenceMemory } from "./evidence-memory.ts";
import { characteristicGaps, openReason } from "./gaps.ts";
import type { JudgeInput, Judgement, TeamInput } from "./input.ts";
import { lazily } from "./lazily.ts";
import {
  type LevelDraws,
  type LevelFigures,
  drawLevels,
  indexVerdict,
  isJudged,
  levelFigures,
  levelVerdict,
} from "./level-verdict.ts";
import { medianOf, thresholdDraws } from "./draws.ts";
import { nextSteps } from "./next-steps.ts";
import {
  type AssessedTeam,
  breadthOf,
  openReasonOf,
  rollUp,
  rollUpEvidence,
  shrinkTeams,
  teamGaps,
  withFallback,
} from "./roll-up.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import { validateRuleset } from "./ruleset/validate.ts";
import { type Evidence, type Judging, judgeScope } from "./scope.ts";
import { tooShort, withheld } from "./short-history.ts";
import { characteristicVerdict, ratingOf } from "./verdicts.ts";
import { round } from "./wording.ts";

/**
 * Level, index, C4 and ratings of a workspace and its teams, with what is uncertain and what cannot be judged. Pure: the same input, ruleset and
 * seed give the same judgement on every machine, in whatever order teams, signals and characteristics come.
 *
 * Within one scope, a better value of any signal (same sample, distribution shifted as a whole) never lowers an attainment, and never the level or
 * the index as long as the same characteristics stay rated. Which are rated can change with the values in two places only: an interval wider
 * than the ruleset allows, and a permissive sentence that is not observed; such a change is a change of evidence, not of maturity. Between
 * teams, shrinkage borrows strength, so that one team's gain may weaken what it lends to another.
 *
 * Throws a `usage` problem when the ruleset does not fit the signals and characteristics.
 */
export function judge(input: JudgeInput, ruleset: Ruleset, memory: EvidenceMemory | null = null): Judgement {
  const assessment = assess(input, ruleset, memory);
  const { judging, whole, candidates, assessed, rolledUp } = assessment;
  const evidence = rolledUp ? rollUpEvidence(assessed, whole, ruleset) : whole;
  const drawn = drawnOf(assessment, ruleset);
  const figures = levelFigures(drawn, ruleset);
  const own = characteristicGaps(evidence, figures, ruleset, judging.signals);
  const between = rolledUp ? teamGaps(assessed, figures, ruleset) : [];
  const named = new Set(own.map(({ kind, id, tolerated }) => `${kind}/${id}/${tolerated}`));
  const gaps = [...own, ...between.filter(({ kind, id, tolerated }) => !named.has(`${kind}/${id}/${tolerated}`))];
  const namedTeams = assessed
    .filter((team) => between.some(({ kind, id }) => kind === "team" && id === team.id))
    .map((team) => ({
      name: team.name,
      evidence: team.evidence,
      gaps: characteristicGaps(team.evidence, team.figures(), ruleset, judging.signals),
    }));
  const open = figures.openLevel;
  const reason = open === null ? null : rolledUp ? openReasonOf(assessed, open, ruleset) : openReason(evidence, open);
  const judgement: Judgement = {
    level: levelVerdict(figures, reason, gaps),
    index: indexVerdict(figures.best !== null, drawn, evidence),
    c4: dimensionVerdicts(
      evidence,
      assessed.map((team) => team.evidence),
    ),
    characteristics: Array.from(evidence.values(), (one) => characteristicVerdict(one, input.workspace.measures, ruleset)),
    teams: teamVerdicts(candidates, assessed, judging),
    breadth: assessed.length === 0 ? [] : breadthOf(assessed),
    next: nextSteps(evidence, figures, gaps, ruleset, namedTeams),
  };
  const { recordedWeeks = null } = input.workspace;
  const short = tooShort(recordedWeeks);
  return short === null ? judgement : withheld(judgement, short, recordedWeeks!);
}

/** What a judgement rests on, before anything is put into words. */
export interface Assessment {
  readonly judging: Judging;
  /** By the measures of the whole. */
  readonly whole: ReadonlyMap<string, Evidence>;
  /** All teams, by id. */
  readonly candidates: readonly Candidate[];
  readonly assessed: readonly AssessedTeam[];
  /** The level is that of the teams, by the share rule; else that of the whole. */
  readonly rolledUp: boolean;
}

/** `memory`: of this ruleset; changes nothing but the time it takes. */
export function assess(input: JudgeInput, ruleset: Ruleset, memory: EvidenceMemory | null = null): Assessment {
  const judging = prepare(input, ruleset, memory);
  const teams = input.teams.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const whole = judgeWorkspace(input, judging);
  const { candidates, assessed } = judgeTeams(teams, whole, judging);
  return { judging, whole, candidates, assessed, rolledUp: assessed.length > 1 && holdHalf(assessed, teams) };
}

/** The level that an assessment comes to, in figures. */
export function figuresOf(assessment: Assessment, ruleset: Ruleset): LevelFigures {
  return levelFigures(drawnOf(assessment, ruleset), ruleset);
}

function drawnOf({ rolledUp, assessed, whole }: Assessment, ruleset: Ruleset): LevelDraws {
  return rolledUp ? rollUp(assessed, ruleset) : drawLevels(whole, ruleset);
}

function prepare(input: JudgeInput, ruleset: Ruleset, memory: EvidenceMemory | null): Judging {
  const signals = new Map(input.signals.map((signal) => [signal.id, signal]));
  validateRuleset(ruleset, input.characteristics, signals.keys());
  return {
    ruleset,
    seed: input.seed,
    signals,
    scales: new Map(ruleset.ladders.map((ladder) => [ladder.signal, ladderScale(ladder, signals.get(ladder.signal)!.unit)])),
    characteristics: input.characteristics.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    teamCount: input.teams.length,
    thresholds: thresholdDraws(ruleset, input.seed),
    memory,
  };
}

/** A workspace of fewer people than a team may have is a small group itself: nothing is said about it. */
function judgeWorkspace(input: JudgeInput, judging: Judging): Map<string, Evidence> {
  const people = input.workspace.activePeople ?? null;
  const minimum = judging.ruleset.minimumTeamPeople;
  if (people === null || people >= minimum) return judgeScope({ ...input.workspace, id: "workspace" }, judging);
  const reason = `fewer than ${minimum} people were active, and groups that small are never judged`;
  const measures = Object.fromEntries(
    input.signals.map(({ id }) => [
      id,
      { outcome: "insufficient-data", reason, sampleSize: 0, needed: null, excluded: {} } as const,
    ]),
  );
  return judgeScope({ id: "workspace", measures }, judging);
}

/** Teams are rolled up when those that could be assessed hold at least half of the people that are known to be there. */
function holdHalf(assessed: readonly AssessedTeam[], teams: readonly TeamInput[]): boolean {
  const known = teams.reduce((sum, team) => sum + (team.activePeople ?? 0), 0);
  return assessed.reduce((sum, team) => sum + team.people, 0) * 2 >= known;
}

/** A team as it shows itself, before it is seen among the others; without evidence where it may not be looked at alone. */
interface Candidate {
  readonly team: TeamInput;
  /** Why it is not judged; null = it is. */
  readonly refusal: string | null;
  readonly evidence: ReadonlyMap<string, Evidence> | null;
}

function judgeTeams(
  teams: readonly TeamInput[],
  workspace: ReadonlyMap<string, Evidence>,
  judging: Judging,
): { candidates: Candidate[]; assessed: AssessedTeam[] } {
  const { ruleset } = judging;
  const candidates = teams.map((team): Candidate => {
    const refusal = refusalOf(team, ruleset);
    if (refusal !== null || team.measures === null) return { team, refusal, evidence: null };
    const evidence = withFallback(judgeScope({ ...team, measures: team.measures, id: `team/${team.id}` }, judging), workspace);
    return { team, refusal: isJudged(drawLevels(evidence, ruleset), ruleset) ? null : openReason(evidence, 2), evidence };
  });
  const sufficient = candidates.filter(({ refusal }) => refusal === null);
  const shrunk = shrinkTeams(
    sufficient.map(({ evidence }) => evidence!),
    workspace,
  );
  const assessed = sufficient.map(({ team }, t): AssessedTeam => {
    const evidence = shrunk[t]!;
    const drawn = drawLevels(evidence, ruleset);
    return {
      id: team.id,
      name: team.name,
      people: team.activePeople!,
      evidence,
      drawn,
      figures: lazily(() => levelFigures(drawn, ruleset)),
    };
  });
  return { candidates, assessed };
}

function teamVerdicts(candidates: readonly Candidate[], assessed: readonly AssessedTeam[], judging: Judging): TeamVerdict[] {
  const byId = new Map(assessed.map((team) => [team.id, team]));
  return candidates.map(({ team, refusal, evidence }) => {
    const one = byId.get(team.id);
    return one === undefined ? unassessed(team, refusal!, evidence, judging) : assessedVerdict(team, one, judging);
  });
}

/** Why a team is not judged by itself; null = it may be. */
function refusalOf(team: TeamInput, ruleset: Ruleset): string | null {
  if (isSuppressed(team, ruleset))
    return `Fewer than ${ruleset.minimumTeamPeople} people were active; groups that small are never shown.`;
  if (team.activePeople === null)
    return "How many people were active is not known, and groups that may be small are not shown by themselves.";
  if ((team.items ?? 0) < ruleset.minimumTeamItems)
    return team.items === null
      ? "How many work items it has is not known."
      : `It has ${team.items} work items, at least ${ruleset.minimumTeamItems} are needed.`;
  return null;
}

function isSuppressed(team: TeamInput, ruleset: Ruleset): boolean {
  return team.measures === null || (team.activePeople !== null && team.activePeople < ruleset.minimumTeamPeople);
}

function unassessed(
  team: TeamInput,
  reason: string,
  evidence: ReadonlyMap<string, Evidence> | null,
  { ruleset }: Judging,
): TeamVerdict {
  const suppressed = isSuppressed(team, ruleset);
  return {
    id: team.id,
    name: team.name,
    status: suppressed ? "suppressed" : "insufficient",
    reason,
    activePeople: suppressed ? null : team.activePeople,
    items: suppressed ? null : team.items,
    level: null,
    index: null,
    characteristics: evidence === null ? [] : ratings(evidence, ruleset),
  };
}

function assessedVerdict(team: TeamInput, assessed: AssessedTeam, { ruleset, signals }: Judging): TeamVerdict {
  const { evidence, drawn } = assessed;
  const figures = assessed.figures();
  const gaps = characteristicGaps(evidence, figures, ruleset, signals);
  const reason = figures.openLevel === null ? null : openReason(evidence, figures.openLevel);
  return {
    id: team.id,
    name: team.name,
    status: "assessed",
    reason: null,
    activePeople: team.activePeople,
    items: team.items,
    level: levelVerdict(figures, reason, gaps),
    index: indexVerdict(figures.best !== null, drawn, evidence),
    characteristics: ratings(evidence, ruleset),
  };
}

function ratings(evidence: ReadonlyMap<string, Evidence>, ruleset: Ruleset): TeamVerdict["characteristics"] {
  return Array.from(evidence.values(), (one) => ({
    id: one.characteristic.id,
    rating: ratingOf(one, ruleset),
    attainment: one.draws === null ? null : round(medianOf(one.draws), 3),
  }));
}
