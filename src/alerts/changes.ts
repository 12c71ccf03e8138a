import type { Alert, AlertKind, AlertRule } from "../model/alert.ts";
import type { Comparison } from "../model/comparison.ts";
import { LEVEL_NAMES, type Level } from "../model/level.ts";
import type { Result, SignalVerdict } from "../model/result.ts";

/** Two judgements of a workspace that follow each other, and how much of their difference is the work. */
export interface Judgements {
  readonly before: Result;
  readonly after: Result;
  readonly comparison: Comparison;
}

/** The kinds that two judgements can tell about. */
type ChangeKind = Exclude<AlertKind, "scan-failed" | "scan-stale">;

interface Finding {
  readonly kinds: readonly ChangeKind[];
  readonly line: string;
}

/** The most important first. */
const ORDER: readonly ChangeKind[] = ["level-change", "regression", "characteristic-change", "signal-change"];
/** Intervals hold 90 % between them: 2 x 1.645 standard errors of a normal one. */
const ERRORS_IN_INTERVAL = 2 * 1.645;
/** Two-sided 95 %, as for the index. */
const DETECTABLE = 1.96;

/**
 * What a rule wants to know of a new judgement; null = nothing. One alert at most, of the most important kind that has something to say.
 * What only the evidence or the rules moved is told where the level itself is another one, with that as the reason, and nowhere else.
 */
export function changeAlert(rule: AlertRule, judgements: Judgements): Alert | null {
  const findings = [levelFinding(judgements), ...indexFindings(judgements), ...signalFindings(rule, judgements)].filter(
    (finding) => finding !== null,
  );
  const wanted = findings.filter(({ kinds }) => kinds.some((kind) => rule.kinds.includes(kind)));
  const told = new Set(wanted.flatMap(({ kinds }) => kinds));
  const kind = ORDER.find((kind) => rule.kinds.includes(kind) && told.has(kind));
  if (kind === undefined) return null;
  const { workspace, asOf } = judgements.after;
  return {
    id: `${workspace}/${asOf}/${rule.id}`,
    kind,
    workspace,
    at: asOf,
    title: titleOf(workspace, kind, judgements),
    lines: [...wanted.map(({ line }) => line), standing(judgements.after)],
  };
}

function levelFinding({ before, after, comparison }: Judgements): Finding | null {
  const [from, to] = [before.level.best, after.level.best];
  if (from === to) return null;
  if (from === null || to === null) {
    const line =
      from === null ? `The level can be judged now: ${named(to)}.` : "The level cannot be judged any more from this data.";
    return { kinds: ["level-change"], line };
  }
  const { work, evidence, ruleset } = comparison.level;
  const byWork = work !== null && work !== 0;
  // The level stands on a step and tipped over without the work having moved by more than noise.
  if (byWork && comparison.index.verdict === "none" && !evidence && !ruleset) return null;
  const causes = [
    byWork ? "the work changed" : null,
    evidence ? "the evidence changed" : null,
    ruleset ? "the rules changed" : null,
  ].filter((cause) => cause !== null);
  const cause = causes.length === 0 ? "what changed cannot be told apart" : causes.join(", ");
  const fell = to < from && byWork && comparison.index.verdict === "fall";
  return {
    kinds: fell ? ["level-change", "regression"] : ["level-change"],
    line: `The level was ${named(from)} and is ${named(to)}: ${cause}.`,
  };
}

function indexFindings({ comparison }: Judgements): readonly Finding[] {
  const findings: Finding[] = [];
  const { index } = comparison;
  if (index.verdict === "fall" && index.work !== null) {
    findings.push({
      kinds: ["regression"],
      line: `The index fell by ${Math.abs(index.work).toFixed(2)}; less than ${(index.minimalDetectableChange ?? 0).toFixed(2)} would be noise.`,
    });
  }
  for (const { id, verdict, before, after, ratingBefore, ratingAfter } of comparison.characteristics) {
    if (verdict !== "rise" && verdict !== "fall") continue;
    const kinds: readonly ChangeKind[] = verdict === "fall" ? ["characteristic-change", "regression"] : ["characteristic-change"];
    const moved = verdict === "fall" ? "fell" : "rose";
    findings.push({
      kinds,
      line: `${id} ${moved}: ${percent(before)} to ${percent(after)} attained, rated ${ratingBefore} before and ${ratingAfter} now.`,
    });
  }
  return findings;
}

function signalFindings(rule: AlertRule, { before, after, comparison }: Judgements): readonly Finding[] {
  // A shutdown in one of two windows spoils every number.
  if (comparison.index.verdict === "not-comparable" && comparison.index.work !== null) return [];
  return rule.signals.flatMap((id) => {
    const [one, other] = [before, after].map((result) => result.signals.find((signal) => signal.id === id));
    const change = one === undefined || other === undefined ? null : detectable(one, other);
    if (change === null || one === undefined || other === undefined) return [];
    const worse = change > 0 === (other.better === "lower");
    const kinds: readonly ChangeKind[] = worse ? ["signal-change", "regression"] : ["signal-change"];
    const moved = `from ${number(one.value!)} to ${number(other.value!)} ${other.unit}`;
    return [{ kinds, line: `${other.title} went ${moved}, for the ${worse ? "worse" : "better"}.` }];
  });
}

/** The difference of two values where it is more than noise, else null. */
function detectable(before: SignalVerdict, after: SignalVerdict): number | null {
  if (before.value === null || after.value === null || before.interval90 === null || after.interval90 === null) return null;
  const error = ([low, high]: readonly [number, number]): number => (high - low) / ERRORS_IN_INTERVAL;
  const difference = after.value - before.value;
  const noise = DETECTABLE * Math.hypot(error(before.interval90), error(after.interval90));
  return difference !== 0 && Math.abs(difference) >= noise ? difference : null;
}

function titleOf(workspace: string, kind: ChangeKind, { before, after }: Judgements): string {
  switch (kind) {
    case "level-change":
      return after.level.best === null
        ? `${workspace}: the level cannot be judged any more`
        : `${workspace}: level ${before.level.best ?? "?"} -> ${after.level.best}`;
    case "regression":
      return `${workspace}: work management fell back`;
    case "characteristic-change":
      return `${workspace}: a characteristic moved`;
    case "signal-change":
      return `${workspace}: a tracked signal moved`;
  }
}

function standing({ level, index }: Result): string {
  const where = level.best === null ? "The level cannot be judged" : `Now: ${named(level.best)}`;
  return index.score5 === null ? `${where}.` : `${where}, index ${index.score5.toFixed(1)} of 5.`;
}

function named(level: Level | null): string {
  return level === null ? "not judged" : `${level} ${LEVEL_NAMES[level]}`;
}

const percent = (share: number | null): string => (share === null ? "?" : `${Math.round(share * 100)} %`);

/** Three significant digits tell a change apart; more would be noise. */
const number = (value: number): string => String(Number(value.toPrecision(3)));
