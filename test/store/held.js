import { CONNECTION } from "./tracker.ts";
/** The lease of a connection, taken over from whoever has it: for tests in which there is one writer. */
export function held(store, scope = CONNECTION) {
    return store.takeLease({ scope, owner: "a test", now: 0, takeOver: true });
}
