import type { Characteristic } from "../model/level.ts";
import { EVIDENCE_FAMILIES, type EvidenceFamily, type Measure, type Measured } from "../model/measure.ts";
import type { ScopeDiagnostics, SignalInfo } from "./input.ts";
import { unmetRequirement, type Unmet } from "./requirements.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import { clause, listed, percent, sentence, titleInside } from "./wording.ts";

/** Arrivals and departures further apart than this (D2) leave no steady flow whose predictability could be judged. */
const MOST_UNBALANCED_FLOW = 0.5;

export interface UsableSignal {
  readonly id: string;
  readonly weight: number;
  readonly primary: boolean;
  readonly measure: Measured;
  readonly info: SignalInfo;
}

export interface MissingSignal {
  readonly id: string;
  readonly title: string;
  readonly measure: Exclude<Measure, Measured>;
}

/** What there is to judge one characteristic by. `refusal` says why it is not enough; it depends on what was measured, never on the values. */
export interface Sufficiency {
  readonly used: readonly UsableSignal[];
  readonly missing: readonly MissingSignal[];
  /** Measured share of the weight of the signals that apply, 0-1. */
  readonly coverage: number;
  readonly families: readonly EvidenceFamily[];
  readonly refusal: { readonly status: "I" | "NA"; readonly reason: string } | null;
  /** What there must be besides signals and is not. */
  readonly unmet: Unmet | null;
}

export interface SufficiencyContext extends ScopeDiagnostics {
  readonly measures: Readonly<Record<string, Measure>>;
  readonly signals: ReadonlyMap<string, SignalInfo>;
  readonly ruleset: Ruleset;
  /** How many teams the workspace has; with one there are no dependencies between teams. */
  readonly teamCount: number;
}

export function sufficiencyOf(characteristic: Characteristic, context: SufficiencyContext): Sufficiency {
  const { ruleset } = context;
  const weights = ruleset.weights[characteristic.id]!;
  const primaries = new Set(characteristic.signals.filter((signal) => signal.primary).map((signal) => signal.id));
  const used: UsableSignal[] = [];
  const missing: MissingSignal[] = [];
  let applicable = 0;
  let measured = 0;
  for (const id of Object.keys(weights).toSorted()) {
    const weight = weights[id]!;
    const info = context.signals.get(id)!;
    const measure = usableMeasure(info, context);
    if (measure.outcome !== "not-applicable") applicable += weight;
    if (measure.outcome === "measured") {
      measured += weight;
      used.push({ id, weight, primary: primaries.has(id), measure, info });
    } else missing.push({ id, title: info.title, measure });
  }
  const found = new Set(used.flatMap((signal) => signal.info.families));
  const partial = {
    used,
    missing,
    coverage: applicable === 0 ? 0 : measured / applicable,
    families: EVIDENCE_FAMILIES.filter((family) => found.has(family)),
  };
  const unmet = unmetRequirement(characteristic, partial, context);
  return { ...partial, unmet, refusal: refusalOf(characteristic, { ...partial, unmet }, applicable, primaries, context) };
}

function usableMeasure(info: SignalInfo, context: SufficiencyContext): Measure {
  const measure = context.measures[info.id] ?? { outcome: "not-supported", reason: "it was not measured", by: "version" };
  if (measure.outcome !== "measured") return measure;
  if (!Number.isFinite(measure.value)) return { outcome: "failed", reason: "it gave no finite number" };
  const quality = context.logQuality ?? null;
  if (quality !== null && quality < context.ruleset.minimumLogQuality && info.families.includes("event"))
    return {
      outcome: "insufficient-data",
      reason: `only ${percent(quality)} of the history is good enough to tell when things happened (${percent(context.ruleset.minimumLogQuality)} is needed)`,
      sampleSize: measure.sampleSize,
      needed: null,
      excluded: measure.excluded,
    };
  return measure;
}

function refusalOf(
  characteristic: Characteristic,
  { used, missing, coverage, unmet }: Pick<Sufficiency, "used" | "missing" | "coverage" | "unmet">,
  applicable: number,
  primaries: ReadonlySet<string>,
  context: SufficiencyContext,
): Sufficiency["refusal"] {
  if (characteristic.id === "3.3" && context.teamCount === 1)
    return { status: "NA", reason: "There is only one team, so no work depends on another." };
  if (applicable === 0) return { status: "NA", reason: sentence(`None of it applies here. ${reasons(missing)}`) };
  const flow = context.flowBalance ?? null;
  if (characteristic.id === "3.5" && flow !== null && Math.abs(flow) > MOST_UNBALANCED_FLOW)
    return {
      status: "I",
      reason: `Much ${flow > 0 ? "more work arrives than is finished" : "more work is finished than arrives"}, so there is no steady flow whose predictability could be judged.`,
    };
  if (coverage < context.ruleset.minimumCoverage - 1e-9)
    return {
      status: "I",
      reason: sentence(
        `${coverage === 0 ? "None" : `Only ${percent(coverage)}`} of the evidence for this could be measured, ${percent(context.ruleset.minimumCoverage)} is needed. ${reasons(missing)}`,
      ),
    };
  if (primaries.size > 0 && !used.some((signal) => signal.primary))
    return {
      status: "I",
      reason: sentence(
        `The evidence that this rests on could not be measured. ${reasons(missing.filter(({ id }) => primaries.has(id)))}`,
      ),
    };
  if (unmet !== null) return { status: "I", reason: unmet.reason };
  return null;
}

/** What is missing and why, as sentences; what this version does not measure at all comes last and together. */
function reasons(missing: readonly MissingSignal[]): string {
  const told = missing.filter(
    ({ measure }) => measure.outcome !== "not-applicable" || missing.every((other) => other.measure.outcome === "not-applicable"),
  );
  const isAwaited = ({ measure }: MissingSignal): boolean => measure.outcome === "not-supported" && measure.by === "version";
  const own = told
    .filter((one) => !isAwaited(one))
    .map(({ title, measure }) => `${titleInside(title)} (${clause(measure.reason)})`);
  const awaited = told.filter(isAwaited).map(({ title }) => titleInside(title));
  return [
    ...(own.length === 0 ? [] : [`Missing: ${own.join("; ")}.`]),
    ...(awaited.length === 0 ? [] : [`This version does not measure ${listed(awaited)} yet.`]),
  ].join(" ");
}
