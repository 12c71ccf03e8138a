import type { Problem } from "../../src/model/problem.ts";

/** What a read of issues may have to say at its end or beside a page. */
const STREAM = "issues";

export function notRead(connection: string, count: number): Problem {
  return {
    code: "forbidden",
    connection,
    stream: STREAM,
    page: null,
    what: `GitHub lists ${count} ${count === 1 ? "repository" : "repositories"} whose issues it did not give.`,
    todo: "Check that the token has the permission Issues: read for all repositories in scope, and run again.",
  };
}

export function partial(connection: string, page: number, incomplete: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page,
    what: `GitHub answered with errors beside its data; the history of ${incomplete} ${incomplete === 1 ? "issue" : "issues"} may be incomplete.`,
    todo: "Run again later; what was read is stored, and issues that are marked are read again when they change.",
  };
}

export function nothingListed(connection: string): Problem {
  return {
    code: "counts-differ",
    connection,
    stream: STREAM,
    page: null,
    what: "GitHub did not list all issues of the repositories that were read before; nothing stored was touched.",
    todo: "Check that the token may still read the repositories in scope, and run again.",
  };
}
