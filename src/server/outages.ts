import type { Instant } from "../model/window.ts";

/** What a server or worker cannot be without. */
export type Service = "Redis" | "database";

export interface Outage {
  readonly service: Service;
  /** A code of the system, SQLSTATE, or the first word of what Redis answered: of the first failure. */
  readonly code: string;
  /** When it failed first. */
  readonly since: Instant;
  /** How often something failed because of it until now. */
  readonly failures: number;
}

/** `gone`: it was there until now. `away`: it still is. `back`: it is there again, after so many milliseconds. */
export type OutageNews = Outage & ({ readonly what: "gone" | "away" } | { readonly what: "back"; readonly awayMs: number });

export interface Outages {
  /** Something failed since the service is away. */
  failed(service: Service, code: string): void;
  /** It was asked whether it is there: `false` = no answer. Nothing is told of one that was not away. */
  asked(service: Service, isThere: boolean): void;
  /** It was opened just now, so it is back: nobody uses connections from before. */
  opened(service: Service): void;
  /** Those to be asked whether they are back. */
  away(): readonly Service[];
}

/** Whoever looks at the log within a minute sees that it is still away. */
export const SAY_AWAY_MS = 60_000;
/** So long without a failure before it counts as back: connections that broke with it are noticed one after the other, and what flickers is one outage. */
export const QUIET_MS = 5000;

interface Kept extends Outage {
  failures: number;
  saidAt: Instant;
  failedAt: Instant;
  /** The first answer since the last failure; null = none yet. */
  answeredAt: Instant | null;
}

/** One piece of news when a service goes, one a minute at most while it is away, one when it is back, however many things fail because of it. */
export function createOutages(ports: { now(): Instant; tell(news: OutageNews): void }): Outages {
  const outages = new Map<Service, Kept>();

  function sayAway(kept: Kept): void {
    if (ports.now() - kept.saidAt < SAY_AWAY_MS) return;
    kept.saidAt = ports.now();
    ports.tell({ what: "away", ...plain(kept) });
  }

  function back(kept: Kept, answeredAt: Instant): void {
    outages.delete(kept.service);
    ports.tell({ what: "back", ...plain(kept), awayMs: answeredAt - kept.since });
  }

  return {
    failed(service, code) {
      const now = ports.now();
      const kept = outages.get(service);
      if (kept === undefined) {
        const made: Kept = { service, code, since: now, failures: 1, saidAt: now, failedAt: now, answeredAt: null };
        outages.set(service, made);
        ports.tell({ what: "gone", ...plain(made) });
        return;
      }
      kept.failures++;
      kept.failedAt = now;
      kept.answeredAt = null;
      sayAway(kept);
    },
    asked(service, isThere) {
      const kept = outages.get(service);
      if (kept === undefined) return;
      const now = ports.now();
      if (!isThere) {
        kept.failedAt = now;
        kept.answeredAt = null;
        return sayAway(kept);
      }
      kept.answeredAt ??= now;
      if (now - kept.failedAt >= QUIET_MS) back(kept, kept.answeredAt);
    },
    opened(service) {
      const kept = outages.get(service);
      if (kept !== undefined) back(kept, ports.now());
    },
    away: () => [...outages.keys()],
  };
}

function plain({ service, code, since, failures }: Kept): Outage {
  return { service, code, since, failures };
}
