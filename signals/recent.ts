import type { Facts } from "../src/event-log/facts.ts";
import type { EventLog } from "../src/event-log/columns.ts";
import { oncePerLog } from "../src/event-log/once-per-log.ts";
import type { Instant } from "../src/model/window.ts";

/** The teams of the items (-1 = none) in the order of their first items, which no choice among the items changes. */
export function teamsInOrder({ items: { team }, teams }: EventLog, items: Uint32Array): readonly number[] {
  const found: number[] = [];
  // One place for items without a team.
  const isFound = new Uint8Array(teams.length + 1);
  for (const item of items) {
    const own = team[item]!;
    if (isFound[own + 1] === 1) continue;
    isFound[own + 1] = 1;
    if (found.push(own) > teams.length) break;
  }
  return found;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "activity">;

/**
 * Those of the items, in their order, that can matter to what happened since an instant: open, or with something recorded of them (or of a part of
 * them, or of a pull request of theirs) then or later. Most items of a long history were closed long before and have nothing to say.
 */
export function recentItems(facts: Needed, items: Uint32Array, since: Instant): Uint32Array {
  const lastAt = lastSigns(facts.log, facts);
  const recent = new Uint32Array(items.length);
  let count = 0;
  for (const item of items) if (lastAt[item]! >= since) recent[count++] = item;
  return recent.slice(0, count);
}

/** When something was last recorded of each item; Infinity while it is open. */
const lastSigns = oncePerLog((log, { lifecycle, population, activity }: Needed): Float64Array => {
  const { items, events, pullRequests } = log;
  const { acts } = activity;
  const last = new Float64Array(items.count);
  for (let i = 0; i < items.count; i++) {
    const doneAt = lifecycle.doneAt[i]!;
    const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[i]! : doneAt;
    if (Number.isNaN(closedAt)) {
      last[i] = Infinity;
      continue;
    }
    let at = Math.max(items.createdAt[i]!, closedAt);
    const end = items.firstEvent[i + 1]!;
    if (end > items.firstEvent[i]!) at = Math.max(at, events.at[end - 1]!);
    // By time: what was done to a part of an item stands here too.
    const lastAct = acts.first[i + 1]! - 1;
    if (lastAct >= acts.first[i]!) at = Math.max(at, events.at[acts.event[lastAct]!]!);
    last[i] = at;
  }
  for (let p = 0; p < pullRequests.count; p++) {
    let at = Number.isNaN(pullRequests.closedAt[p]!) ? Infinity : pullRequests.closedAt[p]!;
    for (let r = pullRequests.firstReview[p]!; r < pullRequests.firstReview[p + 1]!; r++)
      at = Math.max(at, pullRequests.reviewAt[r]!);
    for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++) {
      const item = pullRequests.workItem[w]!;
      last[item] = Math.max(last[item]!, at);
      const whole = population.partOf[item]!;
      if (whole >= 0) last[whole] = Math.max(last[whole]!, at);
    }
  }
  return last;
});
