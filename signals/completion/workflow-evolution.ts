import { oncePerTeam } from "../once-per-team.ts";
import { WEEK_MS } from "../../src/model/window.ts";
import { type GammaEstimate, weightedPoissonRate } from "../../src/statistics/poisson-rate.ts";
import { cannotTell, fromEstimate, Tally } from "../answer.ts";
import { defineSignal } from "../signal.ts";
import { countTraits, type TraitCounts } from "../workflow-features.ts";

const WEEKS = 52;
/** What was not there for a quarter and then is, is new. */
const BEFORE_WEEKS = 13;
/** Adoption is looked at from the fifth week on, for a quarter at most and a month at least. */
const SETTLE_WEEKS = 4;
const AFTER_WEEKS = 13;
const AFTER_AT_LEAST = 4;
/** Of a quarter before a change so many items must be known. */
const ITEMS_BEFORE = 20;
const ITEMS_AFTER = 10;
/** Up to this share, or one item, is a slip of the hand and no use. */
const STRAY_SHARE = 0.01;
/** What fewer of the items it is for show is a habit of few and no change of the system. */
const USED_SHARE = 0.1;
const USED_ITEMS = 5;
/** Parts of one change: a new status, its steps and what it replaces come in the same weeks. */
const TOGETHER_WEEKS = 3;
const SEEN_WEEKS_NEEDED = 26;
/**
 * Two or three changes a year are few to tell a habit by, however many items follow them: their number is a Poisson count. All draws are twice as wide as
 * samples explain, since other half years differ by more than one can show of itself; a count is as wide as other years are already, so that it is halved here.
 */
const DISPERSION = 0.5;
const CHURN_A_YEAR = 12;
const CHURN_ADOPTION = 0.3;

export const signal = defineSignal({
  id: "workflow-evolution",
  reference: "S36",
  title: "Workflow evolution",
  dimension: "completion",
  unit: "changes a year",
  better: "higher",
  definition:
    "Changes of a team's way of working in 52 weeks that its history shows: a status, step, rule, template, family of labels or field that nobody had used for 13 weeks and that more than a tenth of the items it is for " +
    "then use, or that stops being used. Each counts by the share of these items that follow it from the fifth week on; what comes within 3 weeks is one change; a status that takes the place of another one of its category is no change; mean over teams. 0 = the workflow never changes.",
  source: "Expert prior.",
  limits: [
    "A workflow that needs no change scores low.",
    "Limits, names and rules that leave no mark on items are not seen: tools keep no history of them, or show it to administrators only.",
    "Changes of the last 8 weeks are too young to have been adopted and are left out of both sides.",
    "A year holds few changes, so that its interval is wide however many items follow them.",
  ],
  guard: "More than 12 a year or less than 30 % adoption is flagged as churn.",
  families: ["event", "config"],
  minimumSample: 1,
  windowWeeks: WEEKS,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "activity"],
  measure(facts, scope) {
    const from = scope.window.startAt - (BEFORE_WEEKS + SETTLE_WEEKS) * WEEK_MS;
    const weeks = Math.floor((scope.window.endAt - from) / WEEK_MS);
    const excluded = new Tally();
    const changes: Change[] = [];
    let teamYears = 0;
    let seen = 0;
    const kinds = new Map<string, number>();
    const itemsOf = Map.groupBy(scope.recentSince(from), (item) => facts.log.items.team[item]!);
    const sizes = new Map<number, number>();
    for (const item of scope.items) sizes.set(facts.log.items.team[item]!, (sizes.get(facts.log.items.team[item]!) ?? 0) + 1);
    for (const [team, size] of sizes) {
      const items = itemsOf.get(team) ?? [];
      const counts = ofTeam(facts.log, team, items, () => countTraits(facts, items, from, weeks));
      const first = firstWeekWithItems(counts);
      const judgeable = weeks - (SETTLE_WEEKS + AFTER_AT_LEAST) - Math.max(first + BEFORE_WEEKS, BEFORE_WEEKS + SETTLE_WEEKS);
      if (judgeable < SEEN_WEEKS_NEEDED) {
        excluded.add("in a team with too short a history", size);
        continue;
      }
      seen += size;
      teamYears += judgeable / WEEKS;
      const own = together(changesIn(counts, first));
      changes.push(...own);
      for (const { kind } of own) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    if (2 * seen < scope.items.length || teamYears === 0) {
      return cannotTell(
        `Changes of the workflow show in at least ${BEFORE_WEEKS + SEEN_WEEKS_NEEDED + SETTLE_WEEKS + AFTER_AT_LEAST} weeks of history; there are fewer.`,
        0,
        excluded.toExclusions(),
      );
    }
    const adopted = changes.reduce((sum, { adoption }) => sum + adoption, 0);
    const estimate = atMost(
      CHURN_A_YEAR,
      weightedPoissonRate(
        changes.map(({ adoption, items }) => ({ weight: adoption, variance: (adoption * (1 - adoption)) / items })),
        teamYears,
        DISPERSION,
      ),
    );
    const isChurn = changes.length / teamYears > CHURN_A_YEAR;
    const mean = changes.length === 0 ? NaN : adopted / changes.length;
    return fromEstimate(estimate, {
      // What was looked through is time: no change in a whole year is as well seen as four.
      sampleSize: Math.round(teamYears * WEEKS),
      coverage: seen / scope.items.length,
      excluded: excluded.toExclusions(),
      examples: [],
      details: {
        "changes seen": changes.length,
        ...(changes.length === 0 ? {} : { "adopted after 4 weeks, mean (%)": 100 * mean }),
        ...Object.fromEntries(
          [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => [`of them mainly a ${kind}`, count]),
        ),
        "team-years looked at": teamYears,
      },
      warnings: [
        ...(isChurn
          ? [`Churn: ${(changes.length / teamYears).toFixed(0)} changes a year are more than anybody can follow.`]
          : []),
        ...(mean < CHURN_ADOPTION ? [`Churn: only ${Math.round(100 * mean)} % follow what was changed.`] : []),
      ],
    });
  },
});

