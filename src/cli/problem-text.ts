import type { Problem } from "../model/problem.ts";

/** `acme: jira/issues, page 3: the answer was cut off. Run the scan again; it goes on from page 2.` */
export function problemText(problem: Problem): string {
  const place = [problem.connection, problem.stream].filter((part) => part !== null).join("/");
  const where = problem.page === null ? place : `${place}, page ${problem.page}`;
  return `${where === "" ? "" : `${where}: `}${problem.what} ${problem.todo}`;
}
