import { codeOf, TooMuchError, tooMuch } from "./graphql-errors.ts";
import { FIRST_RUNG, QUICK_MS } from "./page-sizes.ts";
export function createLadder(sizes, now) {
    let rung = FIRST_RUNG;
    /** The largest that has not failed. */
    let highest = 0;
    return {
        get size() {
            return sizes[rung];
        },
        async ask(place, ask) {
            for (;;) {
                const startedAt = now();
                try {
                    const answer = await ask({ size: sizes[rung], isLast: rung === sizes.length - 1 });
                    if (now() - startedAt <= QUICK_MS && rung > highest)
                        rung--;
                    return answer;
                }
                catch (error) {
                    const code = codeOf(error);
                    const isTooMuch = error instanceof TooMuchError || code === "timeout" || code === "server-error" || code === "too-large";
                    if (!isTooMuch)
                        throw error;
                    if (rung === sizes.length - 1)
                        throw error instanceof TooMuchError ? tooMuch(place) : error;
                    rung++;
                    highest = rung;
                }
            }
        },
    };
}
