import type { Command } from "commander";
import type { SetSecretOptions } from "./commands/secrets.ts";
import type { Ports } from "./ports.ts";

/** Commands about tokens that are kept, for servers and schedules that have no shell to set a variable in. */
export function declareSecrets(program: Command, ports: Ports, end: (code: number) => void): void {
  const secrets = program.command("secrets").description("keep tokens sealed, where no environment variable can be set");
  secrets
    .command("set")
    .description("store the token of a connection, sealed (AES-256-GCM); read from a pipe, a variable, or typed unseen")
    .argument("<workspace>")
    .argument("<connection>", "its id, e.g. jira")
    .option("--from-env <name>", "environment variable that holds it now")
    .action(async (workspace: string, connection: string, options: SetSecretOptions) => {
      const { setSecret } = await import("./commands/secrets.ts");
      end(await setSecret(workspace, connection, options, ports));
    });
  secrets
    .command("list")
    .description("which connections have a token stored; never its value")
    .argument("<workspace>")
    .option("--json", "print as one JSON object")
    .action(async (workspace: string, options: { json?: boolean }) => {
      const { listSecrets } = await import("./commands/secrets.ts");
      end(await listSecrets(workspace, options, ports));
    });
  secrets
    .command("remove")
    .description("forget the token of a connection")
    .argument("<workspace>")
    .argument("<connection>")
    .action(async (workspace: string, connection: string) => {
      const { removeSecret } = await import("./commands/secrets.ts");
      end(await removeSecret(workspace, connection, ports));
    });
  const keys = program.command("keys").description("the keyring that stored tokens are sealed with");
  keys
    .command("new")
    .description("print a new key; put it first into WMMM_KEYRING or the keyring file, the older ones behind it")
    .action(async () => {
      const { printNewKey } = await import("./commands/secrets.ts");
      end(await printNewKey(ports));
    });
  keys
    .command("compose")
    .description("write the random passwords and the key that compose.yaml wants; what is there stays")
    .argument("<directory>", "one directory a service is made in it, for its owner alone")
    .action(async (directory: string) => {
      const { writeComposeSecrets } = await import("./commands/compose-secrets.ts");
      end(writeComposeSecrets(directory, ports));
    });
  keys
    .command("status")
    .description("which keys are needed, by their ids")
    .option("--json", "print as one JSON object")
    .action(async (options: { json?: boolean }) => {
      const { showKeys } = await import("./commands/secrets.ts");
      end(await showKeys(options, ports));
    });
  keys
    .command("rotate")
    .description("seal everything anew under the newest key; may be stopped and run again")
    .action(async () => {
      const { rotateKeys } = await import("./commands/secrets.ts");
      end(await rotateKeys(ports));
    });
}
