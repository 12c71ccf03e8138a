import type { Problem } from "../src/model/problem.ts";
import { MINUTE_MS, type Instant } from "../src/model/window.ts";

/** Clocks may differ by as much as this before anybody needs to know. */
const TOLERATED_MS = 5 * MINUTE_MS;

/** By how much a tool's clock is ahead of ours, milliseconds, and what is to be said about it. `date`: the header of an answer; 0 where there is none. */
export function clockSkew(
  date: string | undefined,
  now: Instant,
  product: string,
): { readonly ms: number; readonly warning: Pick<Problem, "code" | "what" | "todo"> | null } {
  const vendorNow = Date.parse(date ?? "");
  const ms = Number.isNaN(vendorNow) ? 0 : vendorNow - now;
  if (Math.abs(ms) <= TOLERATED_MS) return { ms, warning: null };
  const minutes = Math.round(Math.abs(ms) / MINUTE_MS);
  return {
    ms,
    warning: {
      code: "clock-skew",
      what: `The clock of this machine is ${minutes} minutes ${ms > 0 ? "behind" : "ahead of"} ${product}'s.`,
      todo: `Set this machine's clock; ${product}'s time is used for what was read.`,
    },
  };
}
