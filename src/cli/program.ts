import { Command, CommanderError, Option } from "commander";
import { collect } from "./collect.ts";
import type { InitOptions } from "./commands/init.ts";
import { addConnectFile } from "./connect-file-command.ts";
import { EXIT, type Ports } from "./ports.ts";
import { instant } from "./instants.ts";
import { declareCompare } from "./program-compare.ts";
import { declareAlerts } from "./program-alerts.ts";
import { declareHooks } from "./program-hooks.ts";
import { declareJobs } from "./program-jobs.ts";
import { declareJoins } from "./program-joins.ts";
import { declareRoadmap } from "./program-roadmap.ts";
import { declareRuleset } from "./program-ruleset.ts";
import { declareSecrets } from "./program-secrets.ts";
import { declareStatements } from "./program-statements.ts";
import { declareStore } from "./program-store.ts";
import { declareTrend } from "./program-trend.ts";
import { nameHelp, withoutValues } from "./usage-errors.ts";
import { VERSION } from "./version.ts";

const EXIT_CODES = `
Exit codes: 0 ok, 1 below --fail-under, 2 wrong usage or an error of ours,
3 data incomplete (what there is was judged and says so), 130 interrupted.`;

/** Every command loads its own code when it runs; declaring them costs nothing but this file. */
export async function run(argv: readonly string[], ports: Ports): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command("wmmm")
    .description("Infers an organisation's level in the Work Management Maturity Model from the history in its tracker.")
    .version(VERSION, "-V, --version")
    .helpOption("-h, --help")
    .showSuggestionAfterError()
    .configureHelp({ subcommandTerm: (command) => [command.name(), command.usage().replace(/^\[options\] ?/, "")].join(" ") })
    .exitOverride()
    .configureOutput({
      writeOut: ports.out,
      writeErr: (text) => ports.err(withoutValues(text)),
      getOutHelpWidth: () => Math.min(ports.columns, 100),
      getErrHelpWidth: () => Math.min(ports.columns, 100),
    })
    .addHelpText(
      "after",
      `\nFirst steps:\n  wmmm demo                        a result without any account\n  wmmm scan --github owner/repo    one repository, with the token that is there\n  wmmm init                        connect a tracker, step by step\n  wmmm scan <workspace>            read, measure, judge\n${EXIT_CODES}`,
    );

  program
    .command("demo")
    .description("scan the bundled synthetic organisation through the real connector; writes an HTML report")
    .option("--out <file...>", "write the result to these files; the suffix decides the format", collect)
    .action(async ({ out = [] }: { out?: string[] }) => {
      const { demo } = await import("./commands/demo.ts");
      code = await demo({ out }, ports);
    });

  program
    .command("init")
    .description("connect a tracker step by step: token, test, scope, a preview of the cost, the first scan")
    .option("--tracker <name>", "jira-cloud, jira-dc, linear, github or file; asked for when left out")
    .option("--url <url>", "address of the site (Jira)")
    .option("--email <address>", "account that the token belongs to (Jira Cloud)")
    .option("--repo <owner/name>", "repositories, comma-separated, or an organisation (GitHub)")
    .option("--path <file>", "the file to import")
    .option("--api-url <url>", "address of the API, for a proxy or a server of your own")
    .option("--token-env <NAME>", "environment variable that holds the token; the token itself is never stored")
    .option("--only <keys>", "projects, teams or repositories to read, comma-separated; all when left out", commaList)
    .option("--workspace <name>", "workspace to add the connection to; made when it does not exist")
    .option("--no-titles", "do not store titles of issues; examples then show keys only")
    .option("--no-scan", "only store the connection")
    .option("-y, --yes", "take every default and ask only what has none")
    .option("--no-input", "ask nothing: what is neither given nor has a default is an error (for CI)")
    .action(async (options: InitOptions) => {
      const { init } = await import("./commands/init.ts");
      code = await init(options, ports);
    });

  const connect = program.command("connect").description("connect a tracker to a workspace and test the connection");
  connect
    .command("jira")
    .description("connect a Jira Cloud site, or a Jira Data Center when --email is left out")
    .requiredOption("--workspace <name>", "workspace to add the connection to; made when it does not exist")
    .requiredOption("--url <url>", "address of the site, e.g. https://acme.atlassian.net or https://jira.acme.com")
    .option("--email <address>", "Jira Cloud: account that the API token belongs to")
    .requiredOption(
      "--token-env <NAME>",
      "environment variable that holds the token (Data Center: a personal access token); the token itself is never stored",
    )
    .option("--projects <keys>", "project keys, comma-separated; all that the token may browse when left out", commaList)
    .option("--no-titles", "do not store titles of issues; examples then show keys only")
    .option("--id <id>", "name of the connection inside its workspace", "jira")
    .option("--no-check", "store it without asking the site")
    .action(async ({ url, email, projects, ...options }: ConnectOptions & JiraSettings) => {
      const { connectTracker } = await import("./commands/connect.ts");
      code =
        email === undefined
          ? await connectTracker("jira-dc", { url, projects }, options, ports)
          : await connectTracker("jira", { url, email, projects }, options, ports);
    });

  connect
    .command("github")
    .description("connect repositories of GitHub, or of a GitHub Enterprise Server")
    .requiredOption("--workspace <name>", "workspace to add the connection to; made when it does not exist")
    .requiredOption("--token-env <NAME>", "environment variable that holds the token; the token itself is never stored")
    .option("--org <name>", "all repositories of an organisation or account; archived forks are left out")
    .option("--repo <owner/name>", "repositories, comma-separated, instead of an organisation", commaList)
    .option("--project <number>", "project whose Status says where issues stand; the one that holds most when left out")
    .option("--api-url <url>", "address of the API of an Enterprise Server, e.g. https://ghe.acme.com/api/v3")
    .option("--no-titles", "do not store titles of issues; examples then show keys only")
    .option("--id <id>", "name of the connection inside its workspace", "github")
    .option("--no-check", "store it without asking GitHub")
    .action(async ({ org, repo, project, apiUrl, ...options }: ConnectOptions & GithubSettings) => {
      const { connectTracker } = await import("./commands/connect.ts");
      code = await connectTracker("github", { org, repos: repo, project, apiUrl }, options, ports);
    });

  connect
    .command("linear")
    .description("connect a Linear workspace")
    .requiredOption("--workspace <name>", "workspace to add the connection to; made when it does not exist")
    .requiredOption("--token-env <NAME>", "environment variable that holds the API key; the key itself is never stored")
    .option("--teams <keys>", "team keys, comma-separated; all that the key may see when left out", commaList)
    .option("--api-url <url>", "address of the API, for a proxy")
    .option("--no-titles", "do not store titles of issues; examples then show keys only")
    .option("--id <id>", "name of the connection inside its workspace", "linear")
    .option("--no-check", "store it without asking Linear")
    .action(async ({ teams, apiUrl, ...options }: ConnectOptions & LinearSettings) => {
      const { connectTracker } = await import("./commands/connect.ts");
      code = await connectTracker("linear", { teams, apiUrl }, options, ports);
    });

  addConnectFile(connect, ports, (own) => (code = own));

  program
    .command("scan")
    .description("sync, measure, judge; the result goes to stdout, progress to stderr")
    .argument("[workspace]", "name of the workspace; may be left out when there is only one")
    .option(
      "--github <owner/repo>",
      "read this repository; its workspace is made when it is not there. Token from GITHUB_TOKEN, GH_TOKEN or GITHUB_AUTH_TOKEN, host from GH_HOST",
    )
    .option("--json", "print the result as one JSON object")
    .option("--as-of <instant>", "judge as of a past day or instant (ISO 8601, UTC)", instant)
    .option("--no-sync", "use what is stored, as of when it was last read; ask nobody")
    .option("--ruleset <file>", "judge by the rules of this file, this once; the result is not kept as the last one")
    .option("--trend", "also judge the ends of the last four quarters and show them; each takes about as long as judging today")
    .option("--out <file...>", "also write the result to these files (.html .json .csv .md)", collect)
    .addOption(new Option("--full", "read everything again; results use what is stored until that is complete").conflicts("sync"))
    .option("--record <dir>", "keep every raw answer, names and texts included, in a directory")
    .addOption(
      new Option("--replay <dir>", "answer from a directory made with --record instead of the network").conflicts("record"),
    )
    .addOption(
      new Option("--fail-under <level>", "exit with 1 when the best estimate is below this level, or cannot be judged").choices([
        "2",
        "3",
        "4",
        "5",
      ]),
    )
    .option("--quiet", "no progress")
    .action(async (workspace: string | undefined, options: Omit<ScanOptions, "out"> & { out?: string[] }) => {
      const { scanCommand } = await import("./commands/scan.ts");
      code = await scanCommand(workspace, { ...options, out: options.out ?? [] }, ports);
    });

  program
    .command("show")
    .description("show the last result of a workspace again")
    .argument("[workspace]", "name of the workspace; may be left out when there is only one")
    .option("--json", "print the result as one JSON object")
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { show } = await import("./commands/show.ts");
      code = await show(workspace, options, ports);
    });

  declareTrend(program, ports, (answer) => (code = answer));
  declareCompare(program, ports, (answer) => (code = answer));

  program
    .command("explain")
    .description("explain a characteristic (3.2) or a signal (assignee-coverage-at-start, S04), with the last result's numbers")
    .argument("<id>", 'a number (3.2), a reference (S04) or an id, as "wmmm list" prints them')
    .option("--workspace <name>", "whose numbers to show")
    .option("--json", "print as one JSON object")
    .action(async (id: string, options: { workspace?: string; json?: boolean }) => {
      const { explain } = await import("./commands/explain.ts");
      code = await explain(id, options, ports);
    });

  program
    .command("list")
    .description("list signals, characteristics, connectors or workspaces")
    .argument("<what>", "signals, characteristics, connectors or workspaces")
    .option("--json", "print as JSON")
    .action(async (what: string, options: { json?: boolean }) => {
      const { list } = await import("./commands/list.ts");
      code = await list(what, options, ports);
    });

  program
    .command("export")
    .description("write the last result to files; the suffix decides the format, several at once")
    .argument("[workspace]", "name of the workspace; may be left out when there is only one")
    .requiredOption("--out <file...>", "report.html, result.json, evidence.csv, summary.md", collect)
    .action(async (workspace: string | undefined, options: { out: string[] }) => {
      const { exportCommand } = await import("./commands/export.ts");
      code = await exportCommand(workspace, options, ports);
    });

  program
    .command("doctor")
    .description("check this machine, the store and every connection; each line says how to mend what it finds")
    .argument("[workspace]", "tell in full of this one: what each connection shows in part or not at all too")
    .option("--json", "print the findings as one JSON object")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing has to be mended, 2 something has,\n3 nothing has, but the data is incomplete for now.",
    )
    .action(async (workspace: string | undefined, options: { json?: boolean }) => {
      const { doctor } = await import("./commands/doctor.ts");
      code = await doctor(workspace, options, ports);
    });

  declareAlerts(program, ports, (answer) => (code = answer));
  declareHooks(program, ports, (answer) => (code = answer));
  declareJobs(program, ports, (answer) => (code = answer));
  declareJoins(program, ports, (answer) => (code = answer));
  declareStatements(program, ports, (answer) => (code = answer));
  declareRoadmap(program, ports, (answer) => (code = answer));
  declareRuleset(program, ports, (answer) => (code = answer));
  declareSecrets(program, ports, (answer) => (code = answer));
  declareStore(program, ports, (answer) => (code = answer));

  nameHelp(program, "wmmm", ports);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.error;
  }
  return code;
}

/** What every tracker is connected with. */
export interface ConnectOptions {
  readonly workspace: string;
  readonly tokenEnv: string;
  readonly titles: boolean;
  readonly id: string;
  readonly check: boolean;
}

interface GithubSettings {
  readonly org?: string;
  readonly repo?: readonly string[];
  readonly project?: string;
  readonly apiUrl?: string;
}

interface LinearSettings {
  readonly teams?: readonly string[];
  readonly apiUrl?: string;
}

interface JiraSettings {
  readonly url: string;
  readonly email?: string;
  readonly projects?: readonly string[];
}

export interface ScanOptions {
  /** `owner/repo`, or its address. */
  readonly github?: string;
  readonly json?: boolean;
  readonly asOf?: number;
  readonly sync: boolean;
  readonly out: readonly string[];
  readonly record?: string;
  readonly replay?: string;
  readonly failUnder?: string;
  readonly quiet?: boolean;
  readonly full?: boolean;
  /** Judge the ends of the last four quarters too. */
  readonly trend?: boolean;
  /** Path of a ruleset file. */
  readonly ruleset?: string;
}

function commaList(value: string): string[] {
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
