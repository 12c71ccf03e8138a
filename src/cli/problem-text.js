import { wrap } from "../report/terminal/layout.ts";
/** `acme: jira/issues, page 3: the answer was cut off. Run the scan again; it goes on from page 2.` */
export function problemText(problem) {
    // Signing in is no stream; "preflight" would say nothing to a reader.
    const stream = problem.stream === "preflight" ? null : problem.stream;
    const place = [problem.connection, stream].filter((part) => part !== null).join("/");
    const where = problem.page === null ? place : `${place}, page ${problem.page}`;
    return `${where === "" ? "" : `${where}: `}${problem.what} ${problem.todo}`;
}
/** Broken to the width of the terminal, every line behind `lead`, all but the first two columns further in. */
export function indented(text, lead, ports) {
    const columns = Math.max(40, Math.min(ports.columns, 100) - lead.length);
    return wrap(text, columns, "  ")
        .map((line) => lead + line)
        .join("\n");
}
