import type { Level } from "../../src/model/level.ts";
import type { PracticeId } from "../../fixtures/demo-organisation/practices.ts";
import type { OrganisationSpec, TeamSpec } from "../../fixtures/demo-organisation/spec.ts";

/**
 * Which habits carry out which sentence of the model: all of one list, whichever list is practised most. What the weekly round of level 2 does is
 * surpassed where statuses move with the work. Nothing here knows of a signal.
 */
export const CARRIED_BY: Readonly<Record<string, readonly (readonly PracticeId[])[]>> = {
  "2.1": [["shared-list", "work-is-logged"]],
  "2.2": [["owner-named", "owner-recorded"]],
  "2.3": [
    ["documented-workflow", "recurring-work-has-a-pattern"],
    ["documented-workflow", "intake-template"],
  ],
  "2.4": [["status-meeting"], ["status-moves-with-work"]],
  "2.5": [
    ["status-meeting", "lead-follows-up"],
    ["status-moves-with-work", "board-is-watched"],
  ],
  "3.1": [["review-is-a-stage", "enforced-paths", "intake-template", "pull-in-order", "triage-rota"]],
  "3.2": [["stage-owners", "stage-owners-recorded"]],
  "3.3": [["dependencies-planned", "dependencies-linked", "blockers-managed", "blockers-flagged"]],
  "3.4": [["board-is-watched", "status-moves-with-work", "standing-is-said"]],
  "3.5": [["dates-are-forecasts", "pull-in-order", "board-is-watched"]],
  "4.1": [["ageing-review", "figures-kept", "escalation-agreed"]],
  "4.2": [["bottleneck-relieved", "dates-renegotiated", "ageing-review"]],
  "4.3": [["paths-by-kind", "list-is-groomed"]],
  "4.4": [["workflow-is-developed", "wip-limited"]],
  "4.5": [["rules-remind"], ["rules-route"]],
  "5.1": [["architecture-reviewed"]],
  "5.2": [["ai-triages", "ai-executes"]],
  "5.3": [["rules-route", "rules-prioritise"]],
  "5.4": [["improvements-are-work"]],
  "5.5": [["capacity-adapts"]],
};

/** 0 = nobody does it, 1 = all do all of it; teams count by their people. */
export function practisedShare(sentence: string, { teams }: Pick<OrganisationSpec, "teams">): number {
  const people = teams.reduce((sum, team) => sum + team.people, 0);
  return teams.reduce((sum, { practices, people: own }) => {
    const share = (list: readonly PracticeId[]) => list.filter((id) => practices.includes(id)).length / list.length;
    return sum + (own / people) * Math.max(...CARRIED_BY[sentence]!.map(share));
  }, 0);
}

/** As a place on N, P, L, F: nothing of it, up to half, more, (nearly) all. */
export function trueRating(sentence: string, spec: Pick<OrganisationSpec, "teams">): 0 | 1 | 2 | 3 {
  const share = practisedShare(sentence, spec);
  return share <= 0.15 ? 0 : share <= 0.5 ? 1 : share <= 0.85 ? 2 : 3;
}

/** Share of the people that must be in teams at a level, and how many of a level's sentences may be practised in part. */
const BREADTH = 0.8;
const GAPS = 1;

/** The level by habits: that of the rule that results state, applied to what is practised instead of to what is seen. */
export function trueLevel({ teams }: Pick<OrganisationSpec, "teams">): Level {
  const people = teams.reduce((sum, team) => sum + team.people, 0);
  const levels = teams.map((team) => ({ people: team.people, level: levelOfTeam(team) }));
  const weakest = Math.min(...levels.map(({ level }) => level));
  const there = (k: number) => levels.reduce((sum, { level, people: own }) => sum + (level >= k ? own : 0), 0);
  return ([5, 4, 3, 2] as const).find((k) => weakest >= k - 1 && there(k) >= BREADTH * people - 1e-9) ?? 1;
}

function levelOfTeam(team: TeamSpec): Level {
  const attains = (k: Level): boolean => {
    const ratings = Object.keys(CARRIED_BY)
      .filter((id) => id.startsWith(`${k}.`) && id !== "4.5")
      .map((id) => trueRating(id, { teams: [team] }));
    return !ratings.includes(0) && ratings.filter((rating) => rating === 1).length <= GAPS;
  };
  return ([2, 3, 4, 5] as const).reduce<Level>((level, k) => (level === k - 1 && attains(k) ? k : level), 1);
}
