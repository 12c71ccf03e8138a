import { ProblemError } from "../model/problem.ts";
import { EXIT, type Ports } from "./ports.ts";
import { indented, problemText } from "./problem-text.ts";
import { processPorts } from "./process-ports.ts";
import { withVariablesFromFiles } from "./variables-from-files.ts";
import { VERSION } from "./version.ts";

/** Runs one command line and gives its exit code. `--version` is answered before anything else is loaded. */
export async function main(argv: readonly string[], given?: Ports): Promise<number> {
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    (given ?? { out: (text: string) => process.stdout.write(text) }).out(`${VERSION}\n`);
    return EXIT.ok;
  }
  let ports = given ?? processPorts();
  try {
    ports = withVariablesFromFiles(ports);
    const [{ run }, { closeStoreHome }] = await Promise.all([import("./program.ts"), import("./workspace.ts")]);
    try {
      return await run(argv, ports);
    } finally {
      await closeStoreHome(ports);
    }
  } catch (error) {
    if (error instanceof ProblemError) {
      const text = `wmmm: ${problemText(error.problem)}`;
      // Off a terminal one line stays one line, for those who search it.
      ports.err(`${ports.errIsTerminal ? indented(text, "", ports) : text}\n`);
      return error.problem.code === "interrupted" ? EXIT.interrupted : EXIT.error;
    }
    ports.err(`wmmm: something went wrong that should not have (${error instanceof Error ? error.name : typeof error}).\n`);
    if (ports.env["WMMM_DEBUG"] && error instanceof Error) ports.err(`${frames(error)}\n`);
    else ports.err("Set WMMM_DEBUG=1 to see where, and report it with that text.\n");
    return EXIT.error;
  }
}

/** Where it happened. The message stays out: those of parsers and of the system quote what they were given. */
function frames(error: Error): string {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s{4}at /.test(line));
  return [error.name, ...lines].join("\n");
}
