import type { Characteristic, Requirements } from "../model/level.ts";
import type { ScopeDiagnostics } from "./input.ts";
import type { MissingSignal, UsableSignal } from "./sufficiency.ts";
import { clause, listed, plural, sentence, titleInside } from "./wording.ts";

interface Found {
  readonly used: readonly UsableSignal[];
  readonly missing: readonly MissingSignal[];
}

/** What a characteristic needs besides the weight of its signals and does not have, as a sentence, and what would mend it; null = nothing. */
export interface Unmet {
  readonly reason: string;
  /** Null where no more of the same work would help. */
  readonly toSuffice: string | null;
}

export function unmetRequirement(
  { requires, parts }: Pick<Characteristic, "requires" | "parts">,
  found: Found,
  scope: ScopeDiagnostics,
): Unmet | null {
  return (
    (requires === undefined ? null : unmet(requires, found, scope)) ?? (parts === undefined ? null : missingParts(parts, found))
  );
}

function unmet(requires: Requirements, found: Found, scope: ScopeDiagnostics): Unmet | null {
  const { finishedItems, historyWeeks } = requires;
  const finished = scope.finishedItems ?? null;
  if (finishedItems !== undefined && finished !== null && finished < finishedItems)
    return {
      reason: `Only ${plural(finished, "item was", "items were")} finished in 26 weeks; ${finishedItems} are needed.`,
      toSuffice: `${plural(finishedItems - finished, "more finished item", "more finished items")} in 26 weeks.`,
    };
  const weeks = scope.historyWeeks ?? null;
  const excused = requires.orConfigurationHistory === true && scope.configurationHistory === true;
  if (historyWeeks !== undefined && weeks !== null && weeks < historyWeeks && !excused)
    return {
      reason: `The history is ${plural(Math.floor(weeks), "week", "weeks")} long; ${historyWeeks} are needed to see whether the way of working changes.`,
      toSuffice: `${plural(Math.ceil(historyWeeks - weeks), "more week", "more weeks")} of history.`,
    };
  return missingSignals(requires.signals ?? [], found) ?? noneOf(requires.oneOf ?? [], found);
}

function missingSignals(ids: readonly string[], { missing }: Found): Unmet | null {
  const gone = missing.filter(({ id, measure }) => ids.includes(id) && measure.outcome !== "not-applicable");
  if (gone.length === 0) return null;
  const told = gone.map(({ title, measure }) => `${titleInside(title)} (${clause(measure.reason)})`);
  return { reason: sentence(`It cannot be judged without ${listed(told)}`), toSuffice: null };
}

function noneOf(wanted: NonNullable<Requirements["oneOf"]>, { used, missing }: Found): Unmet | null {
  if (wanted.length === 0) return null;
  const has = wanted.some(({ signal, detail, atLeast }) => {
    const own = used.find(({ id }) => id === signal);
    if (own === undefined) return false;
    const shown = detail === undefined ? undefined : own.measure.details[detail];
    return shown === undefined || shown >= (atLeast ?? 0);
  });
  if (has) return null;
  const titles = wanted.map(
    ({ signal }) =>
      [...used.map(({ id, info }) => ({ id, title: info.title })), ...missing].find(({ id }) => id === signal)?.title ?? signal,
  );
  return { reason: sentence(`Too little of ${titles.map(titleInside).join(" and of ")} can be seen`), toSuffice: null };
}

/** A part shows when at least one of its signals was measured. One that does not apply is not asked for. */
function missingParts({ needed, of }: NonNullable<Characteristic["parts"]>, { used, missing }: Found): Unmet | null {
  const shown = of.filter(({ signals }) => used.some(({ id }) => signals.includes(id)));
  const naught = of.filter(({ signals }) =>
    signals.every((id) => missing.some((one) => one.id === id && one.measure.outcome === "not-applicable")),
  );
  if (shown.length >= Math.min(needed, of.length - naught.length)) return null;
  const names = listed(of.map(({ name }) => name));
  return {
    reason: `Of ${names} only ${shown.length === 0 ? "none" : listed(shown.map(({ name }) => name))} could be measured; ${needed} are needed.`,
    toSuffice: null,
  };
}
