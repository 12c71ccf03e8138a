import type { Command } from "commander";
import { collect } from "./collect.ts";
import type { Ports } from "./ports.ts";

interface AddJoinsOptions {
  readonly workspace?: string;
  readonly person?: readonly string[];
  readonly team?: readonly string[];
  readonly work?: readonly string[];
}

/** Commands about what is one in several tools, and who is no person. */
export function declareJoins(program: Command, ports: Ports, end: (code: number) => void): void {
  const joins = program
    .command("joins")
    .description("see and decide which accounts, teams and pieces of work of several tools are one");
  joins
    .command("list")
    .description("every join with how it was made; accounts are pseudonyms")
    .argument("[workspace]")
    .option("--all", "all links between pieces of work, not only the first")
    .option("--json", "print as JSON")
    .action(async (workspace: string | undefined, options: { json?: boolean; all?: boolean }) => {
      const { listJoins } = await import("./commands/joins-list.ts");
      end(await listJoins(workspace, options, ports));
    });
  joins
    .command("add")
    .description("say that records of two connections are one, as <connection>:<name>=<connection>:<name>")
    .option("--workspace <name>", "workspace; may be left out when there is only one")
    .option("--person <pair>", "accounts, e.g. jira:<account id>=github:<login or id>; kept as pseudonyms only", collect)
    .option("--team <pair>", "teams by project or team key, e.g. jira:ACME=linear:ENG", collect)
    .option("--work <pair>", "items or pull requests by key, e.g. jira:ACME-7=github:acme/shop#12", collect)
    .action(async ({ workspace, person = [], team = [], work = [] }: AddJoinsOptions) => {
      const { addJoins } = await import("./commands/joins.ts");
      end(await addJoins(workspace, { person, team, work }, ports));
    });
  joins
    .command("import")
    .description('the same from a JSON file: { "persons": [["jira:...", "github:..."]], "teams": [...], "work": [...] }')
    .argument("<file>")
    .option("--workspace <name>", "workspace; may be left out when there is only one")
    .action(async (file: string, options: { workspace?: string }) => {
      const { importJoins } = await import("./commands/joins.ts");
      end(await importJoins(options.workspace, file, ports));
    });
  for (const verdict of ["undo", "redo"] as const) {
    joins
      .command(verdict)
      .description(verdict === "undo" ? "never join the two, on whatever basis" : "take a refusal back")
      .argument("<id>", "id of the join as listed, or its beginning")
      .option("--workspace <name>", "workspace; may be left out when there is only one")
      .action(async (id: string, options: { workspace?: string }) => {
        const { decideJoins } = await import("./commands/joins.ts");
        end(await decideJoins(options.workspace, id, verdict, ports));
      });
  }

  const actors = program.command("actors").description("see and decide which accounts are no persons");
  actors
    .command("list")
    .description("automation, integrations and agents with how they are known; of people only how many there are")
    .argument("[workspace]")
    .option("--json", "print as JSON")
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { listActors } = await import("./commands/actors.ts");
      end(await listActors(workspace, options, ports));
    });
  actors
    .command("set")
    .description("say what an account is, as <connection>:<account id>=<kind>; as-declared takes it back")
    .argument("<account=kind...>")
    .option("--workspace <name>", "workspace; may be left out when there is only one")
    .action(async (given: string[], options: { workspace?: string }) => {
      const { setActorKinds } = await import("./commands/actors.ts");
      end(await setActorKinds(options.workspace, given, ports));
    });
}
