import type { Instant } from "../../src/model/window.ts";
import { instantOf, wholeNumber } from "./header-values.ts";
import type { RatePolicy } from "./rate-policy.ts";

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
  return policy.budgets.flatMap(({ told }) => {
    if (told.kind === "structured") return [];
    const [most, left] = [wholeNumber(headers[told.limit]), wholeNumber(headers[told.remaining])];
    if (most === null || left === null) return [];
    // Windows and buckets are told by the same two headers; what tells them apart is how they are filled up.
    if (told.kind === "bucket")
      return headers[told.fill] === undefined ? [] : [{ name: nameOf(told.limit), limit: most, remaining: left, resetAt: null }];
    const isBucket = policy.budgets.some((other) => other.told.kind === "bucket" && headers[other.told.fill] !== undefined);
    if (isBucket) return [];
    return [{ name: nameOf(told.limit), limit: most, remaining: left, resetAt: instantOf(headers[told.reset], told.unit) }];
  });
}

/** `x-ratelimit-complexity-limit` is the quota of complexity; one without a name of its own counts requests. */
function nameOf(limitHeader: string): string {
  const own = limitHeader.replace(/^x-ratelimit-/, "").replace(/-?limit$/, "");
  return own === "" ? "requests" : own.replaceAll("-", " ");
}
