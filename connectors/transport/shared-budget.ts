import { createHash } from "node:crypto";
import { NOTHING_KNOWN, type BudgetState } from "./rate-budget.ts";

/**
 * Where the quotas of accounts are kept, so that all who use the same token give way together: in this process, in a file for the processes of a
 * machine, in a database for those of several. It needs no more than one small value a key and a change of it that nobody gets in between.
 */
export interface SharedBudget {
  /** A keyed hash of `account`, which holds a token: only the hash is kept. */
  hash(account: string): string;
  /** Gives `change` what is stored (null: nothing), stores what it returns, and lets nobody in between. `change` must be pure: it may run again. */
  update<T>(key: string, change: (stored: BudgetState | null) => { readonly state: BudgetState; readonly result: T }): Promise<T>;
}

/** For one process; forgotten with it. */
export function budgetInProcess(): SharedBudget {
  const states = new Map<string, BudgetState>();
  return {
    hash: (account) => createHash("sha256").update(account).digest("hex"),
    update: (key, change) => {
      const { state, result } = change(states.get(key) ?? NOTHING_KNOWN);
      states.set(key, state);
      return Promise.resolve(result);
    },
  };
}
