import { LEVEL_NAMES } from "../../model/level.ts";
import type { Roadmap, RoadmapPlan, RoadmapStep } from "../../model/roadmap.ts";
import { day, lastDay, percent, plural, quantityWithUnit } from "../wording.ts";

export const ACCOMPANYING_TITLE = "Beside them: filled in or set up, worth nothing alone";

/** Title and unit of a signal, by id. */
export type SignalNames = ReadonlyMap<string, { readonly title: string; readonly unit: string }>;

export function titleOf({ from, target, status }: Roadmap): string {
  if (status === "top") return "Level 5: there is no higher one";
  const to = `level ${target} ${LEVEL_NAMES[target]}`;
  return from === null || from >= target ? `Roadmap to ${to}` : `Roadmap from level ${from} ${LEVEL_NAMES[from]} to ${to}`;
}

/** What the steps say and what they do not say. */
export function leadOf(roadmap: Roadmap): string {
  const { status, target, reason, probabilityNow, robust, nominal } = roadmap;
  if (status !== "found") return `${reason ?? ""}${status === "not-assessable" ? " What would let it be judged is below." : ""}`;
  const chance = (robust ?? nominal)!.probability;
  const now = probabilityNow === null ? "" : `, now ${percent(probabilityNow)}`;
  const sure = robust === null ? " No set makes it surer than that." : "";
  return (
    `If the values below were observed for a full window and everything else stayed, the measured level would be ${target} (chance ${percent(chance)}${now}).${sure} ` +
    "This is arithmetic on the rules: it says neither what causes what nor how much work it is."
  );
}

/** What stands behind a step, a line each. */
export function factsOf(step: RoadmapStep): string[] {
  const { title, reference, now, observed, unit, characteristics, teams, alreadyThere, examples, stability } = step;
  // Of several teams each has its own; the whole, with those that are there already, would only confuse.
  const measured = now === null || teams.length > 0 ? "" : `${quantityWithUnit(now, unit)} now`;
  const wanted =
    observed === null
      ? "no target: a number to reach is soon one that is entered"
      : `${quantityWithUnit(observed, unit)} observed`;
  const lower = teams.map(({ team, value }) => `${team} (${quantityWithUnit(value, unit)})`);
  const there =
    alreadyThere === null ? "" : ` Already there: ${alreadyThere.team} (${quantityWithUnit(alreadyThere.value, unit)}).`;
  return [
    `${title} (${reference}): ${[measured, wanted].filter((part) => part !== "").join(", ")}; counts in ${characteristics.join(", ")}.`,
    ...(teams.length === 0 && there === ""
      ? []
      : [`${lower.length === 0 ? "" : `Not there: ${lower.join(", ")}.`}${there}`.trim()]),
    ...(examples.length === 0 ? [] : [`Today: ${examples.map(({ key, note }) => `${key} ${note}`).join("; ")}.`]),
    `Could show by half on ${day(step.halfVisibleAt)}, in full on ${day(step.fullyVisibleAt)} (looks back ${plural(step.windowWeeks, "week", "weeks")}).`,
    ...moveSentence(step),
    `Watch: ${step.guard}`,
    `In ${percent(stability)} of the answers when thresholds are moved by up to 15 %.`,
  ];
}

/** How far the whole has come in a quarter so far, so that a reader can tell a step from a leap. */
function moveSentence({ largestMove, unit }: RoadmapStep): string[] {
  if (largestMove === undefined) return [];
  if (largestMove === null) return ["From no end of a quarter to the next did the whole move that way in the last year."];
  const { from, to, since, until } = largestMove;
  return [
    `The whole's largest move in a quarter of the last year: ${quantityWithUnit(from, unit)} to ${quantityWithUnit(to, unit)} (${lastDay(since)} to ${lastDay(until)}).`,
  ];
}

export function alternativeOf(plan: RoadmapPlan, signals: SignalNames, withoutTarget: readonly string[]): string {
  const parts = Object.entries(plan.values).map(([id, value]) => {
    const signal = signals.get(id);
    const title = signal?.title ?? id;
    return withoutTarget.includes(id) ? `${title} (no target)` : `${title} ${quantityWithUnit(value, signal?.unit ?? "")}`;
  });
  return `${parts.join(", ")} (chance ${percent(plan.probability)})`;
}
