import type { Command } from "commander";
import { collect } from "./collect.ts";
import type { CompareOptions } from "./commands/compare.ts";
import type { Ports } from "./ports.ts";

/** Declares `compare`; its code is loaded when it runs. */
export function declareCompare(program: Command, ports: Ports, answer: (code: number) => void): void {
  program
    .command("compare")
    .description("what changed from A to B: how much of it is the work, the evidence, or the rules")
    .argument("<A>", "a past day (2026-01-31), a kept scan (last, previous, last~2) or a result file (old.json)")
    .argument("<B>", "the same")
    .option("--workspace <name>", "whose days and scans are meant; may be left out when there is only one")
    .option("--json", "print the comparison as one JSON object (schemas/comparison.schema.json)")
    .option("--out <file...>", "also write it to these files; the suffix decides: .html .json .csv .md", collect)
    .option("--fail-on-fall", "exit with 1 when the work fell by more than the minimal detectable change, or the level fell")
    .addHelpText(
      "after",
      "\nExit codes: 0 compared, 1 a fall with --fail-on-fall, 2 wrong usage,\n3 compared, but one of the two has no level or rests on incomplete data.",
    )
    .action(async (a: string, b: string, { out = [], ...options }: Omit<CompareOptions, "out"> & { out?: string[] }) => {
      const { compareCommand } = await import("./commands/compare.ts");
      answer(await compareCommand(a, b, { ...options, out }, ports));
    });
}
