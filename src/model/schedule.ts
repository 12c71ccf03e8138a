import type { Instant } from "./window.ts";

/** When a workspace is scanned without anybody asking. */
export interface Schedule {
  /** A name by the rules of workspace names, e.g. `acme` or `acme-weekly`. */
  readonly id: string;
  readonly workspace: string;
  /** Five fields of cron or a nickname like `@daily`, as it was given. */
  readonly cron: string;
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  readonly paused: boolean;
  /** Null while it is paused, and where the pattern never comes again. */
  readonly nextDueAt: Instant | null;
  /** The due time that brought the last run about; null = none yet. */
  readonly lastDueAt: Instant | null;
  /** Id of the run that the last due time brought about or joined. */
  readonly lastRun: string | null;
  readonly createdAt: Instant;
}
