import type { Characteristic } from "../model/level.ts";
import type { Measure } from "../model/measure.ts";
import type { Evidence, Judging, Scope } from "./scope.ts";

/** What is kept of a piece of evidence: what it comes to, without what only some ask for later. */
export type KeptEvidence = Omit<Evidence, "drawsWithThresholds" | "descriptorMatch">;

/**
 * Evidence found before, for one ruleset. A date is judged by itself and again in each comparison, mostly on the very same answers: what is left out for
 * want of a counterpart touches few characteristics. Pieces hold a draw list each (8 kB), so that this is bounded.
 */
export interface EvidenceMemory {
  find(name: string): KeptEvidence | undefined;
  keep(name: string, evidence: KeptEvidence): void;
  /** A number for an answer: the same object, the same number. */
  numberOf(measure: Measure): number;
}

/** 22 dates of a workspace of eight teams, 40 MB. */
const MOST_PIECES = 5_000;

export function evidenceMemory(): EvidenceMemory {
  /** Last asked for, last. */
  const kept = new Map<string, KeptEvidence>();
  const numbers = new WeakMap<Measure, number>();
  let given = 0;
  return {
    find(name) {
      const found = kept.get(name);
      if (found === undefined) return undefined;
      kept.delete(name);
      kept.set(name, found);
      return found;
    },
    keep(name, evidence) {
      kept.set(name, evidence);
      if (kept.size > MOST_PIECES) kept.delete(kept.keys().next().value!);
    },
    numberOf(measure) {
      let number = numbers.get(measure);
      if (number === undefined) numbers.set(measure, (number = given++));
      return number;
    },
  };
}

/** All that a piece of evidence depends on besides the ruleset: its scope, its answers, and what is known of the scope. */
export function evidenceName(characteristic: Characteristic, scope: Scope, judging: Judging, memory: EvidenceMemory): string {
  const { logQuality, flowBalance, finishedItems, historyWeeks, configurationHistory } = scope;
  const answers = Object.keys(judging.ruleset.weights[characteristic.id]!).map((id) => {
    const measure = scope.measures[id];
    return measure === undefined ? "-" : memory.numberOf(measure);
  });
  const numbers = [judging.teamCount, logQuality, flowBalance, finishedItems, historyWeeks, configurationHistory, ...answers];
  return `${JSON.stringify([scope.id, characteristic.id, judging.seed])} ${numbers.join(" ")}`;
}
