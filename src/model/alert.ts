import type { Instant } from "./window.ts";

/**
 * `level-change`: the level is another one. `regression`: level, index, a characteristic or a tracked signal fell. `characteristic-change`: one rose or
 * fell. `signal-change`: a tracked signal did. Rising and falling always mean: by more than the minimal detectable change, and by the work.
 * `scan-failed`: a scan ended without a judgement, or with parts missing. `scan-stale`: there has been no judgement for longer than the schedules say.
 */
export const ALERT_KINDS = [
  "level-change",
  "regression",
  "characteristic-change",
  "signal-change",
  "scan-failed",
  "scan-stale",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** How an alert travels. */
export const ALERT_CHANNELS = ["webhook", "slack", "email"] as const;
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

/** Who wants to hear what. Where it goes is a secret (whoever has the address of a Slack webhook can post) and is kept with the secrets. */
export interface AlertRule {
  /** Unique in its workspace, e.g. `webhook-1`. */
  readonly id: string;
  readonly workspace: string;
  readonly channel: AlertChannel;
  /** At least one. */
  readonly kinds: readonly AlertKind[];
  /** Ids of signals that are looked at for `signal-change` and `regression`. */
  readonly signals: readonly string[];
  /** What can be shown of where it goes: the host of an address, the domain of a mailbox. */
  readonly shownTarget: string;
  readonly addedAt: Instant;
}

/** What is told. Describes work, never a person; holds no title of an item. */
export interface Alert {
  /** The same for the same cause, so that telling it twice can be recognised. */
  readonly id: string;
  readonly kind: AlertKind | "test";
  readonly workspace: string;
  /** ISO instant of the judgement or the scan that it is about. */
  readonly at: string;
  /** One line. */
  readonly title: string;
  /** Sentences, the most important first. */
  readonly lines: readonly string[];
}
