import type { Alert, AlertRule } from "../model/alert.ts";
import type { Problem } from "../model/problem.ts";
import type { ScanRun } from "../model/scan-run.ts";
import type { Instant } from "../model/window.ts";

/** An alert on its way to whom a rule names. */
export interface StoredAlert {
  readonly alert: Alert;
  /** Id of the rule. */
  readonly rule: string;
  readonly state: "waiting" | "sent" | "failed";
  /** Times that it was taken up to be sent. */
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly madeAt: Instant;
  readonly endedAt: Instant | null;
  /** Why the last try did not succeed. */
  readonly problem: Problem | null;
}

/** The right to send one alert, held by one process at a time. */
export interface AlertClaim {
  readonly stored: StoredAlert;
  readonly token: number;
}

/**
 * Who is told what, and what is on its way. Part of the operations store, with its contract: each method is one transaction, and what two processes could
 * do at once is decided by one conditional statement. An alert is made once (by its id) and sent at least once.
 */
export interface AlertStore {
  /** By workspace and id; of all workspaces when `workspace` is null. */
  rules(workspace: string | null): Promise<readonly AlertRule[]>;
  /** False: there is one of that name in the workspace, which stays as it is. */
  addRule(rule: AlertRule): Promise<boolean>;
  /** What waits to be sent for it is dropped. False: there is none. */
  removeRule(workspace: string, id: string): Promise<boolean>;
  /** Runs that have ended and were not looked at yet, the oldest first. */
  untoldRuns(limit: number): Promise<readonly ScanRun[]>;
  /** `asOf` of the judgement that a workspace was told about last; null = none. */
  toldUpTo(workspace: string): Promise<Instant | null>;
  /** As if it was told about the judgement of that instant. False: it was told about one already, which stays. */
  beginAt(workspace: string, asOf: Instant): Promise<boolean>;
  /** Keeps what follows from a run and marks it as looked at, in one go. How many alerts are new. */
  tell(
    run: { readonly id: string; readonly workspace: string; readonly upTo: Instant | null },
    alerts: readonly Told[],
    now: Instant,
  ): Promise<number>;
  /** The same for what no run brings. */
  add(alerts: readonly Told[], now: Instant): Promise<number>;
  /** The one that has waited longest, also one whose sender has let its time run out; null = none is due. */
  claim(now: Instant, holdMs: number): Promise<AlertClaim | null>;
  /** Each is false where somebody else has taken it up meanwhile, or its rule is gone. */
  sent(claim: AlertClaim, now: Instant): Promise<boolean>;
  again(claim: AlertClaim, notBefore: Instant, problem: Problem): Promise<boolean>;
  failed(claim: AlertClaim, problem: Problem, now: Instant): Promise<boolean>;
  /** The newest first. */
  alerts(workspace: string | null, limit: number): Promise<readonly StoredAlert[]>;
  /** Forgets those that ended before. */
  forgetAlerts(endedBefore: Instant): Promise<number>;
}

export interface Told {
  /** Id of the rule. */
  readonly rule: string;
  readonly alert: Alert;
}
