import type { ScanRun } from "../model/scan-run.ts";
import type { Instant } from "../model/window.ts";

/** A connection whose vendor may post to us. Its secret is kept sealed elsewhere. */
export interface Hook {
  readonly workspace: string;
  readonly connection: string;
  /** Kind of the connection, e.g. `github`. */
  readonly kind: string;
  readonly addedAt: Instant;
  /** When the last delivery came that was taken; null = none yet. */
  readonly lastAt: Instant | null;
}

/** What a delivery that was checked says. */
export interface KeptHint {
  readonly workspace: string;
  readonly connection: string;
  /** The same for the same delivery, however often it comes. */
  readonly once: string;
  /** Ids of items at the vendor. */
  readonly items: readonly string[];
  readonly at: Instant;
}

/** Hints of one workspace that no run was asked for yet. */
export interface WaitingHints {
  readonly workspace: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** Hints that a read is to follow. */
export interface HintsToRead {
  /** The newest first, each once. */
  readonly items: readonly string[];
  /** The runs that were asked for because of them. */
  readonly runs: readonly string[];
}

/**
 * Who may post, and what was posted: no more than that an item is to be read again. Part of the operations store, with its contract. A hint that is lost costs
 * nothing but time, since an ordinary read finds nearly all of what it said; one that comes twice is kept once.
 */
export interface HintStore {
  /** By workspace and connection; of all workspaces when `workspace` is null. */
  hooks(workspace: string | null): Promise<readonly Hook[]>;
  hook(workspace: string, connection: string): Promise<Hook | null>;
  /** False: the connection has one, which stays as it is. */
  addHook(hook: Hook): Promise<boolean>;
  /** With all that it brought. False: there is none. */
  removeHook(workspace: string, connection: string): Promise<boolean>;
  /** One row. False: it is known already. */
  keep(hint: KeptHint): Promise<boolean>;
  waiting(): Promise<readonly WaitingHints[]>;
  /**
   * Asks for a run because of all that waits for a workspace, or joins the one that is queued. Null: another server was first.
   */
  request(request: { readonly id: string; readonly workspace: string; readonly now: Instant }): Promise<ScanRun | null>;
  /** Of those that a run was asked for. `limit` items at most. */
  toRead(workspace: string, connection: string, limit: number): Promise<HintsToRead>;
  /** They were followed, to the end. What came meanwhile has a run of its own. */
  wereRead(workspace: string, connection: string, runs: readonly string[], now: Instant): Promise<void>;
  /** Forgets those that came before, and of each connection all but the newest `most`. Gives their number. */
  forgetHints(before: Instant, most: number): Promise<number>;
}
