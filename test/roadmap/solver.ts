import { highsSolver } from "../../src/cli/highs-solver.ts";

/** The real solver, loaded once a file. */
export const solver = await highsSolver(60);
