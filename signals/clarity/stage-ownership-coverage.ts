import { teamsInOrder } from "../recent.ts";
import { ACTOR_KIND } from "../../src/event-log/columns.ts";
import { TOUCH_HUMAN, type Facts } from "../../src/event-log/facts.ts";
import { STATE_CATEGORIES } from "../../src/model/category.ts";
import { HOUR_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { hasNoOwnerHistory, showsOwners } from "../owner-history.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 80;
const SHORTEST_MS = HOUR_MS;
const OWNED_SHARE = 0.9;
const ACTIVE = STATE_CATEGORIES.indexOf("active");
const REVIEW = STATE_CATEGORIES.indexOf("review");
/** A status in use on fewer of the stays than this is no stage of its own. */
const STAGE_SHARE = 0.02;

/** What one team's items show. */
interface TeamStays {
  readonly items: { readonly item: number; readonly stays: number; readonly owned: number; readonly unownedMs: number }[];
  /** Stays by status. */
  readonly stages: Map<number, number>;
  stays: number;
  reviews: number;
  named: number;
  /** Of the reviews those in which somebody acted who was not named. */
  unnamed: number;
}

function stagesInUse({ stages, stays }: TeamStays): number {
  return [...stages.values()].filter((count) => count >= STAGE_SHARE * stays).length;
}

const UNNAMED = "reviewer acted without being named";
/** With more of the reviews unknown the rest is not about each stage. */
const MOST_UNNAMED = 0.5;

export const signal = defineSignal({
  id: "stage-ownership-coverage",
  reference: "S05",
  title: "Stage-ownership coverage",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Stays of at least an hour in a stage where work is done (active or review) that had an owner for at least 90 % of their time, of all such stays. A review " +
    "stage is owned by naming somebody other than the author of the work; where somebody else acted in it without being named, whether it had an " +
    "owner cannot be told and the stay is left out. 0 % = no stage has an owner.",
  source: "Expert prior.",
  limits: [
    "One owner from end to end by policy is legitimate and counts as owned, except in review.",
    "Reviewers named outside of the tracker, in a pull request, are not seen; where that is most of the reviews, nothing is said.",
    "A single stage in use cannot show ownership at each stage.",
  ],
  guard: "Stays under an hour do not count, so stages clicked through add nothing.",
  families: ["field", "event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "assignee-history", "actors"],
  needs: ["log", "population", "visits", "ownership", "activity"],
  measure(facts, scope) {
    const { log, population, visits } = facts;
    if (!showsOwners(facts)) {
      return cannotTell("No item in the workspace ever shows an assignee, so who owned a stage cannot be seen.");
    }
    const { window } = scope;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const teams = new Map<number, TeamStays>();
    for (const team of teamsInOrder(log, scope.items))
      teams.set(team, { items: [], stages: new Map(), stays: 0, reviews: 0, named: 0, unnamed: 0 });
    for (const item of scope.recent) {
      const team = teams.get(log.items.team[item]!)!;
      const end = visits.first[item + 1]!;
      const notBefore = population.isImported[item] === 1 ? population.enteredAt[item]! : -Infinity;
      let mine = 0;
      let ownedOfMine = 0;
      let unownedMs = 0;
      let author = -1;
      for (let v = visits.first[item]!; v < end; v++) {
        const category = visits.category[v]!;
        if (category !== ACTIVE && category !== REVIEW) continue;
        const from = visits.enteredAt[v]!;
        const to = Number.isNaN(visits.leftAt[v]!) ? window.endAt : visits.leftAt[v]!;
        const worker = category === ACTIVE && from < window.endAt ? mainOwner(facts, item, from, to) : null;
        // A stay belongs to the window in which it ended, or goes on.
        if (to - from >= SHORTEST_MS && to > window.startAt && from < window.endAt) {
          if (log.items.historyComplete[item] === 0 || hasNoOwnerHistory(facts, item) || hasNoStatusHistory(facts, item))
            excluded.add("history incomplete");
          else if (from < notBefore) excluded.add("began before an import");
          else {
            const owner = worker ?? mainOwner(facts, item, from, to);
            const isOwned = owner.share >= OWNED_SHARE;
            const isReview = category === REVIEW && author >= 0;
            const isNamed = isOwned && owner.actor !== author;
            if (isReview) team.reviews++;
            if (isReview && !isNamed && othersActed(facts, item, from, to, author)) {
              excluded.add(UNNAMED);
              team.unnamed++;
              continue;
            }
            mine++;
            team.stages.set(visits.status[v]!, (team.stages.get(visits.status[v]!) ?? 0) + 1);
            if (isReview && isNamed) team.named++;
            if (isReview ? isNamed : isOwned) ownedOfMine++;
            else unownedMs += to - from;
          }
        }
        if (worker !== null && worker.actor >= 0) author = worker.actor;
      }
      if (mine === 0) continue;
      team.stays += mine;
      team.items.push({ item, stays: mine, owned: ownedOfMine, unownedMs });
    }
    const found = [...teams.values()].reduce((sum, team) => sum + team.stays, 0);
    if (found < MINIMUM) return tooFew("stays in a stage of work", found, MINIMUM, excluded.toExclusions());
    // Tools number the states of each team by themselves or those of all together, so stages are counted team by team.
    const shown = [...teams.values()].filter((team) => stagesInUse(team) >= 2);
    if (shown.length === 0) {
      return cannotTell(
        "Only one stage shows who owns it, so that ownership of each stage cannot be seen.",
        found,
        excluded.toExclusions(),
      );
    }
    const stays = shown.reduce((sum, team) => sum + team.stays, 0);
    excluded.add("in a team with one stage in use", found - stays);
    if (stays < MINIMUM) return tooFew("stays in a stage of work", stays, MINIMUM, excluded.toExclusions());
    const rows = shown.flatMap(({ items }) => items);
    for (const { item, stays: mine, owned: ownedOfMine, unownedMs } of rows) {
      if (ownedOfMine === mine) examples.add("meets", item, mine, () => `${mine} of ${mine} stages owned`);
      else {
        examples.add(
          "misses",
          item,
          unownedMs,
          () => `${mine - ownedOfMine} of ${mine} stages without an owner, or in review with nobody but the author`,
        );
      }
    }
    const reviews = shown.reduce((sum, team) => sum + team.reviews, 0);
    const unnamed = shown.reduce((sum, team) => sum + team.unnamed, 0);
    // What is left would be the stages that one owner goes through, and would say nothing of those where work changes hands.
    if (unnamed > MOST_UNNAMED * reviews) {
      return cannotTell(
        `In ${Math.round((100 * unnamed) / reviews)} % of the reviews somebody acted who was not named: whether they have owners cannot be seen.`,
        stays,
        excluded.toExclusions(),
      );
    }
    const named = shown.reduce((sum, team) => sum + team.named, 0);
    const owned = rows.map((row) => row.owned);
    const all = rows.map((row) => row.stays);
    const { value, interval90, distribution } = clusterShare(owned, all);
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: stays,
        coverage: coverageOf(stays, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          items: all.length,
          "stages in use": Math.max(...shown.map(stagesInUse)),
          ...(reviews > 0 ? { "review stays with a named reviewer (%)": (100 * named) / reviews } : {}),
        },
        warnings: reviews === 0 ? ["No review stage is in use: reviewers are not part of the value."] : [],
      },
    );
  },
});

