/** What a read of issues may have to say at its end or beside a page. */
const STREAM = "issues";
export function notRead(connection, count) {
    return {
        code: "forbidden",
        connection,
        stream: STREAM,
        page: null,
        what: `GitHub lists ${count} ${count === 1 ? "repository" : "repositories"} whose issues it did not give.`,
        todo: "Check that the token has the permission Issues: read for all repositories in scope, and run again.",
    };
}
export function leftOut(connection, page, count) {
    return {
        code: "unexpected-shape",
        connection,
        stream: STREAM,
        page,
        what: `${count} ${count === 1 ? "issue" : "issues"} came in a shape that this version cannot read and ${count === 1 ? "was" : "were"} left out.`,
        todo: "Update wmmm; if it is the newest version, please report this.",
    };
}
export function partial(connection, page, incomplete) {
    return {
        code: "history-incomplete",
        connection,
        stream: STREAM,
        page,
        what: `GitHub answered with errors beside its data; the history of ${incomplete} ${incomplete === 1 ? "issue" : "issues"} may be incomplete.`,
        todo: "Run again later; what was read is stored, and issues that are marked are read again when they change.",
    };
}
export function nothingListed(connection) {
    return {
        code: "counts-differ",
        connection,
        stream: STREAM,
        page: null,
        what: "GitHub did not list all issues of the repositories that were read before; nothing stored was touched.",
        todo: "Check that the token may still read the repositories in scope, and run again.",
    };
}
