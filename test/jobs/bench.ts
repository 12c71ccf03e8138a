import { setTimeout as delay } from "node:timers/promises";
import { TODAY, createBench, type Bench } from "../cli/command-line.ts";
import type { JiraServerOptions } from "../../fixtures/jira-server/server.ts";
import type { Ports } from "../../src/cli/ports.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import { openServerLog } from "../../src/cli/server-log.ts";
import { startWork } from "../../src/cli/work.ts";
import { smallSite } from "../cli/site.ts";
import { until } from "./queue-conformance.ts";

export interface JobBench {
  readonly cli: Bench;
  /** `wmmm jobs show --json`. */
  show(id: string): Promise<ShownRun>;
  /** Asks for a scan of `acme` and gives its id. */
  ask(): Promise<string>;
  /** Works while `use` does, then ends, and gives its log and the workspaces it would have judged: judging takes a thread and seconds. */
  whileWorking(
    use: () => Promise<void>,
    concurrency?: number,
  ): Promise<{ readonly log: readonly LogLine[]; readonly judged: readonly string[] }>;
  ended(id: string): Promise<ShownRun>;
}

export interface ShownRun {
  readonly id: string;
  readonly status: string;
  readonly endedAt: string | null;
  readonly problem: { readonly code: string } | null;
  readonly progress: { readonly fetched: number; readonly total: number | null; readonly requests: number };
  readonly parts: readonly {
    readonly kind: string;
    readonly connection: string | null;
    readonly shard: string | null;
    readonly status: string;
    readonly attempts: number;
    readonly problem: { readonly code: string } | null;
  }[];
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** How much faster the clock of a worker runs than that of the wall, so that a wait of 15 s takes less than a second. */
const SPEED = 20;

/** A machine with a workspace `acme` of so many issues, scheduled once a day. */
export async function jobBench(
  issues: number,
  server: JiraServerOptions = {},
  /** Issues of a second project, into what shards whole reads fall, and the database that holds everything instead of files. */
  {
    others = 0,
    shards,
    database,
  }: { readonly others?: number; readonly shards?: Ports["shards"]; readonly database?: string } = {},
): Promise<JobBench> {
  const cli = createBench();
  await cli.serve(smallSite(issues, others), server);
  if (database !== undefined) cli.env["DATABASE_URL"] = database;
  await cli.connect();
  await cli.run("schedule", "add", "acme", "--cron", "@daily");
  const begin = performance.now();
  const clock = {
    now: () => TODAY + Math.round((performance.now() - begin) * SPEED),
    sleep: (ms: number, signal: AbortSignal) => delay(ms / SPEED, undefined, { signal }),
  };
  const bench: JobBench = {
    cli,
    async show(id) {
      return JSON.parse((await cli.run("jobs", "show", id, "--json")).out) as ShownRun;
    },
    async ask() {
      return /as (\S+)\.\n/.exec((await cli.run("schedule", "run-now")).out)![1]!;
    },
    async whileWorking(use, concurrency = 2) {
      const log: LogLine[] = [];
      const judged: string[] = [];
      const ports: Ports = {
        ...processPorts(),
        ...clock,
        ...(shards === undefined ? {} : { shards }),
        env: cli.env,
        err: (line) => void log.push(JSON.parse(line) as LogLine),
      };
      const work = await startWork(concurrency, ports, openServerLog(ports), {
        judge: async (workspace) => void judged.push(workspace),
        judgedSince: async () => null,
        close: async () => {},
      });
      try {
        await use();
      } finally {
        await work?.stop();
      }
      return { log, judged };
    },
    async ended(id) {
      await until(async () => (await bench.show(id)).endedAt !== null);
      return bench.show(id);
    },
  };
  return bench;
}
