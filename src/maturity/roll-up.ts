import type { Level } from "../model/level.ts";
import { EVIDENCE_FAMILIES } from "../model/measure.ts";
import type { Gap, Result } from "../model/result.ts";
import { centralInterval } from "./draws.ts";
import { countedAt } from "./gaps.ts";
import { lazily } from "./lazily.ts";
import { FEWEST_RATED, highestAt, atLeast } from "./level-rule.ts";
import type { IndexBounds, LevelDraws, LevelFigures } from "./level-verdict.ts";
import { exceeds } from "./rating.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import type { Evidence } from "./scope.ts";
import { shrinkBetweenTeams } from "./shrinkage.ts";
import { medianOf } from "./draws.ts";
import { nameOf, percent, round, sentence } from "./wording.ts";

export interface AssessedTeam {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly drawn: LevelDraws;
  readonly figures: () => LevelFigures;
}

/**
 * Evidence of a team. What happens between teams, and what the team is merely too small to show, is taken from the workspace where it is rated there:
 * shrinkage of something the team itself says nothing about. What no sample could show (no such stages, no such field) stays unjudged.
 */
export function withFallback(
  team: ReadonlyMap<string, Evidence>,
  workspace: ReadonlyMap<string, Evidence>,
): Map<string, Evidence> {
  const merged = new Map(team);
  for (const [id, own] of team) {
    const whole = workspace.get(id)!;
    if (own.status === "I" && whole.status === "rated" && (own.characteristic.crossTeam || isTooSmall(own)))
      merged.set(id, whole);
  }
  return merged;
}

/** Whether more of the same work would give what the characteristic mainly rests on. */
function isTooSmall({ characteristic, missing }: Evidence): boolean {
  const primaries = new Set(characteristic.signals.filter(({ primary }) => primary).map(({ id }) => id));
  const gone = missing.filter(({ id }) => primaries.has(id));
  return (gone.length > 0 ? gone : missing).some(
    ({ measure }) => measure.outcome === "insufficient-data" && measure.needed !== null,
  );
}

/** Every team's evidence after shrinkage. What was taken over from the workspace is common to all and stays as it is. */
export function shrinkTeams(
  teams: readonly ReadonlyMap<string, Evidence>[],
  workspace: ReadonlyMap<string, Evidence>,
): Map<string, Evidence>[] {
  const shrunk = teams.map((team) => new Map(team));
  for (const id of workspace.keys()) {
    const rated = shrunk.filter((team) => team.get(id)!.draws !== null && team.get(id) !== workspace.get(id));
    const draws = shrinkBetweenTeams(rated.map((team) => team.get(id)!.draws!));
    const own = rated.map((team) => team.get(id)!);
    const moved = lazily(() => shrinkBetweenTeams(own.map(({ drawsWithThresholds }) => drawsWithThresholds!())));
    rated.forEach((team, t) => team.set(id, { ...own[t]!, draws: draws[t]!, drawsWithThresholds: () => moved()[t]! }));
  }
  return shrunk;
}

/**
 * Level of the workspace in every draw: the highest that teams with at least `breadthShare` of the people have attained, and, with the
 * weakest-team clause, no team is more than one level below. Never falls when a team's level rises.
 */
export function rollUpLevels(
  levels: readonly Uint8Array[],
  people: readonly number[],
  share: number,
  clause: boolean,
): Uint8Array {
  const total = people.reduce((sum, count) => sum + count, 0);
  return Uint8Array.from(levels[0]!, (_, draw) => {
    const weakest = Math.min(...levels.map((team) => team[draw]!));
    for (let k = 5; k > 1; k--) {
      if (clause && weakest < k - 1) continue;
      let there = 0;
      for (let t = 0; t < levels.length; t++) if (levels[t]![draw]! >= k) there += people[t]!;
      if (there >= share * total - 1e-9) return k;
    }
    return 1;
  });
}

