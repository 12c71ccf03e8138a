import { TOUCH_AGENT, TOUCH_UNKNOWN } from "../../src/event-log/facts.ts";
import { ACTOR_KIND } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, times, tooFew } from "../answer.ts";
import { linkedPullRequests } from "../linked-pull-requests.ts";
import { defineSignal, type Scope } from "../signal.ts";

const MINIMUM = 50;
/** With fewer active items whose actors are known, the rest could be anything. */
const LEAST_KNOWN_SHARE = 0.5;

export const signal = defineSignal({
  id: "ai-assist-share",
  reference: "S41",
  title: "AI-assist share",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items with at least one act by an identified AI agent in the window (comment, triage, label, move, draft; a linked pull request opened or reviewed), of all items on which anybody acted in it. An item counts once, however much an agent says on it. 0 % = no such act was recorded.",
  source: "Vendor claims only (Linear, 2026: about 25 % of new items are written by agents); the rungs are expert priors.",
  limits: [
    "A lower bound: most use of AI happens outside of the tracker (DORA 2025: about 90 % use AI).",
    "An agent that is not known as one counts as what its account is: an integration or a person.",
  ],
  guard: 'None found is "not observed", never "not met"; an agent that comments on everything counts once an item.',
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["actors", "actor-kinds", "ai-agents"],
  needs: ["log", "population", "activity"],
  measure(facts, scope) {
    const { log } = facts;
    if (facts.activity.actorsMissing)
      return cannotTell("The history does not say who or what acted, so agents cannot be told from people.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    let active = 0;
    let assisted = 0;
    for (const item of scope.recent) {
      const { agent, known, unknown } = actsOn(facts, item, scope);
      if (agent + known === 0) {
        excluded.add("acts by unknown kinds of actors only", unknown > 0 ? 1 : 0);
        continue;
      }
      active++;
      if (agent === 0) continue;
      assisted++;
      examples.add("meets", item, agent, () => `an AI agent acted on it ${times(agent)}`);
    }
    const coverage = coverageOf(active, excluded.total);
    if (active + excluded.total >= MINIMUM && coverage < LEAST_KNOWN_SHARE) {
      const percent = Math.round(100 * coverage);
      return cannotTell(`Of only ${percent} % of the active items can be told who acted.`, active, excluded.toExclusions());
    }
    if (active < MINIMUM) return tooFew("active items", active, MINIMUM, excluded.toExclusions());
    return percentage(assisted, active, {
      coverage,
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "with an agent": assisted },
      warnings: [],
    });
  },
});

/** Acts in the window by agents, by other known kinds of actors, and by unknown ones. Moves in bulk are none. */
function actsOn(
  facts: Pick<Facts, "log" | "population" | "activity">,
  item: number,
  { window }: Scope,
): { agent: number; known: number; unknown: number } {
  const { events, actors, pullRequests } = facts.log;
  const { acts, touch } = facts.activity;
  const count = { agent: 0, known: 0, unknown: 0 };
  for (let n = acts.first[item + 1]! - 1; n >= acts.first[item]!; n--) {
    const e = acts.event[n]!;
    if (events.at[e]! < window.startAt) break;
    if (events.at[e]! >= window.endAt || facts.population.isBulk[e] === 1) continue;
    if (touch[e] === TOUCH_AGENT) count.agent++;
    else if (touch[e] === TOUCH_UNKNOWN) count.unknown++;
    else count.known++;
  }
  const isAgent = (actor: number): boolean => actor >= 0 && actors.kind[actor] === ACTOR_KIND["ai-agent"];
  const linked = linkedPullRequests(facts);
  for (let n = linked.first[item]!; n < linked.first[item + 1]!; n++) {
    const p = linked.pullRequest[n]!;
    if (contains(window, pullRequests.createdAt[p]!) && isAgent(pullRequests.author[p]!)) count.agent++;
    for (let r = pullRequests.firstReview[p]!; r < pullRequests.firstReview[p + 1]!; r++)
      if (contains(window, pullRequests.reviewAt[r]!) && isAgent(pullRequests.reviewActor[r]!)) count.agent++;
  }
  return count;
}
