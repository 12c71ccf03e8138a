import { createHash } from "node:crypto";
import { NOTHING_KNOWN } from "./rate-budget.ts";
/** For one process; forgotten with it. */
export function budgetInProcess() {
    const states = new Map();
    return {
        hash: (account) => createHash("sha256").update(account).digest("hex"),
        update: (key, change) => {
            const { state, result } = change(states.get(key) ?? NOTHING_KNOWN);
            states.set(key, state);
            return Promise.resolve(result);
        },
    };
}
