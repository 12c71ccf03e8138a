import type { Instant } from "../../src/model/window.ts";
import { NOTHING_KNOWN, pause, refillMs, reserve, settle, type Reservation, type ToldAnswer } from "./rate-budget.ts";
import type { RatePolicy } from "./rate-policy.ts";
import type { SharedBudget } from "./shared-budget.ts";

export interface RateGateOptions {
  readonly policy: RatePolicy;
  readonly share: number;
  readonly budget: SharedBudget;
  now(): Instant;
  /** A request is on its way for no longer than this. */
  readonly lastsMs: number;
}

/** One try of one request, as its quotas see it. */
export interface Pass {
  readonly key: string;
  readonly endpoint: string;
  readonly reservation: Reservation;
}

export type WaitReason = "rate-limit" | "pacing";
/** Why nothing may be asked for longer than a run waits. */
export type TooLong = "asked" | "share";

/**
 * Lets requests through as the vendor's quotas and pauses allow, together with all others who use the same budget. `wait` is given how long to
 * sleep; `refuse` throws for what is not waited for.
 */
export function createRateGate({ policy, share, budget, now, lastsMs }: RateGateOptions) {
  const limits = { policy, share };
  let under = 0;
  const queue: (() => void)[] = [];
  const keys = new Map<string, string>();

  /** Requests at once, of this client. */
  const seat = async () => {
    if (under >= policy.concurrency) await new Promise<void>((free) => queue.push(free));
    else under++;
  };

  const keyOf = (host: string, authorization: string): string => {
    const account = `${host}\n${authorization}`;
    let key = keys.get(account);
    if (key === undefined) keys.set(account, (key = budget.hash(account)));
    return key;
  };

  return {
    /** To be left by `leave`, whatever happens. */
    enter: seat,
    leave(): void {
      const next = queue.shift();
      if (next === undefined) under--;
      else next();
    },

    async pass(
      request: { readonly method: string; readonly url: URL; readonly headers: Readonly<Record<string, string>> },
      wait: (ms: number, reason: WaitReason) => Promise<void>,
      refuse: (ms: number, why: TooLong) => Error,
    ): Promise<Pass> {
      const key = keyOf(request.url.host, request.headers["authorization"] ?? "");
      const endpoint = policy.endpointOf(request.method, request.url.pathname);
      // A sleep that was told to last so long has lasted so long, whatever the clock says: else a clock that stands still would wait for ever.
      for (let at = now(); ; at = Math.max(now(), at)) {
        const entry = await budget.update(key, (stored) => {
          const result = reserve(stored ?? NOTHING_KNOWN, limits, endpoint, at, lastsMs);
          return { state: result.state, result };
        });
        if (entry.isAllowed) return { key, endpoint, reservation: entry.reservation };
        const { waitMs, reason } = entry;
        if (waitMs > policy.longestWaitMs) throw refuse(waitMs, reason === "pause" ? "asked" : "share");
        await wait(waitMs, reason === "pause" ? "rate-limit" : "pacing");
        at += waitMs;
      }
    },

    /** What an answer told; null = none came. */
    async settle({ key, endpoint, reservation }: Pass, answer: ToldAnswer | null): Promise<void> {
      await budget.update(key, (stored) => ({
        state: settle(stored ?? NOTHING_KNOWN, limits, endpoint, reservation, answer),
        result: null,
      }));
    },

    refillMs: (answer: ToldAnswer) => refillMs(policy, answer),

    /** Everybody who uses the budget waits. */
    async pause({ key, endpoint }: Pass, pauses: "account" | "endpoint", ms: number): Promise<void> {
      await budget.update(key, (stored) => ({
        state: pause(stored ?? NOTHING_KNOWN, pauses === "account" ? "" : endpoint, now(), ms),
        result: null,
      }));
    },
  };
}
