import type { Command } from "commander";
import type { Ports } from "./ports.ts";

/** Commands about the rules that results are judged by. */
export function declareRuleset(program: Command, ports: Ports, end: (code: number) => void): void {
  const ruleset = program
    .command("ruleset")
    .description("see, check, compare and choose the rules that a workspace is judged by");
  ruleset
    .command("print")
    .description("a ruleset in full, in the form of an own one: the shipped one when no file or workspace is named")
    .argument("[file]")
    .option("--workspace <name>", "the one that this workspace is judged by")
    .option("--json", "without comments")
    .action(async (file: string | undefined, options: { workspace?: string; json?: boolean }) => {
      const { printRuleset } = await import("./commands/ruleset.ts");
      end(await printRuleset(file, options, ports));
    });
  ruleset
    .command("validate")
    .description("say whether a file can be used, and how it departs from what is shipped")
    .argument("<file>")
    .action(async (file: string) => {
      const { validateRulesetFile } = await import("./commands/ruleset.ts");
      end(await validateRulesetFile(file, ports));
    });
  ruleset
    .command("diff")
    .description(
      'say in words what moves from the shipped rules to a file, or from one file to another ("shipped" names the shipped ones)',
    )
    .argument("<file>")
    .argument("[other]")
    .option(
      "--workspace <name>",
      "also judge what is stored of this workspace by both; with one file: compare with what it is judged by",
    )
    .option("--json", "print as JSON")
    .action(async (file: string, other: string | undefined, options: { workspace?: string; json?: boolean }) => {
      const { diffRulesets } = await import("./commands/ruleset.ts");
      end(await diffRulesets(file, other, options, ports));
    });
  ruleset
    .command("use")
    .description("judge a workspace by the rules of a file from now on; the file is copied into the workspace")
    .argument("[file]")
    .option("--workspace <name>", "workspace; may be left out when there is only one")
    .option("--shipped", "go back to the rules as they are shipped")
    .action(async (file: string | undefined, options: { workspace?: string; shipped?: boolean }) => {
      const { useRuleset } = await import("./commands/ruleset.ts");
      end(await useRuleset(file, options, ports));
    });
}
