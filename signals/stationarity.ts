import type { Facts } from "../src/event-log/facts.ts";
import { contains } from "../src/model/window.ts";
import type { Scope } from "./signal.ts";

/** Beyond this ln(started / ended) work piles up or runs out, and durations of the window are no steady state. */
const NON_STATIONARY = 0.3;

/** ln of items started over items finished or cancelled in the window; NaN when either is 0. */
function balanceOf(facts: Pick<Facts, "lifecycle">, scope: Scope): number {
  const { lifecycle } = facts;
  let arrivals = 0;
  let departures = 0;
  for (const item of scope.recent) {
    if (Number.isNaN(lifecycle.startedAt[item]!)) continue;
    if (contains(scope.window, lifecycle.startedAt[item]!)) arrivals++;
    if (contains(scope.window, lifecycle.doneAt[item]!) || contains(scope.window, lifecycle.cancelledAt[item]!)) departures++;
  }
  return arrivals === 0 || departures === 0 ? NaN : Math.log(arrivals / departures);
}

/** One sentence when durations of this window should be read with care, else none. */
export function stationarityWarning(facts: Pick<Facts, "lifecycle">, scope: Scope): string[] {
  const balance = balanceOf(facts, scope);
  if (!(Math.abs(balance) > NON_STATIONARY)) return [];
  const factor = Math.exp(Math.abs(balance)).toFixed(1);
  return [
    balance > 0
      ? `Not stationary: ${factor} times as many items were started as ended.`
      : `Not stationary: ${factor} times as many items ended as were started.`,
  ];
}
