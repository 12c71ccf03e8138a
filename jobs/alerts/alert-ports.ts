import type { Judgements } from "../../src/alerts/changes.ts";
import type { Alert, AlertRule } from "../../src/model/alert.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { OperationsStore } from "../../src/store/operations.ts";

/** What became of one try to send. `final`: trying again would not help. */
export type SendOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly problem: Problem; readonly final: boolean };

/** A judgement to be told about, against the one that was told about before. */
export interface JudgedSince {
  /** `asOf` of the later one. */
  readonly upTo: Instant;
  /** Null = there was none before, so nothing has changed. */
  readonly judgements: Judgements | null;
}

/** Everything that alerting takes from the world. */
export interface AlertPorts {
  readonly store: OperationsStore;
  now(): Instant;
  random(): number;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * The newest judgement kept at or before `until`, compared with the newest at or before `since` (null = with the one before it). Null = there is none, or
   * it is no newer than `since`.
   */
  judgedSince(workspace: string, since: Instant | null, until: Instant): Promise<JudgedSince | null>;
  send(rule: AlertRule, alert: Alert): Promise<SendOutcome>;
  /** Something that should not have happened; it is tried again. */
  onError(error: unknown): void;
  onAlert?(what: "made" | "sent" | "delayed" | "failed", rule: string, workspace: string, problem: Problem | null): void;
}
