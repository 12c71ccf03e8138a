/** Loaded into a process that is measured (`--import`, with `--expose-gc` and a channel): answers every message with what it holds. */
import { setTimeout as delay } from "node:timers/promises";

export interface Held {
  /** Of the main thread, after a collection. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** What keeps the process alive or waits in it, by kind: sockets, timers, threads ... */
  readonly resources: Readonly<Record<string, number>>;
}

/** What a scan has let go of is closed a moment later. */
const SETTLE_MS = 100;

process.on("message", () => void answer());
// A process that is asked to end must not wait for questions.
process.channel?.unref();

async function answer(): Promise<void> {
  await delay(SETTLE_MS);
  // The first frees what finalizers of the second need.
  for (let time = 0; time < 2; time++) {
    globalThis.gc?.();
    await delay(0);
  }
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapBytes: heapUsed, rssBytes: rss, resources } satisfies Held);
}
