import type { Command } from "commander";
import { resolve } from "node:path";
import { collect } from "./collect.ts";
import type { Ports } from "./ports.ts";

const HELP = `
Columns, in any order, under these names or those of your tool
(docs/file-import.md has all of them):
  item       id of the work item; must be there, like timestamp
  timestamp  ISO 8601 with its zone, or seconds or milliseconds since 1970
  event      created, status, assignee, priority, due date, comment, link, ...
  from, to   the values before and after
  actor, actor kind
  title, type, project, team, priority, due date, estimate, parent, url, ...
             on a "created" row
A log of three columns (case, activity, timestamp) does too, and so does XES
(.xes, .xes.gz).`;

interface FileOptions {
  readonly workspace: string;
  readonly path: string;
  readonly items?: string;
  readonly statusMap?: readonly string[];
  readonly columns?: readonly string[];
  readonly zone?: string;
  readonly titles: boolean;
  readonly id: string;
  readonly check: boolean;
}

/** Declares `connect file`. `done` is told the exit code. */
export function addConnectFile(connect: Command, ports: Ports, done: (code: number) => void): void {
  connect
    .command("file")
    .description("connect a file of events from any other tool: CSV, JSON lines or XES")
    .requiredOption("--workspace <name>", "workspace to add the connection to; made when it does not exist")
    .requiredOption("--path <file>", "the events; read again at each scan when it has changed")
    .option("--items <file>", "a second file with one row an item and its present values")
    .option("--status-map <map>", "what statuses mean, e.g. done=Closed,Resolved;active=Doing; may be repeated", collect)
    .option("--columns <pairs>", "which column is what, e.g. item=Ticket,activity=Step", pairList)
    .option("--zone <offset>", "where timestamps without a zone were written, e.g. +01:00 or Z")
    .option("--no-titles", "do not store titles of items; examples then show keys only")
    .option("--id <id>", "name of the connection inside its workspace", "file")
    .option("--no-check", "store it without looking at the file")
    .addHelpText("after", HELP)
    .action(async ({ path, items, statusMap = [], columns, zone, ...options }: FileOptions) => {
      const { connectTracker } = await import("./commands/connect.ts");
      const absolute = (one: string) => resolve(ports.workingDirectory, one);
      const settings = {
        path: absolute(path),
        items: items === undefined ? null : absolute(items),
        statusMap: statusMap.join(";"),
        columns: columns ?? null,
        zone: zone ?? null,
      };
      done(await connectTracker("file", settings, { ...options, tokenEnv: "" }, ports));
    });
}

function pairList(value: string): string[] {
  return value
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
}
