import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";

/** How a vendor limits and how we give way; data, so that a new vendor is an entry and not a code path. */
export interface RatePolicy {
  /** Name in sentences. */
  readonly title: string;
  /** Tries of one request, the first included. */
  readonly attempts: number;
  /** Wait after the first, second... failure where the vendor names none; the last one repeats. */
  readonly backoffMs: readonly number[];
  /** Each back-off is multiplied by a random number in this range, so that clients do not come back together. */
  readonly jitter: readonly [low: number, high: number];
  /** A vendor that asks for more than this is not waited for: the read stops and resumes at the next run. */
  readonly longestWaitMs: number;
  readonly retryStatuses: readonly number[];
  readonly budgets: readonly BudgetHeaders[];
}

/** Headers in which a vendor tells what is left of a quota. */
export interface BudgetHeaders {
  readonly limit: string;
  readonly remaining: string;
  readonly reset: string;
  readonly resetUnit: "iso" | "epoch-s" | "epoch-ms";
}

const USUAL = {
  attempts: 5,
  backoffMs: [2_000, 4_000, 8_000, 16_000],
  jitter: [0.7, 1.3],
  longestWaitMs: 15 * MINUTE_MS,
  retryStatuses: [429, 502, 503, 504],
} as const;

/** By connector id. Jira: Atlassian's rate-limiting guide of 2026-10 (2, 4, 8, 16 s x 0.7-1.3, at least Retry-After). Linear: its rate-limiting page of 2026-09 (quotas an hour, told in headers; refusals come as 400). */
export const RATE_POLICIES = {
  jira: {
    ...USUAL,
    title: "Jira",
    budgets: [{ limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining", reset: "x-ratelimit-reset", resetUnit: "iso" }],
  },
  linear: {
    ...USUAL,
    title: "Linear",
    budgets: (["requests", "complexity", "endpoint-requests"] as const).map((name) => ({
      limit: `x-ratelimit-${name}-limit`,
      remaining: `x-ratelimit-${name}-remaining`,
      reset: `x-ratelimit-${name}-reset`,
      resetUnit: "epoch-ms" as const,
    })),
  },
} as const satisfies Readonly<Record<string, RatePolicy>>;

/** The policy of a connector; of one that has none of its own the usual one, without a quota that headers tell of. */
export function policyOf(connector: string): RatePolicy {
  const own: Readonly<Record<string, RatePolicy>> = RATE_POLICIES;
  return Object.hasOwn(own, connector) ? own[connector]! : { ...USUAL, title: "the tracker", budgets: [] };
}

/** Milliseconds that `Retry-After` asks for (seconds or an HTTP date, read against the vendor's own clock); null = says nothing usable. */
export function retryAfterMs(header: string | undefined, vendorNow: Instant): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,12}(?:\.\d{1,3})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = text.length < 40 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - vendorNow);
}

export function backoffMs(policy: RatePolicy, failures: number, random: () => number): number {
  const base = policy.backoffMs[Math.min(failures, policy.backoffMs.length) - 1] ?? 0;
  const [low, high] = policy.jitter;
  return Math.round(base * (low + (high - low) * random()));
}

/** Below this share of a quota we slow down instead of running into the limit. */
const LOW_SHARE = 0.1;

/**
 * How long to hold the next request back so that the rest of the quota lasts until it is filled up again. 0 while there is plenty.
 * `vendorNow` comes from the same answer's `Date`, so that a wrong clock of ours does no harm.
 */
export function paceMs(policy: RatePolicy, headers: Readonly<Record<string, string>>, vendorNow: Instant): number {
  let longest = 0;
  for (const budget of policy.budgets) {
    const limit = wholeNumber(headers[budget.limit]);
    const remaining = wholeNumber(headers[budget.remaining]);
    const resetAt = instantOf(headers[budget.reset], budget.resetUnit);
    if (limit === null || remaining === null || resetAt === null || limit === 0) continue;
    const leftMs = resetAt - vendorNow;
    if (remaining > limit * LOW_SHARE || leftMs <= 0 || leftMs > DAY_MS) continue;
    longest = Math.max(longest, remaining === 0 ? leftMs : leftMs / (remaining + 1));
  }
  // RFC draft "RateLimit": "name";r=<left>;t=<seconds until reset>. Jira sends `r` only when little is left.
  for (const [, left, seconds] of (headers["ratelimit"] ?? "").slice(0, 500).matchAll(/;\s?r=(\d{1,9})\s?;\s?t=(\d{1,6})/g)) {
    if (Number(left) <= 20) longest = Math.max(longest, (Number(seconds) * 1000) / (Number(left) + 1));
  }
  return Math.ceil(longest);
}

export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

export function instantOf(text: string | undefined, unit: BudgetHeaders["resetUnit"]): Instant | null {
  if (text === undefined || text.length > 40) return null;
  if (unit === "iso") {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : at;
  }
  // Milliseconds since 1970 have thirteen digits.
  const number = /^\d{1,14}$/.test(text) ? Number(text) : null;
  return number === null ? null : unit === "epoch-s" ? number * 1000 : number;
}
