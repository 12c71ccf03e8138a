import type { JudgeInput, Judgement } from "../maturity/input.ts";
import { judgeAlike } from "../maturity/judge-alike.ts";
import { judge } from "../maturity/judge.ts";
import { rulesetHash } from "../maturity/ruleset/hash.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { CAUSES, type Cause, type ComparedSide, type Comparison, type WorkVerdict } from "../model/comparison.ts";
import type { Interval, Result } from "../model/result.ts";
import { changeBetween, type ComparedPoint } from "../trend/change.ts";
import { commonEvidence } from "../trend/common-evidence.ts";
import type { Basis } from "./basis.ts";
import { splitOf, type Step } from "./split.ts";

/** One end, with what is known of it. */
export interface Side {
  readonly kind: ComparedSide["kind"];
  readonly result: Result;
  /** Null when it was not kept. */
  readonly basis: Basis | null;
}

/** Both dates in one and the same history under one ruleset; null where the history or that ruleset is not there. */
export interface Recomputed {
  readonly before: ComparedPoint;
  readonly after: ComparedPoint;
}

export interface ComparedSides {
  readonly before: Side;
  readonly after: Side;
  /** The rules of the later side; null when only their name is known. */
  readonly ruleset: Ruleset | null;
  /** What to say when `recomputed` is null. */
  readonly recomputed: Recomputed | { readonly why: string };
}

const INDEX_UNIT = 0.01;
const ATTAINMENT_UNIT = 0.001;
/** Attainments are read as whole percent; what is smaller than a few of them is no change anybody could name. */
const SMALLEST_ATTAINMENT = 0.05;
/** Standard errors in a central 90 % interval of a normal distribution. */
const ERRORS_IN_INTERVAL = 2 * 1.644854;

const ORDER =
  "First the rules: the earlier answers judged by the later rules. Then the evidence: what is stored today as of the earlier date, and only what could be measured at both dates. " +
  "Then the work: from the earlier date to the later, in that one history, on that same evidence. Last the evidence again: what could be measured at the later date only.";

/** The parts of the result that are split, at one step on the way from one end to the other. */
type Figures = Pick<Judgement, "level" | "index" | "characteristics">;
interface Stage {
  readonly cause: Step["cause"];
  readonly figures: Figures;
}

/** What changed between two results, and why, as far as it can be told. The parts of every number sum to its whole. */
export function compare({ before, after, ruleset, recomputed }: ComparedSides): Comparison {
  const notes: string[] = [];
  const sameRules = before.result.ruleset.hash === after.result.ruleset.hash;
  const told = new Set<Cause>();
  const stages: Stage[] = [{ cause: "unsplit", figures: before.result }];

  const byLaterRules = sameRules || before.basis === null || ruleset === null ? null : judge(before.basis.input, ruleset);
  if (sameRules) told.add("ruleset");
  else if (byLaterRules !== null) {
    told.add("ruleset");
    stages.push({ cause: "ruleset", figures: byLaterRules });
  } else
    notes.push(
      before.basis === null
        ? "What the earlier result rests on was not kept with it, so that it cannot be judged by the later rules."
        : "The rules of the later result are not known here, only their name.",
    );

  let work: WorkVerdict = { verdict: "not-comparable", minimalDetectableChange: null };
  const ends: { readonly earlier: Figures; readonly later: Figures } | null =
    "why" in recomputed || ruleset === null ? null : onSharedEvidence(recomputed, ruleset);
  if ("why" in recomputed) notes.push(recomputed.why);
  else if (ends !== null && ruleset !== null) {
    told.add("work");
    if (told.has("ruleset")) told.add("evidence");
    const evidence = told.has("evidence") ? "evidence" : "unsplit";
    stages.push({ cause: evidence, figures: ends.earlier }, { cause: "work", figures: ends.later });
    stages.push({ cause: evidence, figures: after.result });
    const change = changeBetween(recomputed.before, recomputed.after, ruleset);
    work = { verdict: change.verdict, minimalDetectableChange: change.minimalDetectableChange };
    notes.push(...change.notes);
  }
  if (ends === null) stages.push({ cause: "unsplit", figures: after.result });
  const unsplitCauses = CAUSES.filter((cause) => !told.has(cause));
  if (before.result.provenance.product !== after.result.provenance.product)
    notes.push(
      `Made by different versions (${before.result.provenance.product}, ${after.result.provenance.product}): where these measure differently, it counts as evidence.`,
    );

  const split = (read: (figures: Figures) => number | null, unit: number) =>
    splitOf(
      stages.map(({ cause, figures }) => ({ cause, value: read(figures) })),
      unit,
      told,
      unsplitCauses.length > 0,
    );
  const { gained, lost } = namesOf(before.result, after.result);
  return {
    schemaVersion: 1,
    before: sideOf(before),
    after: sideOf(after),
    order: ORDER,
    unsplitCauses,
    level: split(({ level }) => level.best, 1),
    index: { ...split(({ index }) => index.score5, INDEX_UNIT), ...work },
    characteristics: after.result.characteristics.map(({ id, rating }) => ({
      id,
      ratingBefore: characteristic(before.result, id)?.rating ?? "I",
      ratingAfter: rating,
      ...split((figures) => characteristic(figures, id)?.attainment ?? null, ATTAINMENT_UNIT),
      ...attainmentVerdict(ends, id, work),
    })),
    signalsGained: gained.signals,
    signalsLost: lost.signals,
    teamsGained: gained.teams,
    teamsLost: lost.teams,
    notes: [...new Set(notes)],
    statement: after.result.statement,
  };
}

