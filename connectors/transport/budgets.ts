import type { Instant } from "../../src/model/window.ts";
import { instantOf, wholeNumber, type RatePolicy } from "./rate-policy.ts";

/** One quota as a vendor told it in the headers of an answer. */
export interface Budget {
  /** E.g. `requests`. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** When it is filled up again, by the vendor's clock; null = not told. */
  readonly resetAt: Instant | null;
}

/** Every quota of `policy` that these headers (lower-case names) tell of; none where the vendor names none. */
export function budgetsOf(policy: RatePolicy, headers: Readonly<Record<string, string>>): readonly Budget[] {
  return policy.budgets.flatMap(({ limit, remaining, reset, resetUnit }) => {
    const [most, left] = [wholeNumber(headers[limit]), wholeNumber(headers[remaining])];
    if (most === null || left === null) return [];
    return [{ name: nameOf(limit), limit: most, remaining: left, resetAt: instantOf(headers[reset], resetUnit) }];
  });
}

/** `x-ratelimit-complexity-limit` is the quota of complexity; one without a name of its own counts requests. */
function nameOf(limitHeader: string): string {
  const own = limitHeader.replace(/^x-ratelimit-/, "").replace(/-?limit$/, "");
  return own === "" ? "requests" : own.replaceAll("-", " ");
}
