import { ProblemError } from "../../src/model/problem.ts";

/** Code of the problem that work ends with; `done` where it ends well, the words of any other error. */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );
}
