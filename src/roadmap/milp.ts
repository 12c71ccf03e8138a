/** One linear constraint: lower <= sum of values x columns <= upper. */
export interface MilpRow {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** Minimise the sum of `costs` (whole numbers) x columns, where every column is 0 or 1. */
export interface BinaryProgram {
  readonly costs: readonly number[];
  readonly rows: readonly MilpRow[];
}

/** `optimal`: no other assignment is cheaper. `stopped`: it was given up, so that nothing can be claimed. */
export type MilpAnswer =
  | { readonly status: "optimal"; readonly values: ArrayLike<number>; readonly objective: number }
  | { readonly status: "infeasible" }
  | { readonly status: "stopped" };

/** Whoever solves it; passed in, so that what asks runs anywhere. */
export type MilpSolver = (program: BinaryProgram) => MilpAnswer;
