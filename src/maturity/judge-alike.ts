import type { EvidenceMemory } from "./evidence-memory.ts";
import type { JudgeInput } from "./input.ts";
import { type Assessment, assess } from "./judge.ts";
import { drawLevels, indexFigures, isJudged, levelFigures } from "./level-verdict.ts";
import { lazily } from "./lazily.ts";
import { type AssessedTeam, rollUp } from "./roll-up.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import type { Evidence } from "./scope.ts";
import { tooShort } from "./short-history.ts";

type Ratings = ReadonlyMap<string, Evidence>;

/** The indexes of two dates by the sentences that are rated at both; null where one of the two has no level then. */
export interface AlikeIndexes {
  readonly before: ReturnType<typeof indexFigures> | null;
  readonly after: ReturnType<typeof indexFigures> | null;
  /** Sentences that count for a level and were rated at one date only, in any scope that the indexes rest on, sorted. */
  readonly ratedOnce: readonly string[];
}

/**
 * The same signals do not make the same sentences rated: an interval may be too wide at one date, a team may have too little of what one rests on. A level is
 * attained from three rated sentences on, and each shows a third of the way at most, so that one more or less moves an index without any work having changed.
 */
export function judgeAlike(
  before: JudgeInput,
  after: JudgeInput,
  ruleset: Ruleset,
  memory: EvidenceMemory | null = null,
): AlikeIndexes {
  const [earlier, later] = [assess(before, ruleset, memory), assess(after, ruleset, memory)];
  const ratedOnce = new Set<string>();
  const whole = ratedAtBoth(earlier.whole, later.whole);
  const laterTeams = new Map(later.assessed.map((team) => [team.id, team]));
  const pairs = earlier.assessed.flatMap((team) => {
    const other = laterTeams.get(team.id);
    return other === undefined ? [] : [{ team, other, alike: ratedAtBoth(team.evidence, other.evidence) }];
  });
  const byTeams = earlier.rolledUp && later.rolledUp && pairs.length > 1;
  for (const alike of byTeams ? pairs.map((pair) => pair.alike) : [whole]) for (const id of alike.left) ratedOnce.add(id);
  const judged = pairs
    .map(
      ({ team, other, alike }) => [withRatings(team, alike.before, ruleset), withRatings(other, alike.after, ruleset)] as const,
    )
    .filter((pair) => pair.every(({ drawn }) => isJudged(drawn, ruleset)));
  const figuresOf = (input: JudgeInput, evidence: Ratings, teams: readonly AssessedTeam[], own: Assessment) => {
    if (tooShort(input.workspace.recordedWeeks ?? null) !== null) return null;
    // Judged by its teams at one date and as a whole at the other: each as it is published.
    const drawn = byTeams
      ? teams.length === 0
        ? null
        : rollUp(teams, ruleset)
      : own.rolledUp
        ? rollUp(own.assessed, ruleset)
        : drawLevels(evidence, ruleset);
    return drawn !== null && isJudged(drawn, ruleset) ? indexFigures(drawn.index()) : null;
  };
  return {
    before: figuresOf(
      before,
      whole.before,
      judged.map(([team]) => team),
      earlier,
    ),
    after: figuresOf(
      after,
      whole.after,
      judged.map(([, team]) => team),
      later,
    ),
    ratedOnce: [...ratedOnce].sort(),
  };
}

function withRatings(team: AssessedTeam, evidence: Ratings, ruleset: Ruleset): AssessedTeam {
  if (evidence === team.evidence) return team;
  const drawn = drawLevels(evidence, ruleset);
  return { ...team, evidence, drawn, figures: lazily(() => levelFigures(drawn, ruleset)) };
}

function ratedAtBoth(before: Ratings, after: Ratings): { before: Ratings; after: Ratings; left: readonly string[] } {
  const left = Array.from(before.values())
    .filter(({ characteristic: { id, level, kind }, status }) => {
      const counts = level > 1 && kind !== "permissive";
      return counts && (status === "rated") !== (after.get(id)?.status === "rated");
    })
    .map(({ characteristic }) => characteristic.id);
  return left.length === 0 ? { before, after, left } : { before: without(before, left), after: without(after, left), left };
}

function without(evidence: Ratings, ids: readonly string[]): Ratings {
  const reason = "It could be rated at one of the two dates only.";
  const rest = new Map(evidence);
  for (const id of ids) {
    const one = evidence.get(id);
    if (one !== undefined && one.status === "rated")
      rest.set(id, { ...one, status: "I", reason, draws: null, drawsWithThresholds: null });
  }
  return rest;
}
