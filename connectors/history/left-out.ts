import type { Problem } from "../../src/model/problem.ts";

/** Issues of a page that could not be read; the others of it were. */
export function leftOut(connection: string, stream: string, page: number, count: number): Problem {
  return {
    code: "unexpected-shape",
    connection,
    stream,
    page,
    what: `${count} ${count === 1 ? "issue" : "issues"} came in a shape that this version cannot read and ${count === 1 ? "was" : "were"} left out.`,
    todo: "Update wmmm; if it is the newest version, please report this.",
  };
}
