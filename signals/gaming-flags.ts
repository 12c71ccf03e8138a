import type { Facts } from "../src/event-log/facts.ts";
import type { Flag } from "../src/model/flag.ts";
import { WEEK_MS, type Instant } from "../src/model/window.ts";
import type { ItemExample } from "./signal.ts";
import { findStep, flowImproved, type Step, type StepRule } from "./step-change.ts";
import { sweepFlags } from "./sweeps.ts";
import { HYGIENE, weeklyHygiene, WEEKS, type Hygiene, type WeeklyHygiene } from "./weekly-hygiene.ts";

/** Steps are looked for in the last year. */
const FROM = WEEKS - 52;
/** A share must rise by a third of the cases; a count must treble and be more than a handful a week. */
const SHARE: StepRule = { leastRise: 1 / 3, from: FROM };
/** With shorter items many more must be finished, too, so that fewer of them are enough. */
const SHORT: StepRule = { leastRise: 0.15, from: FROM };
/** Whoever catches up with the board passes stages quickly, too: half of the cases. */
const FLASH: StepRule = { leastRise: 0.5, from: FROM };
const COUNT: StepRule = { leastRise: 3, leastCount: 10, from: FROM };
/** Of split items: finished ones must become that many times as many beside being shorter. */
const MORE_FINISHED = 1.5;
/** After an import of so many items what is seen of the work changes by itself, for as long as a step looks back. */
const IMPORT_ITEMS = 50;
const IMPORT_WEEKS = 10;

interface Meaning {
  readonly kind: Flag["kind"];
  readonly rule: StepRule;
  readonly what: string;
  readonly unit: "%" | "a week";
  readonly signals: readonly string[];
  /** Not asked for where the step itself changes what the flow looks like. */
  readonly needsStillFlow: boolean;
  readonly note: string;
}

const administrative = (what: string, signals: readonly string[], note: string): Meaning => ({
  ...{ kind: "administrative-change", rule: SHARE, what, unit: "%", signals, needsStillFlow: true, note },
});

const MEANINGS: Readonly<Record<Hygiene, Meaning>> = {
  owner: administrative(
    "new items with an owner within the hour",
    ["assignee-coverage-at-start", "rule-based-routing", "stage-ownership-coverage"],
    "owned within an hour of its creation",
  ),
  estimate: administrative(
    "new items with an estimate within the hour",
    ["estimate-use"],
    "estimated within an hour of its creation",
  ),
  link: administrative(
    "new items with a link within the hour",
    ["dependency-visibility", "dependency-readiness-at-start"],
    "linked within an hour of its creation",
  ),
  "bot-comment": {
    ...{ kind: "data-entry", rule: COUNT, what: "comments by rules and integrations", unit: "a week", needsStillFlow: true },
    ...{ signals: ["status-freshness", "triage-latency", "zombie-wip"], note: "commented on by a rule or an integration" },
  },
  "date-pushed": {
    ...{ kind: "data-entry", rule: COUNT, what: "due dates that are put off", unit: "a week", needsStillFlow: true },
    ...{ signals: ["due-date-reliability"], note: "its due date was put off" },
  },
  flash: {
    ...{ kind: "flash-stages", rule: FLASH, what: "finished items that passed a stage in less than a minute", unit: "%" },
    ...{ signals: ["workflow-conformance", "stage-ownership-coverage", "variant-concentration"], needsStillFlow: true },
    note: "passed a stage in less than a minute",
  },
  short: {
    ...{
      kind: "split-items",
      rule: SHORT,
      what: "finished items that took as little time as the quickest tenth before",
      unit: "%",
    },
    ...{ signals: ["cycle-time-tail-ratio", "throughput-dispersion", "wip-age-over-sle"], needsStillFlow: false },
    note: "finished in little time",
  },
};

/**
 * What in the last year made the numbers look different without the work having changed, as far as the whole of some items shows it: steps in how work
 * is written down that no movement of the flow goes with, and sweeps over many items. Oldest first.
 */
export function gamingFlags(facts: Facts, scope: ArrayLike<number>): Flag<ItemExample>[] {
  const weekly = weeklyHygiene(facts, scope);
  const imports = importWeeks(facts, scope, weekly.startAt);
  const flags = HYGIENE.flatMap((kind) => {
    const meaning = MEANINGS[kind];
    const step = findStep(weekly.series[kind], meaning.rule);
    if (step === null || imports.some((week) => step.week >= week - 1 && step.week <= week + IMPORT_WEEKS)) return [];
    if (meaning.needsStillFlow && flowImproved(weekly.flow, weekly.isUsable, step.week)) return [];
    if (kind === "short" && !isMoreFinished(weekly, step.week)) return [];
    return [flagOf(kind, meaning, step, weekly)];
  });
  return [...flags, ...sweepFlags(facts, scope)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Weeks, counted as in the series, in which an import brought many items. */
function importWeeks({ log, population }: Facts, scope: ArrayLike<number>, startAt: Instant): number[] {
  const counts = new Map<number, number>();
  for (let n = 0; n < scope.length; n++) {
    const item = scope[n]!;
    if (population.isImported[item] === 0) continue;
    const week = Math.floor((log.items.createdAt[item]! - startAt) / WEEK_MS);
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  return [...counts].flatMap(([week, count]) => (count >= IMPORT_ITEMS ? [week] : []));
}

function flagOf(kind: Hygiene, meaning: Meaning, step: Step, weekly: WeeklyHygiene): Flag<ItemExample> {
  const at = weekly.startAt + step.week * WEEK_MS;
  const scale = meaning.unit === "%" ? 100 : 1;
  const [before, after] = [step.before * scale, step.after * scale].map((value) => Math.round(10 * value) / 10) as [
    number,
    number,
  ];
  const shown = (value: number): string =>
    meaning.unit === "%" ? `${Math.round(value)} %` : `${Math.round(value)} ${meaning.unit}`;
  const flow = meaning.needsStillFlow
    ? "Neither how long work takes nor how much is finished got better with it, so that it may be the writing that changed and not the work."
    : "At the same time many more items were finished: they may be pieces of what was one item before.";
  return {
    kind: meaning.kind,
    sentence: `From ${dayOf(at)} on, ${meaning.what} went from ${shown(before)} to ${shown(after)} within two weeks. ${flow}`,
    at: new Date(at).toISOString(),
    signals: meaning.signals,
    before,
    after,
    unit: meaning.unit,
    examples: weekly.examplesSince(kind, step.week).map((item) => ({ item, stance: "misses", note: meaning.note })),
  };
}

const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

/** Half as many again in the eight weeks since as in the eight before. */
function isMoreFinished({ flow, isUsable }: WeeklyHygiene, week: number): boolean {
  const rate = (from: number, to: number): number => {
    let count = 0;
    let weeks = 0;
    for (let w = Math.max(0, from); w < Math.min(WEEKS, to); w++) {
      if (isUsable[w] === 0) continue;
      count += flow.count[w]!;
      weeks++;
    }
    return weeks === 0 ? 0 : count / weeks;
  };
  return rate(week, week + 8) >= MORE_FINISHED * rate(week - 8, week);
}
