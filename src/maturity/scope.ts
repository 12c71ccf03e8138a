import type { Characteristic } from "../model/level.ts";
import type { EvidenceFamily, Measure } from "../model/measure.ts";
import type { CharacteristicVerdict } from "../model/result.ts";
import { attainment, reliability } from "./attainment.ts";
import { descriptorMatchOf } from "./descriptor-match.ts";
import { EXTENDED_RUNGS, type LadderScale, desirabilityAt, rungValue } from "./desirability.ts";
import {
  type DrawnSignal,
  type ThresholdDraws,
  centralInterval,
  drawLadders,
  drawSignal,
  drawWeights,
  keptOrder,
  medianOf,
  rangeOf,
} from "./draws.ts";
import { type EvidenceMemory, evidenceName } from "./evidence-memory.ts";
import type { ScopeDiagnostics, SignalInfo } from "./input.ts";
import { lazily } from "./lazily.ts";
import type { Profile } from "./level-rule.ts";
import { gateOf, meanOver, staticCaps } from "./limits.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import { whatSuffices } from "./what-suffices.ts";
import { type Sufficiency, type UsableSignal, sufficiencyOf } from "./sufficiency.ts";
import { percent } from "./wording.ts";

/** Everything that all scopes share in one judgement. Drawn ladders and weights are made once, so that every scope meets the same thresholds. */
export interface Judging {
  readonly ruleset: Ruleset;
  readonly seed: string;
  readonly signals: ReadonlyMap<string, SignalInfo>;
  readonly scales: ReadonlyMap<string, LadderScale>;
  readonly characteristics: readonly Characteristic[];
  readonly teamCount: number;
  readonly thresholds: ThresholdDraws;
  /** Of the same ruleset. */
  readonly memory: EvidenceMemory | null;
}

/** One characteristic in one scope. Draws are attainments, one a draw; both are there exactly when it is rated. */
export interface Evidence {
  readonly characteristic: Characteristic;
  readonly status: "rated" | "I" | "NA";
  readonly reason: string | null;
  readonly draws: Float64Array | null;
  /** The same draws under moved ladders and weights, made when they are first asked for. */
  readonly drawsWithThresholds: (() => Float64Array) | null;
  readonly coverage: number;
  readonly families: readonly EvidenceFamily[];
  readonly signals: CharacteristicVerdict["signals"];
  readonly limitedBy: readonly string[];
  readonly flags: readonly string[];
  /** Asks for the middle of the draws, which means sorting them. */
  readonly descriptorMatch: () => number | null;
  readonly missing: Sufficiency["missing"];
  /** What would make the evidence sufficient or whole. */
  readonly toSuffice: readonly string[];
  /** Where the sentence names several things: the power mean of each by itself, null = not measured. */
  readonly parts: readonly { readonly name: string; readonly attainment: number | null }[];
  /** Attainment never exceeds it, however good the values are; 1 = nothing holds it down. */
  readonly cap: number;
}

export interface Scope extends ScopeDiagnostics {
  readonly id: string;
  readonly measures: Readonly<Record<string, Measure>>;
}

/** Judges every characteristic of a scope by its own measures. One uniform a signal and draw is shared by all characteristics that use it. */
export function judgeScope(scope: Scope, judging: Judging): Map<string, Evidence> {
  const cache = new Map<string, DrawnSignal>();
  const drawnOf = (signal: UsableSignal): DrawnSignal => {
    let drawn = cache.get(signal.id);
    if (drawn === undefined) {
      const order = keptOrder(judging.thresholds, judging.seed, scope.id, signal.id, judging.ruleset.draws);
      drawn = drawSignal(signal.measure.distribution, judging.scales.get(signal.id)!, order, judging.ruleset.overdispersion);
      cache.set(signal.id, drawn);
    }
    return drawn;
  };
  const judged = (characteristic: Characteristic): Evidence =>
    judgeCharacteristic(characteristic, sufficiencyOf(characteristic, { ...scope, ...judging }), scope, judging, drawnOf);
  return new Map(judging.characteristics.map((one) => [one.id, remembered(one, scope, judging, () => judged(one))]));
}

/** Evidence as it was found before, where there is a memory of it; what was not kept is found anew if it is asked for. */
function remembered(characteristic: Characteristic, scope: Scope, judging: Judging, judged: () => Evidence): Evidence {
  const { memory } = judging;
  if (memory === null) return judged();
  const name = evidenceName(characteristic, scope, judging, memory);
  const kept = memory.find(name);
  if (kept === undefined) {
    const found = judged();
    const { drawsWithThresholds: _, descriptorMatch: __, ...rest } = found;
    memory.keep(name, rest);
    return found;
  }
  const again = lazily(judged);
  return {
    ...kept,
    drawsWithThresholds: kept.draws === null ? null : () => again().drawsWithThresholds!(),
    descriptorMatch: () => again().descriptorMatch(),
  };
}

