import { ProblemError } from "../model/problem.ts";
/** Ends the program with 130. */
export function cancelled() {
    return new ProblemError({
        code: "interrupted",
        what: "The set-up was cancelled, and nothing of it was stored.",
        todo: 'Run "wmmm init" again whenever you like.',
    });
}
