import type { EvidenceMemory } from "../maturity/evidence-memory.ts";
import { SMALLEST_CHANGE } from "../maturity/index-score.ts";
import { judgeAlike } from "../maturity/judge-alike.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { IndexVerdict } from "../model/result.ts";
import type { ChangeVerdict, TrendChange } from "../model/trend.ts";
import { commonEvidence, type Judged } from "./common-evidence.ts";

/** One date as far as comparing needs it. */
export interface ComparedPoint extends Judged {
  /** ISO instant. */
  readonly asOf: string;
  /** First days of the shutdown weeks in its window. */
  readonly shutdownWeeks: readonly string[];
  /** False: nothing is said about this date, whatever `judgement` holds. */
  readonly isJudged: boolean;
}

/**
 * Smallest difference between two indexes that is not noise: 1.96 times the standard error of the difference, which is MDC95 = 1.96 sqrt(2) SEM where
 * both are equally sure. Windows that overlap make the true error smaller, so that this errs towards "no detectable change".
 */
export function detectableDifference(
  before: Pick<IndexVerdict, "minimalDetectableChange">,
  after: Pick<IndexVerdict, "minimalDetectableChange">,
): number {
  const [a, b] = [before.minimalDetectableChange ?? 0, after.minimalDetectableChange ?? 0];
  return Math.max(SMALLEST_CHANGE, hundredths(Math.sqrt((a * a + b * b) / 2)));
}

/** What changed between two dates, on the evidence that there is at both. `memory`: for whoever compares many. */
export function changeBetween(
  before: ComparedPoint,
  after: ComparedPoint,
  ruleset: Ruleset,
  memory: EvidenceMemory | null = null,
): TrendChange {
  const published = difference(before.judgement.index.score5, after.judgement.index.score5);
  const levels = difference(before.judgement.level.best, after.judgement.level.best);
  const nothing = { since: before.asOf, index: null, indexAsPublished: null, minimalDetectableChange: null, levels: null };
  if (!before.isJudged || !after.isJudged || published === null)
    return { ...nothing, verdict: "not-comparable", notes: ["One of the two dates has no level to compare."] };
  const common = commonEvidence(before, after);
  const alike = judgeAlike(common?.before ?? before.input, common?.after ?? after.input, ruleset, memory);
  const { before: earlier, after: later, ratedOnce } = alike;
  const index = difference(earlier?.score5 ?? null, later?.score5 ?? null);
  const notes: string[] = [];
  if (common !== null) notes.push(...evidenceNotes(common.signalsOfOne.length, common.teamsOfOne.length));
  if (ratedOnce.length > 0) {
    const [sentences, are] = ratedOnce.length === 1 ? ["sentence", "is"] : ["sentences", "are"];
    notes.push(
      `${ratedOnce.length} ${sentences} of the model could be rated at one of the two dates only and ${are} left out: ${ratedOnce.join(", ")}.`,
    );
  }
  if (index === null || earlier === null || later === null) {
    notes.push("What could be measured at both dates is too little to judge a level.");
    return { ...nothing, indexAsPublished: published, levels, verdict: "not-comparable", notes };
  }
  const minimalDetectableChange = detectableDifference(earlier, later);
  const figures = { since: before.asOf, index, indexAsPublished: published, minimalDetectableChange, levels };
  if (hasShutdown(before) !== hasShutdown(after)) {
    const [one, other] = hasShutdown(before) ? ["earlier", "later"] : ["later", "earlier"];
    notes.push(`The window of the ${one} date holds a shutdown and that of the ${other} does not.`);
    return { ...figures, verdict: "not-comparable", notes };
  }
  return { ...figures, verdict: verdictOf(index, minimalDetectableChange), notes };
}

export function hasShutdown({ shutdownWeeks }: Pick<ComparedPoint, "shutdownWeeks">): boolean {
  return shutdownWeeks.length > 0;
}

function verdictOf(index: number, minimalDetectableChange: number): ChangeVerdict {
  if (Math.abs(index) < minimalDetectableChange) return "none";
  return index > 0 ? "rise" : "fall";
}

function evidenceNotes(signals: number, teams: number): string[] {
  const left = [
    signals === 0 ? null : `${signals} ${signals === 1 ? "signal" : "signals"}`,
    teams === 0 ? null : `${teams} ${teams === 1 ? "team" : "teams"}`,
  ].filter((part) => part !== null);
  return [
    left.length === 0
      ? "Some signals of single teams could be measured at one of the two dates only and are left out."
      : `${left.join(" and ")} could be judged at one of the two dates only and ${signals + teams === 1 ? "is" : "are"} left out.`,
  ];
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : hundredths(after - before);
}

/** Published numbers have two decimals; so have their differences. */
function hundredths(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}
