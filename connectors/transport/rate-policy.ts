import { MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { githubRefusal, jiraDcRefusal, linearRefusal, usualRefusal, type Refusal, type RefusedAnswer } from "./refusals.ts";

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
  /** Requests under way at once. */
  readonly concurrency: number;
  readonly budgets: readonly BudgetHeaders[];
  /** Limits that are documented and that no header tells: requests a minute, by `endpointOf`. */
  readonly perMinute: Readonly<Record<string, number>>;
  /** Which requests share a limit: what the vendor counts together. */
  endpointOf(method: string, path: string): string;
  /** Whether an answer is the vendor's way of saying "too many"; null = it is not. Looked at for every answer, since some say so with 200. */
  refusal(answer: RefusedAnswer): Refusal | null;
}

/** Headers in which a vendor tells what is left of a quota. */
export interface BudgetHeaders {
  /** Unique in the policy. */
  readonly name: string;
  readonly told:
    | {
        /** Filled up at once at `reset`. */
        readonly kind: "window";
        readonly limit: string;
        readonly remaining: string;
        readonly reset: string;
        readonly unit: "iso" | "epoch-s" | "epoch-ms";
      }
    | {
        /** `fill` units come in every `seconds`. */
        readonly kind: "bucket";
        readonly limit: string;
        readonly remaining: string;
        readonly fill: string;
        readonly seconds: string;
      }
    | {
        /** `RateLimit-Policy` and `RateLimit` of the IETF draft. What is left is told only when it is little, so points are counted by `pointsOf`. */
        readonly kind: "structured";
        readonly pointsOf: (json: unknown) => number;
      };
  /** Counted for the account as a whole, or for each `endpointOf`. */
  readonly per: "account" | "endpoint";
  /** A request takes one, or as many points as it turns out to have cost. */
  readonly unit: "requests" | "points";
}

const USUAL = {
  attempts: 5,
  backoffMs: [2_000, 4_000, 8_000, 16_000],
  jitter: [0.7, 1.3],
  longestWaitMs: 15 * MINUTE_MS,
  retryStatuses: [429, 502, 503, 504],
  concurrency: 1,
  perMinute: {},
  endpointOf: () => "",
  refusal: usualRefusal,
} as const satisfies Partial<RatePolicy>;

const REMAINING = { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining" } as const;

/** Atlassian's page on points of 2026-03: one a request, and one for each object that it gives back. */
function jiraPoints(json: unknown): number {
  const { issues, values } = Object(json) as { readonly issues?: unknown; readonly values?: unknown };
  return 1 + [issues, values].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** By connector id. */
export const RATE_POLICIES: Readonly<Record<"jira" | "jira-dc" | "linear" | "github", RatePolicy>> = {
  /**
   * Atlassian's rate-limiting guide of 2026-10: 2, 4, 8, 16 s x 0.7-1.3 and at least Retry-After; bursts are counted for each endpoint and
   * method, 5 to 10 requests at once at most. Data Center tells a token bucket for each user instead.
   */
  jira: {
    ...USUAL,
    title: "Jira",
    concurrency: 5,
    // Ids in the path are no endpoints of their own.
    endpointOf: (method, path) => `${method} ${path.slice(0, 200).replaceAll(/\/\d+(?=\/|$)/g, "/*")}`,
    budgets: [
      {
        name: "burst",
        told: { kind: "window", ...REMAINING, reset: "x-ratelimit-reset", unit: "iso" },
        per: "endpoint",
        unit: "requests",
      },
      {
        name: "bucket",
        told: { kind: "bucket", ...REMAINING, fill: "x-ratelimit-fillrate", seconds: "x-ratelimit-interval-seconds" },
        per: "account",
        unit: "requests",
      },
      // Only OAuth apps have one, of 65,000 points an hour and more: one a request and one for each issue in the answer.
      { name: "points", told: { kind: "structured", pointsOf: jiraPoints }, per: "account", unit: "points" },
    ],
  },
  /** Atlassian's page on rate limiting in Data Center: a token bucket for each user on each node, off unless an administrator sets it; a limit of 0 blocks. */
  "jira-dc": {
    ...USUAL,
    title: "Jira",
    budgets: [
      {
        name: "bucket",
        told: { kind: "bucket", ...REMAINING, fill: "x-ratelimit-fillrate", seconds: "x-ratelimit-interval-seconds" },
        per: "account",
        unit: "requests",
      },
    ],
    refusal: jiraDcRefusal,
  },
  /** Linear's rate-limiting page of 2026-09: quotas an hour of requests and of complexity, told in headers; refusals come as 400. */
  linear: {
    ...USUAL,
    title: "Linear",
    budgets: (["requests", "complexity", "endpoint-requests"] as const).map((name) => ({
      name,
      told: {
        kind: "window",
        limit: `x-ratelimit-${name}-limit`,
        remaining: `x-ratelimit-${name}-remaining`,
        reset: `x-ratelimit-${name}-reset`,
        unit: "epoch-ms",
      },
      per: "account",
      unit: name === "complexity" ? "points" : "requests",
    })),
    refusal: linearRefusal,
  },
  /**
   * GitHub's pages on rate limits of 2026-10: points an hour, GraphQL and REST apart; secondary limits a minute that no header tells;
   * requests one after the other. Refusals come as 200, 403 or 429.
   */
  github: {
    ...USUAL,
    title: "GitHub",
    endpointOf: (_, path) => (path.endsWith("/graphql") ? "graphql" : "rest"),
    budgets: [
      {
        name: "points",
        told: { kind: "window", ...REMAINING, reset: "x-ratelimit-reset", unit: "epoch-s" },
        per: "endpoint",
        unit: "points",
      },
    ],
    perMinute: { graphql: 2_000, rest: 900 },
    refusal: githubRefusal,
  },
};

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
