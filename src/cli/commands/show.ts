import { ProblemError } from "../../model/problem.ts";
import type { Result } from "../../model/result.ts";
import { withStatements } from "../../statements.ts";
import { EXIT, type Ports } from "../ports.ts";
import { printResult } from "../print-result.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

export async function show(given: string | undefined, options: { json?: boolean }, ports: Ports): Promise<number> {
  const result = await lastResult(await chooseWorkspace(given, ports), ports);
  await printResult(result, options.json === true, ports);
  return EXIT.ok;
}

/** The last result of a workspace; a usage problem when it was never scanned. */
export async function lastResult(workspace: string, ports: Ports): Promise<Result> {
  const result = await withWorkspace(workspace, false, ports, async (store) => {
    const last = await store.lastResult();
    return last === null ? null : withStatements(store, last, ports.now());
  });
  if (result !== null) return result;
  throw new ProblemError({
    code: "usage",
    what: `Workspace "${workspace}" has no result yet.`,
    todo: `Run "wmmm scan ${workspace}" first.`,
  });
}
