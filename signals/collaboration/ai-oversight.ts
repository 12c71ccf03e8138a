import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { ACTOR_KIND, KIND, ORIGIN } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { CATEGORY_CODE } from "../../src/event-log/visits.ts";
import { contains, DAY_MS, type Instant } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { agentCodeRejected, executorOf } from "../executed-by.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { linkedPullRequests } from "../linked-pull-requests.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 20;
const FOLLOW_UP_MS = 30 * DAY_MS;
/** Agents whose work is accepted less than this often, against people's, are watched and still not worth their work. */
const LEAST_ACCEPTANCE_RATIO = 0.35;
/** The upper bound of P. */
const CAP = 0.5;

export const signal = defineSignal({
  id: "ai-oversight",
  reference: "S43",
  title: "AI oversight",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items carried out by an AI agent that had a human owner when they ended and saw a review by a person (on a linked pull request, or a comment or a move by a person in a review stage), of all items carried out by an agent that ended in the window. 0 % = agents work unwatched.",
  source:
    "AIDev: agents' pull requests are accepted in 35 to 65 % of cases against 77 % for people's; LinearB 2026: 32.7 against 84.4 %; the rungs are expert priors.",
  limits: [
    "A review outside of the tracker or the repository is invisible.",
    "Items without a pull request in projects without a review stage are left out: a review would leave no trace there.",
  ],
  guard:
    "An acceptance ratio below 0.35 (agents over people: merged pull requests and items that stay done) limits what it may claim to P.",
  families: ["event", "scm"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["ai-agents", "actor-kinds"],
  needs: ["log", "population", "visits", "lifecycle", "ownership", "activity"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    if (facts.activity.actorsMissing)
      return cannotTell("The history does not say who or what acted, so agents cannot be told from people.");
    const reviews = projectsWithReview(log, facts.visits);
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const tried = { agent: 0, person: 0 };
    const accepted = { agent: 0, person: 0 };
    let executed = 0;
    let overseen = 0;
    let unowned = 0;
    let unreviewed = 0;
    for (const item of scope.recent) {
      const doneAt = lifecycle.firstDoneAt[item]!;
      const isDone = contains(scope.window, doneAt);
      const endAt = isDone ? doneAt : lifecycle.cancelledAt[item]!;
      if (!contains(scope.window, endAt) || lifecycle.doneInBulk[item] === 1 || hasNoStatusHistory(facts, item)) continue;
      if (population.isImported[item] === 1 && endAt <= population.enteredAt[item]!) continue;
      // Dropped before anybody worked on it: nothing was carried out.
      if (!isDone && Number.isNaN(lifecycle.startedAt[item]!)) continue;
      const isRejected = agentCodeRejected(facts, item, endAt);
      const executor = isRejected ? "agent" : executorOf(facts, item, endAt);
      if (executor === "unknown") continue;
      const own = executor === "agent" ? "agent" : "person";
      tried[own]++;
      if (isDone && !isRejected && !(lifecycle.reopenedAt[item]! - doneAt <= FOLLOW_UP_MS)) accepted[own]++;
      if (executor !== "agent") continue;
      const review = reviewOf(facts, item, endAt, reviews);
      if (review === "cannot be seen") {
        excluded.add("no pull request and no review stage");
        continue;
      }
      executed++;
      const isOwned = hasHumanOwner(facts, item, endAt);
      if (isOwned && review === "reviewed") {
        overseen++;
        examples.add("meets", item, endAt, () => "carried out by an AI agent, owned and reviewed by a person");
        continue;
      }
      if (!isOwned) unowned++;
      if (review !== "reviewed") unreviewed++;
      const what = [isOwned ? null : "without a human owner", review === "reviewed" ? null : "without a review by a person"];
      examples.add(
        "misses",
        item,
        endAt,
        () => `carried out by an AI agent ${what.filter((part) => part !== null).join(" and ")}`,
      );
    }
    if (executed < MINIMUM) return tooFew("ended items that an AI agent carried out", executed, MINIMUM, excluded.toExclusions());
    const rates = { agent: accepted.agent / tried.agent, person: accepted.person / tried.person };
    const ratio = tried.agent >= MINIMUM && tried.person >= MINIMUM && rates.person > 0 ? rates.agent / rates.person : null;
    const isPoor = ratio !== null && ratio < LEAST_ACCEPTANCE_RATIO;
    return percentage(overseen, executed, {
      coverage: coverageOf(executed, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "without a human owner": unowned,
        "without a review": unreviewed,
        "agents' work accepted (%)": 100 * rates.agent,
        ...(tried.person === 0 ? {} : { "people's work accepted (%)": 100 * rates.person }),
        ...(ratio === null ? {} : { "acceptance ratio, agents over people": ratio }),
      },
      warnings: isPoor
        ? [
            `Agents' work is accepted in ${Math.round(100 * rates.agent)} % of cases against ${Math.round(100 * rates.person)} % of people's: watching it does not make it usable.`,
          ]
        : [],
      ...(isPoor ? { cap: CAP } : {}),
    });
  },
});

type Needed = Pick<Facts, "log" | "population" | "visits" | "ownership">;
type Review = "reviewed" | "not reviewed" | "cannot be seen";

/** By project: 1 = an item of it was in a review stage once. */
const projectsWithReview = oncePerLog((log, visits: Facts["visits"]): Uint8Array => {
  const found = new Uint8Array(log.projects.length);
  for (let v = 0; v < visits.count; v++) {
    const project = log.items.project[visits.item[v]!]!;
    if (project >= 0 && visits.category[v] === CATEGORY_CODE.review) found[project] = 1;
  }
  return found;
});

function reviewOf(facts: Needed, item: number, endAt: Instant, reviews: Uint8Array): Review {
  const { pullRequests, actors, items } = facts.log;
  const linked = linkedPullRequests(facts);
  let isIncomplete = false;
  for (let n = linked.first[item]!; n < linked.first[item + 1]!; n++) {
    const p = linked.pullRequest[n]!;
    for (let r = pullRequests.firstReview[p]!; r < pullRequests.firstReview[p + 1]!; r++) {
      const reviewer = pullRequests.reviewActor[r]!;
      if (reviewer >= 0 && actors.kind[reviewer] === ACTOR_KIND.human && reviewer !== pullRequests.author[p]) return "reviewed";
    }
    if (pullRequests.reviewsComplete[p] === 0) isIncomplete = true;
  }
  if (reviewedInStage(facts, item, endAt)) return "reviewed";
  if (isIncomplete) return "cannot be seen";
  const hasCode = linked.first[item + 1]! > linked.first[item]!;
  return hasCode || (items.project[item]! >= 0 && reviews[items.project[item]!] === 1) ? "not reviewed" : "cannot be seen";
}

/** A person commented on it or moved it while it was in review, or moved it out of there. */
function reviewedInStage({ log, visits }: Needed, item: number, endAt: Instant): boolean {
  const { items, events, actors } = log;
  for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
    if (visits.category[v] !== CATEGORY_CODE.review || visits.enteredAt[v]! > endAt) continue;
    const leftAt = Number.isNaN(visits.leftAt[v]!) ? Infinity : visits.leftAt[v]!;
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! <= leftAt; e++) {
      if (events.at[e]! <= visits.enteredAt[v]! || events.origin[e] !== ORIGIN.history || events.viaAutomation[e] === 1) continue;
      if (events.kind[e] !== KIND.comment && events.kind[e] !== KIND.status) continue;
      const actor = events.actor[e]!;
      if (actor >= 0 && actors.kind[actor] === ACTOR_KIND.human) return true;
    }
  }
  return false;
}

/** The assignee, or whoever handed the item to the agent, is a person just before the end. */
function hasHumanOwner({ log, ownership }: Needed, item: number, endAt: Instant): boolean {
  for (let o = ownership.first[item + 1]! - 1; o >= ownership.first[item]!; o--) {
    if (ownership.from[o]! >= endAt && o > ownership.first[item]!) continue;
    const owner = ownership.owner[o]!;
    return owner >= 0 && log.actors.kind[owner] === ACTOR_KIND.human;
  }
  return false;
}
