import type { Problem } from "../model/problem.ts";
import { wrap } from "../report/terminal/layout.ts";
import type { Ports } from "./ports.ts";

/** `acme: jira/issues, page 3: the answer was cut off. Run the scan again; it goes on from page 2.` */
export function problemText(problem: Problem): string {
  // Signing in is no stream; "preflight" would say nothing to a reader.
  const stream = problem.stream === "preflight" ? null : problem.stream;
  const place = [problem.connection, stream].filter((part) => part !== null).join("/");
  const where = problem.page === null ? place : `${place}, page ${problem.page}`;
  return `${where === "" ? "" : `${where}: `}${problem.what} ${problem.todo}`;
}

/** Broken to the width of the terminal, as a paragraph of its own. */
export function paragraph(text: string, ports: Ports): string {
  return `${wrap(text, Math.max(40, Math.min(ports.columns, 100))).join("\n")}\n`;
}

/** Broken to the width of the terminal, every line behind `lead`, all but the first two columns further in. */
export function indented(text: string, lead: string, ports: Ports): string {
  const columns = Math.max(40, Math.min(ports.columns, 100) - lead.length);
  return wrap(text, columns, "  ")
    .map((line) => lead + line)
    .join("\n");
}
