import { Option, type Command } from "commander";
import { collect } from "./collect.ts";
import type { Ports } from "./ports.ts";

export function declareRoadmap(program: Command, ports: Ports, end: (code: number) => void): void {
  program
    .command("roadmap")
    .description("the fewest changes to observe for the next level, as practices; asks nobody")
    .argument("[workspace]", "name of the workspace; may be left out when there is only one")
    .addOption(new Option("--to <level>", "another level than the next one").choices(["2", "3", "4", "5"]))
    .option("--ruleset <file>", "by the rules of this file instead of the workspace's")
    .option("--json", "print as JSON")
    .option("--out <file...>", "also write the last result with the roadmap in it (.html .json)", collect)
    .action(async (workspace: string | undefined, options: { to?: string; ruleset?: string; json?: boolean; out?: string[] }) => {
      const { roadmapCommand } = await import("./commands/roadmap.ts");
      end(await roadmapCommand(workspace, { ...options, out: options.out ?? [] }, ports));
    });
}
