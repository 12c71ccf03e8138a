import type { JudgeInput, Judgement } from "../maturity/input.ts";
import type { Measure } from "../model/measure.ts";

type Measures = Readonly<Record<string, Measure>>;

/** What the judge was asked at one date, and what it said. */
export interface Judged {
  readonly input: JudgeInput;
  readonly judgement: Judgement;
}

export interface CommonEvidence {
  readonly before: JudgeInput;
  readonly after: JudgeInput;
  /** Signals of the workspace as a whole that are measured at one of the two dates only. */
  readonly signalsOfOne: readonly string[];
  /** Teams that are judged at one of the two dates only. */
  readonly teamsOfOne: readonly string[];
}

/**
 * The same two questions with only those answers that there are at both dates, scope by scope, so that a difference between the two judgements is
 * none of what happened to be measurable. Null when nothing has to be left out.
 */
export function commonEvidence(before: Judged, after: Judged): CommonEvidence | null {
  const assessed = ({ judgement }: Judged) =>
    new Set(judgement.teams.filter(({ status }) => status === "assessed").map(({ id }) => id));
  const [teamsBefore, teamsAfter] = [assessed(before), assessed(after)];
  const teamsOfOne = [...teamsBefore.symmetricDifference(teamsAfter)].sort();
  const shared = teamsBefore.intersection(teamsAfter);
  const whole = ofBoth(before.input.workspace.measures, after.input.workspace.measures);
  const teams = before.input.teams
    .filter(({ id }) => shared.has(id))
    .map((earlier) => {
      const later = after.input.teams.find(({ id }) => id === earlier.id)!;
      return { earlier, later, measures: ofBoth(earlier.measures ?? {}, later.measures ?? {}) };
    });
  if (teamsOfOne.length === 0 && whole.left.length === 0 && teams.every(({ measures }) => measures.left.length === 0))
    return null;
  return {
    before: {
      ...before.input,
      workspace: { ...before.input.workspace, measures: whole.before },
      teams: teams.map(({ earlier, measures }) => ({ ...earlier, measures: measures.before })),
    },
    after: {
      ...after.input,
      workspace: { ...after.input.workspace, measures: whole.after },
      teams: teams.map(({ later, measures }) => ({ ...later, measures: measures.after })),
    },
    signalsOfOne: whole.left,
    teamsOfOne,
  };
}

/** `left`: ids of the signals that have a value on one side only. */
function ofBoth(before: Measures, after: Measures): { before: Measures; after: Measures; left: readonly string[] } {
  const left = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((id) => (before[id]?.outcome === "measured") !== (after[id]?.outcome === "measured"))
    .sort();
  if (left.length === 0) return { before, after, left };
  const absent = Object.fromEntries(left.map((id) => [id, ABSENT]));
  return { before: { ...before, ...absent }, after: { ...after, ...absent }, left };
}

const ABSENT: Measure = {
  outcome: "insufficient-data",
  reason: "It is measured at one of the two dates only.",
  sampleSize: 0,
  needed: null,
  excluded: {},
};
