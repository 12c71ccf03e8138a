import { Option, type Command } from "commander";
import type { MoveOptions } from "./commands/store-move.ts";
import type { Ports } from "./ports.ts";

/** Commands about where workspaces are kept. */
export function declareStore(program: Command, ports: Ports, end: (code: number) => void): void {
  const migrate = program.command("migrate").description("bring what is stored up to date with this version");
  migrate
    .command("status")
    .description("which steps were taken, and which are still to come")
    .option("--json", "print as one JSON object")
    .action(async (options: { json?: boolean }) => {
      const { migrateStatus } = await import("./commands/migrate.ts");
      end(await migrateStatus(options, ports));
    });
  migrate
    .command("up")
    .description("take the steps that are still to come; every other command does so too, where it may")
    .action(async () => {
      const { migrateUp } = await import("./commands/migrate.ts");
      end(await migrateUp(ports));
    });
  const engine = (flag: string, text: string) => new Option(flag, text).choices(["sqlite", "postgres"]).makeOptionMandatory();
  program
    .command("store")
    .description("where workspaces are kept")
    .command("move")
    .description("carry workspaces over to another engine, compare what arrived, and keep the original")
    .argument("[workspace]", "all when left out")
    .addOption(engine("--from <engine>", "where they are: files, or the database of DATABASE_URL"))
    .addOption(engine("--to <engine>", "where they shall be"))
    .action(async (workspace: string | undefined, options: MoveOptions) => {
      const { moveStore } = await import("./commands/store-move.ts");
      end(await moveStore(workspace, options, ports));
    });
}
