import { EXIT, type Ports } from "../ports.ts";
import { interrupted, startWork } from "../work.ts";

/** Scans until it is asked to end. */
export async function worker(options: { concurrency: number }, ports: Ports): Promise<number> {
  const work = await startWork(options.concurrency, ports);
  work.log.info({ queue: work.queue.engine, concurrency: options.concurrency }, "working");
  await interrupted(ports);
  work.log.info("ending: pages in hand are finished");
  await work.stop();
  return EXIT.ok;
}