function judgeCharacteristic(
  characteristic: Characteristic,
  sufficiency: Sufficiency,
  scope: Scope,
  judging: Judging,
  drawnOf: (signal: UsableSignal) => DrawnSignal,
): Evidence {
  const { ruleset } = judging;
  const { used, refusal } = sufficiency;
  // Desirability never falls along the scale, so that its median is the desirability of the median.
  const medians = new Map(
    used.map((signal) => [signal.id, desirabilityOf(characteristic, signal, drawnOf(signal).median, judging)]),
  );
  const suffices = (isRated: boolean): string[] =>
    whatSuffices(characteristic, sufficiency.missing, sufficiency.unmet?.toSuffice ?? null, isRated);
  const base = {
    characteristic,
    toSuffice: suffices(false),
    parts: partsOf(characteristic, used, medians, ruleset),
    coverage: sufficiency.coverage,
    families: sufficiency.families,
    signals: signalVerdicts(characteristic, medians, judging),
    missing: sufficiency.missing,
    descriptorMatch: () => null,
    draws: null,
    drawsWithThresholds: null,
    cap: 1,
  };
  if (refusal !== null) return { ...base, ...refusal, limitedBy: [], flags: [] };

  const caps = staticCaps(characteristic, sufficiency, medians, ruleset, scope.configurationHistory);
  const cap = Math.min(1, ...caps.map((limit) => limit.cap));
  const plain = used.map((signal) => desirabilitiesOf(characteristic, signal, drawnOf(signal).positions, judging));
  const draws = attainmentDraws(used, plain, null, cap, ruleset);
  const limits = gateOf(used, medians, caps, ruleset);
  // What is all within the interval need not be sorted for it.
  const [low, high] = rangeOf(draws) > ruleset.widestInterval ? centralInterval(draws) : [0, 0];
  if (high - low > ruleset.widestInterval)
    return {
      ...base,
      status: "I",
      reason: `The data leave it open: anything from ${percent(low)} to ${percent(high)} is plausible.`,
      toSuffice: [enoughMore((high - low) / ruleset.widestInterval), ...suffices(true)],
      limitedBy: [],
      flags: limits.flags,
    };
  // A permissive sentence that is not seen is not broken: most of what it allows happens where trackers cannot look.
  if (characteristic.kind === "permissive" && medianOf(draws) <= ruleset.ratingBounds[0])
    return {
      ...base,
      status: "I",
      reason: "Not observed here, which does not mean that it is not done.",
      limitedBy: [],
      flags: [],
    };

  // Thresholds that move matter to the index alone, and these never reach it.
  const counts = characteristic.level > 1 && characteristic.kind !== "permissive";
  const moved = lazily(() =>
    attainmentDraws(
      used,
      used.map((signal) => movedDraws(characteristic, signal, drawnOf(signal).positions, judging)),
      used.map(({ id }) => weightDrawsOf(characteristic, id, judging)),
      cap,
      ruleset,
    ),
  );
  return {
    ...base,
    status: "rated",
    reason: null,
    toSuffice: suffices(true),
    draws,
    cap,
    drawsWithThresholds: counts ? moved : () => draws,
    limitedBy: limits.sentences,
    flags: limits.flags,
    descriptorMatch: () => descriptorMatchOf(characteristic, medianOf(draws), scope.measures, judging),
  };
}

/** An interval shrinks with the root of the sample. */
function enoughMore(tooWideBy: number): string {
  return `About ${(Math.ceil(10 * tooWideBy ** 2) / 10).toFixed(1)} times as many observations as there are now.`;
}

function partsOf(
  { parts }: Characteristic,
  used: readonly UsableSignal[],
  medians: ReadonlyMap<string, number>,
  ruleset: Ruleset,
): Evidence["parts"] {
  return (parts?.of ?? []).map(({ name, signals }) => {
    const own = used.filter(({ id }) => signals.includes(id));
    return { name, attainment: own.length === 0 ? null : meanOver(own, medians, ruleset) };
  });
}

