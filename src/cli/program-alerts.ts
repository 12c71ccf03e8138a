import type { Command } from "commander";
import type { AddAlertOptions } from "./commands/alerts.ts";
import { collect } from "./collect.ts";
import type { Ports } from "./ports.ts";

/** Commands about who is told when something changes. */
export function declareAlerts(program: Command, ports: Ports, end: (code: number) => void): void {
  const alerts = program.command("alerts").description("tell a webhook, Slack or a mailbox what changed, after every scan");
  alerts
    .command("add")
    .description("tell somebody when something changes by more than noise, or a scan fails")
    .argument("<workspace>")
    .requiredOption(
      "--on <kinds>",
      "level-change, regression, characteristic-change, signal-change, scan-failed, scan-stale; several by commas",
    )
    .option("--webhook <url>", "post signed JSON (Standard Webhooks)")
    .option("--slack <url>", "post to an incoming webhook of Slack, or of what speaks the same")
    .option("--email <address>", "send plain text by the mail server in WMMM_SMTP_URL")
    .option("--signal <id>", "track this signal too; several times for several", collect)
    .option("--id <name>", "name of the alert; webhook-1 and so on when left out")
    .action(async (workspace: string, options: AddAlertOptions) => {
      const { addAlert } = await import("./commands/alerts.ts");
      end(await addAlert(workspace, options, ports));
    });
  alerts
    .command("list")
    .description("who is told what, and what was sent last")
    .argument("[workspace]", "all when left out")
    .option("--json", "print as JSON")
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { listAlerts } = await import("./commands/alerts.ts");
      end(await listAlerts(workspace, options, ports));
    });
  alerts
    .command("test")
    .description("send one now that says it is a test")
    .argument("<workspace>")
    .argument("<alert>", 'as "wmmm alerts list" names it')
    .action(async (workspace: string, id: string) => {
      const { sendTestAlert } = await import("./commands/alerts.ts");
      end(await sendTestAlert(workspace, id, ports));
    });
  alerts
    .command("remove")
    .description("tell it nothing any more")
    .argument("<workspace>")
    .argument("<alert>", 'as "wmmm alerts list" names it')
    .action(async (workspace: string, id: string) => {
      const { removeAlert } = await import("./commands/alerts.ts");
      end(await removeAlert(workspace, id, ports));
    });
}
