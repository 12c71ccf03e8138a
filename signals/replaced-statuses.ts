import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS } from "../src/model/window.ts";
import type { ReferenceWorkflow } from "./reference-workflow.ts";

/**
 * Statuses that the workflow of today does not know, by the status that took their place: one of the same category that came into use when no item came
 * into the old one any more (a day's overlap is allowed). Others are not in it.
 */
export function replacedStatuses(
  { visits, log }: Pick<Facts, "visits" | "log">,
  items: readonly number[],
  reference: ReferenceWorkflow,
): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  const first = new Map<number, number>();
  for (const item of items) {
    for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
      const status = visits.status[v]!;
      const at = visits.enteredAt[v]!;
      if (reference.knows(status)) first.set(status, Math.min(first.get(status) ?? Infinity, at));
      else last.set(status, Math.max(last.get(status) ?? -Infinity, at));
    }
  }
  const categoryOf = (status: number) => log.statuses[status]!.category;
  const replaced = new Map<number, number>();
  for (const [old, endedAt] of last) {
    const next = [...first]
      .filter(([status, at]) => categoryOf(status) === categoryOf(old) && at > endedAt - DAY_MS)
      .sort(([a, x], [b, y]) => x - y || a - b)[0];
    if (next !== undefined) replaced.set(old, next[0]);
  }
  return replaced;
}

/** A trace with replaced statuses read as those that took their place; what becomes the same is drawn together. */
export function translated(trace: readonly number[], replaced: ReadonlyMap<number, number>): readonly number[] {
  if (replaced.size === 0) return trace;
  const today = trace.map((status) => replaced.get(status) ?? status);
  return today.filter((status, k) => k === 0 || status !== today[k - 1]);
}
