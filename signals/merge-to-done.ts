import type { Facts } from "../src/event-log/facts.ts";
import { contains, DAY_MS } from "../src/model/window.ts";
import { linkedPullRequests } from "./linked-pull-requests.ts";
import type { Scope } from "./signal.ts";

/** Fewer items say nothing about a habit. */
const MINIMUM = 20;

/**
 * Median of days from the last merge of an item's linked pull requests to its being set to done, over items first done in the window outside of bulk
 * moves; an item that was done before counts 0. Null with fewer than 20. A board that is right whenever the code is has 0.
 */
export function mergeToDoneDays(facts: Pick<Facts, "log" | "population" | "lifecycle">, scope: Scope): number | null {
  const { pullRequests } = facts.log;
  const linked = linkedPullRequests(facts);
  if (linked.pullRequest.length === 0) return null;
  const days: number[] = [];
  for (const item of scope.items) {
    const doneAt = facts.lifecycle.firstDoneAt[item]!;
    if (!contains(scope.window, doneAt) || facts.lifecycle.doneInBulk[item] === 1) continue;
    let mergedAt = -Infinity;
    for (let n = linked.first[item]!; n < linked.first[item + 1]!; n++) {
      const at = pullRequests.mergedAt[linked.pullRequest[n]!]!;
      if (at > mergedAt) mergedAt = at;
    }
    if (mergedAt > -Infinity) days.push(Math.max(0, doneAt - mergedAt) / DAY_MS);
  }
  if (days.length < MINIMUM) return null;
  days.sort((a, b) => a - b);
  return days[Math.floor(days.length / 2)]!;
}
