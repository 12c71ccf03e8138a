import { type Command, Option } from "commander";
import { TREND_STEPS } from "../model/trend.ts";
import { collect } from "./collect.ts";
import type { TrendOptions } from "./commands/trend.ts";
import { instant, periodStart } from "./instants.ts";
import type { Ports } from "./ports.ts";

/** Declares `trend`; its code is loaded when it runs. */
export function declareTrend(program: Command, ports: Ports, answer: (code: number) => void): void {
  program
    .command("trend")
    .description("level, index and profile at past dates, from the history that is stored and with today's ruleset")
    .argument("[workspace]", "name of the workspace; may be left out when there is only one")
    .addOption(new Option("--every <step>", "a date at the end of each").choices(TREND_STEPS).default("month"))
    .option("--since <period>", "first year, month or day (2025, 2025-01, 2025-01-15); a year before the last date", periodStart)
    .option("--until <instant>", "last day or instant (ISO 8601, UTC); now when left out", instant)
    .option("--json", "print the trend as one JSON object (schemas/trend.schema.json)")
    .option("--out <file...>", "also write it to these files (.html .json .csv .md)", collect)
    .option("--quiet", "no progress")
    .action(async (workspace: string | undefined, { out = [], ...options }: Omit<TrendOptions, "out"> & { out?: string[] }) => {
      const { trendCommand } = await import("./commands/trend.ts");
      answer(await trendCommand(workspace, { ...options, out }, ports));
    });
}