/** Owners of one stay and how long they held it; reused from call to call. */
const ownerOf: number[] = [];
const heldBy: number[] = [];

/** Who owned the item longest in [from, to), and the share of the time anybody owned it. */
function mainOwner(
  facts: Pick<Facts, "log" | "ownership">,
  item: number,
  from: number,
  to: number,
): { actor: number; share: number } {
  const { log, ownership } = facts;
  let owned = 0;
  let owners = 0;
  for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
    const owner = ownership.owner[o]!;
    if (owner < 0) continue;
    const kind = log.actors.kind[owner]!;
    if (kind === ACTOR_KIND["automation-rule"] || kind === ACTOR_KIND.integration) continue;
    const until = ownership.to[o]!;
    const held = (Number.isNaN(until) ? to : Math.min(to, until)) - Math.max(from, ownership.from[o]!);
    if (held <= 0) continue;
    owned += held;
    // Whoever gave it away and got it back has owned it for both times.
    let known = 0;
    while (known < owners && ownerOf[known] !== owner) known++;
    if (known === owners) {
      ownerOf[owners] = owner;
      heldBy[owners++] = 0;
    }
    heldBy[known]! += held;
  }
  let longest = 0;
  let actor = -1;
  for (let o = 0; o < owners; o++) {
    if (heldBy[o]! <= longest) continue;
    longest = heldBy[o]!;
    actor = ownerOf[o]!;
  }
  return { actor, share: to > from ? owned / (to - from) : 0 };
}

/** Whether a person other than the author acted on the item during the stay, its end included. */
function othersActed(facts: Pick<Facts, "log" | "activity">, item: number, from: number, to: number, author: number): boolean {
  const { events, items } = facts.log;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    if (events.at[e]! <= from) continue;
    if (events.at[e]! > to) return false;
    if (facts.activity.touch[e] === TOUCH_HUMAN && events.actor[e] !== author) return true;
  }
  return false;
}
