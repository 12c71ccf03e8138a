import { EXIT } from "../ports.ts";
import { chooseWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";
import { lastResult } from "./show.ts";
export async function exportCommand(given, options, ports) {
    checkOutputs(options.out);
    const result = await lastResult(chooseWorkspace(given, ports), ports);
    await writeFiles(result, options.out, ports);
    return EXIT.ok;
}
