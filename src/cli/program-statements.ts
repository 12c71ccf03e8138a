import type { Command } from "commander";
import type { SignOptions } from "./commands/statements.ts";
import { instant } from "./instants.ts";
import type { Ports } from "./ports.ts";

const CHARACTERISTIC = "its number, e.g. 3.4; before it the workspace, which may be left out when there is only one";

/** Commands about what people sign: apart from everything that is inferred. */
export function declareStatements(program: Command, ports: Ports, end: (code: number) => void): void {
  const signing = [
    [
      "attest",
      "attestation",
      "sign that a characteristic holds here, seen or not; shown apart, changes nothing that is inferred",
    ],
    ["exempt", "exemption", "sign that a characteristic does not apply here; shown apart, changes nothing that is inferred"],
  ] as const;
  for (const [name, kind, description] of signing) {
    program
      .command(name)
      .usage("[options] [workspace] <characteristic>")
      .description(description)
      .argument("<characteristic...>", CHARACTERISTIC)
      .requiredOption("--reason <text>", "why, in a sentence")
      .requiredOption("--author <name>", "who signs; kept in the workspace and shown in its reports, written to no log")
      .requiredOption("--until <day>", "last day on which it counts (ISO 8601), at most two years away", instant)
      .action(async (given: string[], options: SignOptions) => {
        const { sign } = await import("./commands/statements.ts");
        end(await sign(kind, given, options, ports));
      });
  }
  const statements = program.command("statements").description("see what was attested and exempted, and take it back");
  statements
    .command("list")
    .description("every statement with reason, author and expiry")
    .argument("[workspace]")
    .option("--json", "print as JSON")
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { listStatements } = await import("./commands/statements.ts");
      end(await listStatements(workspace, options, ports));
    });
  statements
    .command("remove")
    .usage("[options] [workspace] <characteristic>")
    .description("take back what was stated about a characteristic")
    .argument("<characteristic...>", CHARACTERISTIC)
    .action(async (given: string[]) => {
      const { removeStatement } = await import("./commands/statements.ts");
      end(await removeStatement(given, ports));
    });
}
