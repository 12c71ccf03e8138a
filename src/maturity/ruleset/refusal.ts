import { ProblemError } from "../../model/problem.ts";

/** A ruleset that cannot be used: `what` goes on from "The ruleset". */
export function refused(what: string, todo = 'Correct it; "wmmm ruleset validate" tells when it can be used.'): ProblemError {
  return new ProblemError({ code: "usage", what: `The ruleset ${what}.`, todo });
}
