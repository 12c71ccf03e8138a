import { endInTime } from "../end-in-time.ts";
import { EXIT, type Ports } from "../ports.ts";
import { openServerLog } from "../server-log.ts";
import { interrupted, startWork, type Work } from "../work.ts";

export interface WorkerOptions {
  readonly concurrency: number;
  readonly host: string;
  /** Where it says how it is; absent: nowhere. */
  readonly port?: number;
}

/** Scans until it is asked to end. */
export async function worker({ concurrency, host, port }: WorkerOptions, ports: Ports): Promise<number> {
  const logging = openServerLog(ports);
  const open: { work: Work | null } = { work: null };
  // It answers before its database is there, so that whoever looks after it sees that it waits.
  const answering = port === undefined ? null : await (await import("./serve.ts")).answer(() => open.work, { host, port }, ports);
  try {
    open.work = await startWork(concurrency, ports, logging);
    if (open.work === null) return EXIT.ok;
    const at = answering === null ? {} : { host, port: answering.port };
    logging.log.info({ queue: open.work.queue.engine, concurrency, ...at }, "working");
    await interrupted(ports);
    logging.log.info("ending: pages in hand are finished");
  } finally {
    answering?.end();
    if (open.work !== null) await endInTime(open.work.stop, logging.log, ports);
  }
  // A client that still looks for its service would keep the process.
  ports.exit(EXIT.ok);
  return EXIT.ok;
}