function desirabilityOf(characteristic: Characteristic, signal: UsableSignal, position: number, judging: Judging): number {
  const rungs = judging.scales.get(signal.id)!.positions;
  const value = desirabilityAt(rungs, 0, characteristic.level, judging.ruleset.ratingBounds, position);
  return Math.min(value, signal.measure.cap ?? 1);
}

/** `desirabilityOf` every position. */
function desirabilitiesOf(
  characteristic: Characteristic,
  signal: UsableSignal,
  positions: Float64Array,
  judging: Judging,
): Float64Array {
  const rungs = judging.scales.get(signal.id)!.positions;
  const { ratingBounds } = judging.ruleset;
  const top = signal.measure.cap ?? 1;
  const found = new Float64Array(positions.length);
  for (let draw = 0; draw < found.length; draw++)
    found[draw] = Math.min(desirabilityAt(rungs, 0, characteristic.level, ratingBounds, positions[draw]!), top);
  return found;
}

/** Drawn weights of one signal in one characteristic: the same for every scope, whatever else is measured there. */
function weightDrawsOf(characteristic: Characteristic, signal: string, { thresholds, ruleset, seed }: Judging): Float64Array {
  const key = `${characteristic.id}/${signal}`;
  let draws = thresholds.weights.get(key);
  if (draws === undefined) {
    draws = drawWeights(ruleset.weights[characteristic.id]![signal]!, seed, key, ruleset.draws);
    thresholds.weights.set(key, draws);
  }
  return draws;
}

function movedDraws(
  characteristic: Characteristic,
  signal: UsableSignal,
  positions: Float64Array,
  judging: Judging,
): Float64Array {
  const key = `${signal.id}/${signal.info.unit}`;
  let ladders = judging.thresholds.ladders.get(key);
  if (ladders === undefined) {
    ladders = drawLadders(judging.scales.get(signal.id)!, judging.seed, judging.ruleset.draws);
    judging.thresholds.ladders.set(key, ladders);
  }
  const rungs = ladders;
  const { ratingBounds } = judging.ruleset;
  const top = signal.measure.cap ?? 1;
  const found = new Float64Array(positions.length);
  for (let draw = 0; draw < found.length; draw++)
    found[draw] = Math.min(
      desirabilityAt(rungs, draw * EXTENDED_RUNGS, characteristic.level, ratingBounds, positions[draw]!),
      top,
    );
  return found;
}

/** `movedWeights`: weights by draw for each of `used`, or null for the ruleset's own. */
function attainmentDraws(
  used: readonly UsableSignal[],
  desirabilities: readonly Float64Array[],
  movedWeights: readonly Float64Array[] | null,
  cap: number,
  ruleset: Ruleset,
): Float64Array {
  const size = used.length;
  const trust = used.map(({ measure, info }) => reliability(measure.sampleSize, info.minimumSample));
  const primary = Uint8Array.from(used, (signal) => (signal.primary ? 1 : 0));
  const weights = Float64Array.from(used, (signal, s) => signal.weight * trust[s]!);
  const values = new Float64Array(size);
  const draws = new Float64Array(ruleset.draws);
  for (let draw = 0; draw < draws.length; draw++) {
    for (let s = 0; s < size; s++) {
      values[s] = desirabilities[s]![draw]!;
      if (movedWeights !== null) weights[s] = movedWeights[s]![draw]! * trust[s]!;
    }
    draws[draw] = attainment(values, weights, primary, cap, ruleset);
  }
  return draws;
}

function signalVerdicts(
  characteristic: Characteristic,
  medians: ReadonlyMap<string, number>,
  { ruleset, scales }: Judging,
): CharacteristicVerdict["signals"] {
  const rung = Math.max(characteristic.level, 2);
  const primaries = new Set(characteristic.signals.filter((signal) => signal.primary).map((signal) => signal.id));
  return Object.entries(ruleset.weights[characteristic.id]!)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([id, weight]) => ({
      id,
      weight,
      primary: primaries.has(id),
      desirability: medians.get(id) ?? null,
      largely: rungValue(scales.get(id)!, rung),
      fully: rungValue(scales.get(id)!, rung + 1),
    }));
}

/** What the level rule reads. */
export function profileOf(evidence: ReadonlyMap<string, Evidence>, layer: "sampling" | "thresholds"): Profile {
  return Array.from(evidence.values(), ({ characteristic, status, draws, drawsWithThresholds }) => ({
    id: characteristic.id,
    level: characteristic.level,
    counts: characteristic.level > 1 && characteristic.kind !== "permissive",
    status,
    draws: layer === "sampling" ? draws : (drawsWithThresholds?.() ?? null),
  }));
}
