import { DIMENSIONS } from "../model/measure.ts";
import type { Judgement } from "./input.ts";
import { FEWEST_WEEKS } from "../model/window.ts";
import { plural } from "./wording.ts";

/** Why the recorded history is too short for a level, as a sentence; null where it is not, or where its length is not known. */
export function tooShort(recordedWeeks: number | null): string | null {
  if (recordedWeeks === null || recordedWeeks >= FEWEST_WEEKS) return null;
  if (recordedWeeks <= 0) return "Nothing was recorded before this date.";
  const weeks = Math.floor(recordedWeeks);
  const told = weeks === 0 ? "Less than a week" : `Only ${plural(weeks, "week", "weeks")}`;
  return `${told} of history ${weeks > 1 ? "come" : "comes"} before this date; at least ${FEWEST_WEEKS} weeks are needed.`;
}

/** The same judgement without anything that a few weeks cannot tell: no level, no index, no ratings. What the signals found stays. */
export function withheld(judgement: Judgement, reason: string, recordedWeeks: number): Judgement {
  const toSuffice = [`${plural(Math.ceil(FEWEST_WEEKS - recordedWeeks), "more week", "more weeks")} of history.`];
  const { level, c4, characteristics, teams } = judgement;
  return {
    level: {
      ...level,
      ...{ best: null, confirmed: null, probabilities: null, atLeast: null, strict: null, isoStrict: null },
      ...{ lower: 1, upper: 5, notAssessable: { level: 2, reason }, gaps: [] },
    },
    index: {
      ...{ score100: null, score5: null, interval90: null, interval90WithThresholds: null, minimalDetectableChange: null },
      groups: Object.fromEntries(
        Object.keys(judgement.index.groups).map((group) => [group, null]),
      ) as Judgement["index"]["groups"],
    },
    c4: Object.fromEntries(
      DIMENSIONS.map((name) => [name, { ...c4[name], score: null, interval90: null, institutionalisation: null }]),
    ) as Judgement["c4"],
    characteristics: characteristics.map((one) =>
      one.rating === "NA"
        ? one
        : {
            ...one,
            rating: "I",
            attainment: null,
            interval90: null,
            descriptorMatch: null,
            limitedBy: [],
            flags: [],
            reason,
            toSuffice,
          },
    ),
    teams: teams.map((team) =>
      team.status === "suppressed"
        ? team
        : { ...team, status: "insufficient", reason, level: null, index: null, characteristics: [] },
    ),
    breadth: [],
    next: [
      {
        kind: "evidence",
        sentence: `A level can be named with ${toSuffice[0]!.replace(/\.$/, "")}; until then only what the signals find is told.`,
        characteristic: null,
      },
      ...judgement.next.filter(({ kind }) => kind === "evidence"),
    ],
  };
}