/** Draws of the workspace from its teams. The index is the people-weighted mean of the teams', so that one outlier moves it by its share only. */
export function rollUp(teams: readonly AssessedTeam[], ruleset: Ruleset): LevelDraws {
  const people = teams.map((team) => team.people);
  const total = people.reduce((sum, count) => sum + count, 0);
  const levels = (of: (drawn: LevelDraws) => Uint8Array): Uint8Array =>
    rollUpLevels(
      teams.map((team) => of(team.drawn)),
      people,
      ruleset.breadthShare,
      ruleset.weakestTeamClause,
    );
  const mean = (of: (drawn: LevelDraws) => Float64Array): Float64Array =>
    weightedMean(
      teams.map((team) => of(team.drawn)),
      people,
    );
  const bounds = (of: (drawn: LevelDraws) => IndexBounds): IndexBounds => ({
    lower: mean((drawn) => of(drawn).lower),
    upper: mean((drawn) => of(drawn).upper),
  });
  return {
    base: levels((drawn) => drawn.base),
    strict: lazily(() => levels((drawn) => drawn.strict())),
    isoStrict: lazily(() => levels((drawn) => drawn.isoStrict())),
    absent: lazily(() => levels((drawn) => drawn.absent())),
    perfect: lazily(() => levels((drawn) => drawn.perfect())),
    withGap: lazily(() => levels((drawn) => drawn.withGap())),
    index: lazily(() => mean((drawn) => drawn.index())),
    indexBounds: lazily(() => bounds((drawn) => drawn.indexBounds())),
    indexBoundsWithThresholds: lazily(() => bounds((drawn) => drawn.indexBoundsWithThresholds())),
    assessable: [0, 1, 2, 3, 4, 5].map((level) => {
      const there = teams.reduce((sum, team) => sum + (team.drawn.assessable[level] === true ? team.people : 0), 0);
      return there >= ruleset.breadthShare * total - 1e-9;
    }),
  };
}

function weightedMean(draws: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(draws[0]!.length);
  draws.forEach((team, t) => {
    for (let draw = 0; draw < mean.length; draw++) mean[draw]! += (weights[t]! / total) * team[draw]!;
  });
  return mean;
}

/**
 * Characteristics of the workspace: the people-weighted mean of the teams where teams with at least half of the people are rated, else what
 * the workspace shows as a whole.
 */
export function rollUpEvidence(
  teams: readonly AssessedTeam[],
  workspace: ReadonlyMap<string, Evidence>,
  ruleset: Ruleset,
): Map<string, Evidence> {
  const total = teams.reduce((sum, team) => sum + team.people, 0);
  const merged = new Map(workspace);
  for (const [id, whole] of workspace) {
    const rated = teams.filter((team) => team.evidence.get(id)!.draws !== null && team.evidence.get(id) !== whole);
    const there = rated.reduce((sum, team) => sum + team.people, 0);
    if (there * 2 < total || rated.length === 0 || whole.status === "NA") continue;
    const own = rated.map((team) => team.evidence.get(id)!);
    const people = rated.map((team) => team.people);
    const draws = weightedMean(
      own.map((evidence) => evidence.draws!),
      people,
    );
    const families = new Set(own.flatMap((evidence) => evidence.families));
    const [low, high] = centralInterval(draws);
    if (high - low > ruleset.widestInterval) continue;
    merged.set(id, {
      ...whole,
      status: "rated",
      reason: null,
      draws,
      drawsWithThresholds: lazily(() =>
        weightedMean(
          own.map((evidence) => evidence.drawsWithThresholds!()),
          people,
        ),
      ),
      coverage: own.reduce((sum, evidence, t) => sum + (people[t]! / there) * evidence.coverage, 0),
      families: EVIDENCE_FAMILIES.filter((family) => families.has(family)),
      limitedBy: counted(own, (evidence) => evidence.limitedBy),
      flags: counted(own, (evidence) => evidence.flags),
      descriptorMatch: () => matchOf(whole, own, people, medianOf(draws)),
    });
  }
  return merged;
}

function matchOf(whole: Evidence, own: readonly Evidence[], people: readonly number[], median: number): number | null {
  const { kind, id } = whole.characteristic;
  if (kind === "pathology") return 1 - median;
  if (kind !== "limitation" && id !== "2.4") return median;
  const known = own.flatMap((evidence, t) => {
    const match = evidence.descriptorMatch();
    return match === null ? [] : [{ match, weight: people[t]! }];
  });
  const weight = known.reduce((sum, entry) => sum + entry.weight, 0);
  return weight === 0 ? null : known.reduce((sum, entry) => sum + entry.match * entry.weight, 0) / weight;
}

/** Each sentence once, with the number of teams it holds for. */
function counted(evidence: readonly Evidence[], of: (evidence: Evidence) => readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const one of evidence) for (const text of of(one)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Array.from(counts, ([text, count]) => `${text.replace(/\.$/, "")} (${count} of ${evidence.length} teams).`).toSorted();
}

/** Share of the people of assessed teams that are in teams at level k or above. */
export function breadthOf(teams: readonly AssessedTeam[]): Result["breadth"] {
  const total = teams.reduce((sum, team) => sum + team.people, 0);
  return ([2, 3, 4, 5] as const).map((level) => {
    const there = teams.filter((team) => (team.figures().best ?? 0) >= level);
    const share = total === 0 ? 0 : there.reduce((sum, team) => sum + team.people, 0) / total;
    return { level, peopleShare: round(share, 3), teams: there.length, of: teams.length };
  });
}

