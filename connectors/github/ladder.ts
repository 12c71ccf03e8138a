import type { Instant } from "../../src/model/window.ts";
import { codeOf, TooMuchError, tooMuch, type Place } from "./graphql-errors.ts";
import { FIRST_RUNG, QUICK_MS } from "./page-sizes.ts";

/** How much to ask for, and how hard to try. */
export interface Rung {
  readonly size: number;
  /** Nothing smaller is left to try: what comes in part is taken. */
  readonly isLast: boolean;
}

/** Asks with the size that is good at the moment; smaller after an answer that was too much for GitHub, larger after a quick one. */
export interface Ladder {
  ask<T>(place: Place, ask: (rung: Rung) => Promise<T>): Promise<T>;
  readonly size: number;
}

export function createLadder(sizes: readonly number[], now: () => Instant): Ladder {
  let rung = FIRST_RUNG;
  /** The largest that has not failed. */
  let highest = 0;
  return {
    get size() {
      return sizes[rung]!;
    },
    async ask(place, ask) {
      for (;;) {
        const startedAt = now();
        try {
          const answer = await ask({ size: sizes[rung]!, isLast: rung === sizes.length - 1 });
          if (now() - startedAt <= QUICK_MS && rung > highest) rung--;
          return answer;
        } catch (error) {
          const code = codeOf(error);
          const isTooMuch =
            error instanceof TooMuchError || code === "timeout" || code === "server-error" || code === "too-large";
          if (!isTooMuch) throw error;
          if (rung === sizes.length - 1) throw error instanceof TooMuchError ? tooMuch(place) : error;
          rung++;
          highest = rung;
        }
      }
    },
  };
}