/** Both dates judged on what could be measured at both. */
function onSharedEvidence({ before, after }: Recomputed, ruleset: Ruleset): { earlier: Figures; later: Figures } {
  const common = commonEvidence(before, after);
  const again = (input: JudgeInput): Figures => judge(input, ruleset);
  const [earlier, later] = common === null ? [before.judgement, after.judgement] : [again(common.before), again(common.after)];
  // The index of the work is that which the verdict is about: by the sentences that are rated at both dates.
  const alike = judgeAlike(common?.before ?? before.input, common?.after ?? after.input, ruleset);
  const withIndex = (figures: Figures, score5: number | null): Figures => ({ ...figures, index: { ...figures.index, score5 } });
  return {
    earlier: withIndex(earlier, alike.before?.score5 ?? null),
    later: withIndex(later, alike.after?.score5 ?? null),
  };
}

function characteristic(figures: Figures, id: string) {
  return figures.characteristics.find((one) => one.id === id);
}

function attainmentVerdict(
  ends: { readonly earlier: Figures; readonly later: Figures } | null,
  id: string,
  { verdict }: WorkVerdict,
): WorkVerdict {
  const [one, other] = ends === null ? [] : [characteristic(ends.earlier, id), characteristic(ends.later, id)];
  if (one?.attainment == null || other?.attainment == null) return { verdict: "not-comparable", minimalDetectableChange: null };
  const error = (interval: Interval | null): number => (interval === null ? 0 : (interval[1] - interval[0]) / ERRORS_IN_INTERVAL);
  const both = Math.hypot(error(one.interval90), error(other.interval90));
  const minimalDetectableChange = Math.max(SMALLEST_ATTAINMENT, Math.round(1.96 * both * 1000) / 1000);
  const difference = other.attainment - one.attainment;
  const own = Math.abs(difference) < minimalDetectableChange ? "none" : difference > 0 ? "rise" : "fall";
  // A shutdown in one of the two windows spoils every number, not the index alone.
  return { verdict: verdict === "not-comparable" ? verdict : own, minimalDetectableChange };
}

function namesOf(before: Result, after: Result) {
  const signals = (result: Result) => new Set(result.signals.filter(({ outcome }) => outcome === "measured").map(({ id }) => id));
  const teams = (result: Result) => new Set(result.teams.filter(({ status }) => status === "assessed").map(({ name }) => name));
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [...one.difference(other)].sort();
  return {
    gained: { signals: only(signals(after), signals(before)), teams: only(teams(after), teams(before)) },
    lost: { signals: only(signals(before), signals(after)), teams: only(teams(before), teams(after)) },
  };
}

function sideOf({ kind, result }: Side): ComparedSide {
  const { workspace, asOf, ruleset, provenance, complete } = result;
  return {
    kind,
    workspace,
    asOf,
    ruleset: { version: ruleset.version, hash: ruleset.hash },
    pagesHash: provenance.pagesHash,
    product: provenance.product,
    complete,
  };
}

/** The rules of a side: kept with it, or one of those at hand that has its hash. */
export function rulesOf({ result, basis }: Side, atHand: readonly Ruleset[]): Ruleset | null {
  if (basis !== null) return basis.ruleset;
  return atHand.find((ruleset) => rulesetHash(ruleset) === result.ruleset.hash) ?? null;
}