/** Why a level is not assessable for a workspace that is judged by its teams. */
export function openReasonOf(teams: readonly AssessedTeam[], level: Level, ruleset: Ruleset): string {
  const total = teams.reduce((sum, team) => sum + team.people, 0);
  const there = teams.reduce((sum, team) => sum + (team.drawn.assessable[level] === true ? team.people : 0), 0);
  if (there === 0) return `Level ${level} could not be judged in any team.`;
  if (there >= ruleset.breadthShare * total - 1e-9)
    return `In some teams only ${FEWEST_RATED} of the characteristics of level ${level} could be judged and one of them is not largely met: whether that is one gap too many depends on those that could not be judged.`;
  return `Level ${level} could be judged only in teams with ${percent(there / total)} of the people; ${percent(ruleset.breadthShare)} is needed.`;
}

/** P that a team is named as the weakest without being the one that blocks. */
const SURE_TO_BE_WEAKEST = 0.8;

/**
 * What holds a workspace of teams back from its next level: the team that is too far behind, or too few people at the level. Id of the latter is
 * `breadth` unless one team is almost surely the weakest. Then the characteristics that most people lack.
 */
export function teamGaps(teams: readonly AssessedTeam[], figures: LevelFigures, ruleset: Ruleset): Gap[] {
  if (figures.best === null || figures.best === 5) return [];
  const level = (figures.best + 1) as Level;
  const gap = (id: string, text: string): Gap => ({ kind: "team", level, id, sentence: text, rating: null, tolerated: false });
  const total = teams.reduce((sum, team) => sum + team.people, 0);
  const there = teams.reduce((sum, team) => sum + ((team.figures().best ?? 0) >= level ? team.people : 0), 0);
  const open = figures.openLevel !== null && figures.openLevel <= level;
  const gaps: Gap[] = [];
  if (ruleset.weakestTeamClause && !open) {
    const free = rollUpLevels(
      teams.map((team) => team.drawn.base),
      teams.map((team) => team.people),
      ruleset.breadthShare,
      false,
    );
    if (highestAt(atLeast(free), ruleset.bestEstimateAt) >= level)
      for (const team of teams.filter(({ figures: own }) => (own().best ?? 1) < level - 1))
        gaps.push(
          gap(
            team.id,
            `Team ${team.name} is at level ${team.figures().best ?? 1}: level ${level} needs every team to be at level ${level - 1} or above.`,
          ),
        );
  }
  if (gaps.length === 0 && !open && there < ruleset.breadthShare * total - 1e-9) {
    const text =
      there === 0
        ? `No team is at level ${level} or above, teams with ${percent(ruleset.breadthShare)} of the people are needed`
        : `Teams with ${percent(there / total)} of the people are at level ${level} or above, ${percent(ruleset.breadthShare)} is needed`;
    const weakest = surelyWeakest(teams);
    gaps.push(
      weakest !== null && (weakest.figures().best ?? 1) < level
        ? gap(weakest.id, `${text}; team ${weakest.name} is the furthest away.`)
        : gap("breadth", `${text}.`),
    );
  }
  return [...gaps, ...sharedGaps(teams, level, ruleset)];
}

function surelyWeakest(teams: readonly AssessedTeam[]): AssessedTeam | null {
  if (teams.length < 2) return null;
  const indexes = teams.map((team) => team.drawn.index());
  const count = indexes[0]!.length;
  const wins = new Uint32Array(teams.length);
  for (let draw = 0; draw < count; draw++) {
    const values = indexes.map((index) => index[draw]!);
    const least = Math.min(...values);
    if (values.filter((value) => value === least).length === 1) wins[values.indexOf(least)]!++;
  }
  return teams.find((_, t) => wins[t]! >= SURE_TO_BE_WEAKEST * count) ?? null;
}

/** Characteristics of the next level that teams with more people lack than the rule allows. */
function sharedGaps(teams: readonly AssessedTeam[], level: Level, ruleset: Ruleset): Gap[] {
  const total = teams.reduce((sum, team) => sum + team.people, 0);
  const lacking = new Map<string, { evidence: Evidence; people: number; teams: number }>();
  for (const team of teams)
    for (const { evidence, draws } of countedAt(team.evidence, level)) {
      if (draws === null || exceeds(medianOf(draws), ruleset.ratingBounds[1])) continue;
      const id = evidence.characteristic.id;
      const before = lacking.get(id) ?? { evidence, people: 0, teams: 0 };
      lacking.set(id, { evidence, people: before.people + team.people, teams: before.teams + 1 });
    }
  return Array.from(lacking.values())
    .filter(({ people }) => people > (1 - ruleset.breadthShare) * total + 1e-9)
    .toSorted((a, b) => b.people - a.people)
    .map(({ evidence, people, teams: count }) => ({
      kind: "characteristic" as const,
      level,
      id: evidence.characteristic.id,
      sentence: sentence(
        `${nameOf(evidence.characteristic)} is less than largely met in ${count} of ${teams.length} teams (${percent(people / total)} of the people)`,
      ),
      rating: null,
      tolerated: false,
    }));
}
