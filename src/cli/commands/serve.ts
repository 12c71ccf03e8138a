import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { Server } from "node:http";
import { RUN_STATUSES } from "../../model/scan-run.ts";
import { ProblemError } from "../../model/problem.ts";
import { createApp } from "../../server/app.ts";
import { BOARD_PATH } from "../../server/board.ts";
import type { Metric } from "../../server/metrics.ts";
import { endInTime } from "../end-in-time.ts";
import { EXIT, type Ports } from "../ports.ts";
import { VERSION } from "../version.ts";
import { serveBoard } from "../serve-board.ts";
import { serveHooks, type ServedHooks } from "../serve-hooks.ts";
import { openServerLog } from "../server-log.ts";
import { interrupted, startWork, type Work } from "../work.ts";

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly worker: boolean;
  readonly concurrency: number;
}

/** Upkeep comes round every second; a server that has not managed to for so long is of no use. */
const ROUND_WITHIN_MS = 30_000;

/** What is posted here is small, and whoever sends it waits for ten seconds at most. */
const REQUEST_WITHIN_MS = 30_000;

/** Server, schedules and (unless told otherwise) worker in one process, until it is asked to end. */
export async function serve(options: ServeOptions, ports: Ports): Promise<number> {
  const { host, worker } = options;
  const logging = openServerLog(ports);
  let work: Work | null = null;
  const board = serveBoard(() => work, ports, logging.log);
  const hooks = serveHooks(ports);
  const answering = await answer(() => work, options, ports, { hooks, board });
  try {
    work = await startWork(worker ? options.concurrency : 0, ports, logging);
    if (work === null) return EXIT.ok;
    hooks.begin(work);
    logging.log.info({ host, port: answering.port, queue: work.queue.engine, worker, version: VERSION }, "listening");
    await interrupted(ports);
    logging.log.info("ending: pages in hand are finished");
  } finally {
    answering.end();
    const stop = async (): Promise<void> => {
      await hooks.close();
      await work?.stop();
    };
    await endInTime(stop, logging.log, ports);
  }
  // A client that still looks for its service would keep the process.
  ports.exit(EXIT.ok);
  return EXIT.ok;
}

/**
 * Answers those who run a server or a worker, at the given address, from before its database is there (`work` is null until then); a server takes what vendors
 * post too.
 */
export async function answer(
  work: () => Work | null,
  at: Pick<ServeOptions, "host" | "port">,
  ports: Ports,
  { hooks, board }: { readonly hooks?: ServedHooks; readonly board?: Hono | null } = {},
): Promise<{ readonly port: number; end(): void }> {
  const metrics = async () => [...(await metricsOf(work(), ports)), ...(hooks === undefined ? [] : [hooks.metric()])];
  const app = createApp({ checks: checksOf(work, ports), metrics });
  if (hooks !== undefined) app.route("/hooks", hooks.routes);
  if (board) app.route(BOARD_PATH, board);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.requestTimeout = REQUEST_WITHIN_MS;
  const port = await listening(server, at);
  return {
    port,
    end() {
      server.close();
      server.closeIdleConnections();
    },
  };
}

function checksOf(work: () => Work | null, ports: Ports): Readonly<Record<string, () => Promise<void>>> {
  const startedAt = ports.now();
  const begun = (): Work => {
    const there = work();
    if (there === null) throw new Error("the database has not been there yet");
    return there;
  };
  return {
    store: async () => begun().store.ping(),
    queue: async () => begun().queue.ping(),
    async upkeep() {
      if (ports.now() - (begun().upkeep.lastRoundAt() ?? startedAt) > ROUND_WITHIN_MS) throw new Error("no round for too long");
    },
  };
}

const gauge = (name: string, help: string, value: number): Metric => ({ name, help, type: "gauge", samples: [{ value }] });

async function metricsOf(work: Work | null, ports: Ports): Promise<readonly Metric[]> {
  const info: Metric = {
    name: "wmmm_info",
    help: "Always 1.",
    type: "gauge",
    samples: [{ labels: { version: VERSION }, value: 1 }],
  };
  return [info, ...(work === null ? [] : await metricsOfWork(work, ports)), ...metricsOfProcess(ports)];
}

function metricsOfProcess(ports: Ports): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    {
      name: "process_cpu_seconds_total",
      help: "User and system time.",
      type: "counter",
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge("process_resident_memory_bytes", "Memory in use.", process.memoryUsage.rss()),
    gauge("process_start_time_seconds", "Since 1970.", Math.round(ports.now() / 1000 - process.uptime())),
  ];
}

async function metricsOfWork({ store, upkeep, counts }: Work, ports: Ports): Promise<readonly Metric[]> {
  const runs = await store.countRuns();
  const schedules = await store.schedules();
  const roundAt = upkeep.lastRoundAt();
  return [
    {
      name: "wmmm_runs",
      help: "Scans that are kept, by status.",
      type: "gauge",
      samples: RUN_STATUSES.map((status) => ({ labels: { status }, value: runs[status] })),
    },
    {
      name: "wmmm_schedules",
      help: "Schedules, by whether they are paused.",
      type: "gauge",
      samples: ["true", "false"].map((paused) => ({
        labels: { paused },
        value: schedules.filter((schedule) => String(schedule.paused) === paused).length,
      })),
    },
    {
      name: "wmmm_tasks_total",
      help: "Parts of scans that this process has let go of, by how.",
      type: "counter",
      samples: (["ended", "delayed", "lost"] as const).map((how) => ({ labels: { how }, value: counts[how] })),
    },
    { name: "wmmm_errors_total", help: "Failures that were tried again.", type: "counter", samples: [{ value: counts.errors }] },
    ...(roundAt === null
      ? []
      : [gauge("wmmm_upkeep_age_seconds", "Since schedules were last looked at.", (ports.now() - roundAt) / 1000)]),
  ];
}

async function listening(server: Server, { host, port }: Pick<ServeOptions, "host" | "port">): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, () => resolve());
  try {
    await promise;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ProblemError(
      {
        code: "usage",
        what: `The server could not listen at ${host}:${port} (${code}).`,
        todo: "Choose another address with --host and --port; --port 0 takes a free one.",
      },
      { cause: error },
    );
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
