import type { Command } from "commander";
import type { AddHookOptions } from "./commands/hooks.ts";
import type { Ports } from "./ports.ts";

/** Commands about vendors that say by themselves when something has changed. */
export function declareHooks(program: Command, ports: Ports, end: (code: number) => void): void {
  const hooks = program.command("hooks").description('let trackers say what has changed, while "wmmm serve" runs');
  hooks
    .command("add")
    .description("take the webhooks of a connection; shows the path and, once, the secret to enter at the vendor")
    .argument("<workspace>")
    .argument("<connection>", "its id, e.g. github")
    .option("--from-env <name>", "environment variable that holds the secret, where the vendor has made one (Linear)")
    .option("--url <address>", "where the vendor reaches this server, e.g. https://wmmm.example.com; shown before the path")
    .action(async (workspace: string, connection: string, options: AddHookOptions) => {
      const { addHook } = await import("./commands/hooks.ts");
      end(await addHook(workspace, connection, options, ports));
    });
  hooks
    .command("list")
    .description("who may post, and when something came last; never a secret")
    .argument("[workspace]", "all when left out")
    .option("--json", "print as JSON")
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { listHooks } = await import("./commands/hooks.ts");
      end(await listHooks(workspace, options, ports));
    });
  hooks
    .command("remove")
    .description("refuse what is posted for a connection, and forget its secret")
    .argument("<workspace>")
    .argument("<connection>")
    .action(async (workspace: string, connection: string) => {
      const { removeHook } = await import("./commands/hooks.ts");
      end(await removeHook(workspace, connection, ports));
    });
}
