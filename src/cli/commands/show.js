import { ProblemError } from "../../model/problem.ts";
import { EXIT } from "../ports.ts";
import { printResult } from "../print-result.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";
export async function show(given, options, ports) {
    const result = await lastResult(chooseWorkspace(given, ports), ports);
    await printResult(result, options.json === true, ports);
    return EXIT.ok;
}
/** The last result of a workspace; a usage problem when it was never scanned. */
export async function lastResult(workspace, ports) {
    const result = await withWorkspace(workspace, false, ports, (store) => store.lastResult());
    if (result !== null)
        return result;
    throw new ProblemError({
        code: "usage",
        what: `Workspace "${workspace}" has no result yet.`,
        todo: `Run "wmmm scan ${workspace}" first.`,
    });
}
