/** Loaded into a process that is measured (`--import`, with `--expose-gc` and a channel): answers every message with what it holds. */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { isMainThread, threadId } from "node:worker_threads";

export interface Held {
  /** Of the main thread, after a collection. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** What keeps the process alive or waits in it, by kind: sockets, timers, threads ... */
  readonly resources: Readonly<Record<string, number>>;
  /** What V8 holds in each thread, by its number: used, kept from the system, and buffers outside of the heap. */
  readonly threads: Readonly<Record<string, Heaps>>;
  /** What is resident, by what it is: arenas of the allocator, files, and what was mapped for heaps and stacks. */
  readonly mapped: Readonly<Record<string, number>>;
}

interface Heaps {
  readonly used: number;
  readonly total: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

/** What a scan has let go of is closed a moment later. */
const SETTLE_MS = 100;
/** Other threads of the process are asked here. They answer within the settling time unless they judge just now. */
const others = new BroadcastChannel("wmmm-probe");
const threads: Record<string, Heaps> = {};
others.addEventListener("message", ({ data }: MessageEvent<{ from: number; heaps: Heaps } | "measure">) => {
  if (data !== "measure") threads[data.from] = data.heaps;
  else if (!isMainThread) others.postMessage({ from: threadId, heaps: heaps() });
});
// Of Node; the type of browsers has none.
if ("unref" in others && typeof others.unref === "function") others.unref();

if (isMainThread) {
  process.on("message", () => void answer());
  // A process that is asked to end must not wait for questions.
  process.channel?.unref();
}

async function answer(): Promise<void> {
  others.postMessage("measure");
  await delay(SETTLE_MS);
  // The first frees what finalizers of the second need.
  for (let time = 0; time < 2; time++) {
    globalThis.gc?.();
    await delay(0);
  }
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  threads[threadId] = heaps();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapBytes: heapUsed, rssBytes: rss, resources, threads, mapped: mapped() } satisfies Held);
}

function heaps(): Heaps {
  const { heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  return { used: heapUsed, total: heapTotal, external, arrayBuffers };
}

/** An arena of glibc begins at a multiple of this. */
const ARENA_BYTES = 2n ** 26n;

/** Resident kilobytes from /proc/self/smaps; empty where the system has none. */
function mapped(): Record<string, number> {
  let text: string;
  try {
    text = readFileSync("/proc/self/smaps", "utf8");
  } catch {
    return {};
  }
  const sums: Record<string, number> = {};
  let kind = "";
  for (const line of text.split("\n")) {
    const region = /^([0-9a-f]+)-[0-9a-f]+ (\S+) \S+ \S+ \S+ *(.*)$/.exec(line);
    if (region !== null) {
      const [, from = "", rights = "", name = ""] = region;
      if (name === "[heap]") kind = "heap";
      else if (name.startsWith("/")) kind = "files";
      else if (rights.includes("x")) kind = "code";
      else if (name !== "") kind = name;
      else if (BigInt(`0x${from}`) % ARENA_BYTES === 0n) kind = "arenas";
      else kind = "anonymous";
      sums[`${kind} regions`] = (sums[`${kind} regions`] ?? 0) + 1;
    }
    const resident = /^Rss: +(\d+) kB/.exec(line);
    if (resident !== null) sums[kind] = (sums[kind] ?? 0) + Number(resident[1]);
  }
  return sums;
}
