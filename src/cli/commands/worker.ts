import { EXIT, type Ports } from "../ports.ts";
import { interrupted, startWork } from "../work.ts";

export interface WorkerOptions {
  readonly concurrency: number;
  readonly host: string;
  /** Where it says how it is; absent: nowhere. */
  readonly port?: number;
}

/** Scans until it is asked to end. */
export async function worker({ concurrency, host, port }: WorkerOptions, ports: Ports): Promise<number> {
  const work = await startWork(concurrency, ports);
  try {
    const answering = port === undefined ? null : await (await import("./serve.ts")).answer(work, { host, port }, ports);
    const at = answering === null ? {} : { host, port: answering.port };
    work.log.info({ queue: work.queue.engine, concurrency, ...at }, "working");
    await interrupted(ports);
    work.log.info("ending: pages in hand are finished");
    answering?.end();
  } finally {
    await work.stop();
  }
  return EXIT.ok;
}