function atMost(most: number, { value, interval90, distribution }: GammaEstimate): GammaEstimate {
  return {
    value: Math.min(most, value),
    interval90: [Math.min(most, interval90[0]), Math.min(most, interval90[1])],
    distribution: { kind: "quantiles", values: distribution.values.map((quantile) => Math.min(most, quantile)) },
  };
}

const ofTeam = oncePerTeam<TraitCounts>();

interface Change {
  readonly week: number;
  readonly kind: string;
  /** 0-1. */
  readonly adoption: number;
  /** Items that the adoption was seen on. */
  readonly items: number;
}

function firstWeekWithItems({ eligible, weeks }: TraitCounts): number {
  for (let week = 0; week < weeks; week++) for (const counts of eligible.creation.values()) if (counts[week]! > 0) return week;
  return weeks;
}

function changesIn(counts: TraitCounts, first: number): Change[] {
  const found: Change[] = [];
  const all = { finish: total(counts.eligible.finish, counts.weeks), creation: total(counts.eligible.creation, counts.weeks) };
  const shownOf = new Map([...counts.traits].map(([name, { shown }]) => [name, total(shown, counts.weeks)]));
  for (const [name, { kind, ends, shown }] of counts.traits) {
    const basis = kind === "status" || kind === "step" ? "finish" : "creation";
    const own = shownOf.get(name)!;
    if (within(own, 0, counts.weeks) < USED_ITEMS) continue;
    const earliest = Math.max(first, 0) + BEFORE_WEEKS;
    // A change before the window is history, and one without eight weeks behind it has not had its time.
    for (
      let week = Math.max(earliest, BEFORE_WEEKS + SETTLE_WEEKS);
      week <= counts.weeks - SETTLE_WEEKS - AFTER_AT_LEAST;
      week++
    ) {
      const before = within(own, week - BEFORE_WEEKS, week);
      const itemsBefore = within(all[basis], week - BEFORE_WEEKS, week);
      if (itemsBefore < ITEMS_BEFORE) continue;
      const until = Math.min(week + SETTLE_WEEKS + AFTER_WEEKS, counts.weeks);
      const isKnown = (end: string): boolean => {
        const used = shownOf.get(end)!;
        return within(used, week - BEFORE_WEEKS, week) > stray(itemsBefore) && within(used, week, until) > 1;
      };
      // Steps from and to a status that is new or gone are that change itself.
      if (!ends.every(isKnown)) continue;
      const wasAbsent = before <= stray(itemsBefore);
      const after = adoptionOf(shown, counts.eligible[basis], week + SETTLE_WEEKS, until);
      if (own[week]! > 0 && wasAbsent && after !== null) {
        found.push({ week, kind, ...after });
        break;
      }
      const itemsAfter = within(all[basis], week, until);
      const isGone = own[week - 1]! > 0 && itemsAfter >= ITEMS_BEFORE && within(own, week, counts.weeks) <= stray(itemsAfter);
      if (isGone && before >= USED_ITEMS && before >= USED_SHARE * itemsBefore) {
        found.push({ week, kind, adoption: 1 - within(own, week, until) / itemsAfter, items: itemsAfter });
        break;
      }
    }
  }
  return found;
}

const stray = (items: number): number => Math.max(1, STRAY_SHARE * items);

/** Share of the items of the types that use it at all; null = used by too few to be a change of the system. */
function adoptionOf(
  shown: ReadonlyMap<number, Uint32Array>,
  eligible: ReadonlyMap<number, Uint32Array>,
  from: number,
  to: number,
): Pick<Change, "adoption" | "items"> | null {
  let used = 0;
  let items = 0;
  for (const [type, counts] of shown) {
    const own = within(counts, from, to);
    const of = within(eligible.get(type)!, from, to);
    if (own < USED_SHARE * of) continue;
    used += own;
    items += of;
  }
  return used < USED_ITEMS || items < ITEMS_AFTER ? null : { adoption: used / items, items };
}

function total(byType: ReadonlyMap<number, Uint32Array>, weeks: number): Uint32Array {
  const sum = new Uint32Array(weeks);
  for (const counts of byType.values()) counts.forEach((count, week) => (sum[week]! += count));
  return sum;
}

function within(counts: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let week = Math.max(0, from); week < Math.min(to, counts.length); week++) sum += counts[week]!;
  return sum;
}

/** Changes of the same weeks as one, the part of it that is followed most. */
function together(changes: readonly Change[]): Change[] {
  const groups: Change[] = [];
  let since = -Infinity;
  for (const change of changes.toSorted((a, b) => a.week - b.week || b.adoption - a.adoption)) {
    if (change.week - since >= TOGETHER_WEEKS) {
      groups.push(change);
      since = change.week;
    } else if (change.adoption > groups.at(-1)!.adoption) groups[groups.length - 1] = { ...change, week: since };
  }
  return groups;
}
