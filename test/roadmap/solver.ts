import { highsCode, highsSolver } from "../../src/cli/highs-solver.ts";

/** The real solver, loaded once a file; and its code, for another thread. */
export const code = await highsCode();
export const solver = await highsSolver(code);
