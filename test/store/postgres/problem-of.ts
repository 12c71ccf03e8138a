import { ProblemError, type Problem } from "../../../src/model/problem.ts";

/** The problem that work ends with; null = it ends well. Any other error is thrown. */
export async function problemOf(work: Promise<unknown>): Promise<Problem | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}
