import { EXIT, type Ports } from "../ports.ts";
import { chooseWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";
import { lastResult } from "./show.ts";

export async function exportCommand(
  given: string | undefined,
  options: { out: readonly string[] },
  ports: Ports,
): Promise<number> {
  checkOutputs(options.out);
  const result = await lastResult(await chooseWorkspace(given, ports), ports);
  await writeFiles(result, options.out, ports);
  return EXIT.ok;
}
