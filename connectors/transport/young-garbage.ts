import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * The pieces in which bodies arrive lie outside of the heap and are dead as soon as they were copied. The engine frees them with the next
 * collection of young objects, which the few kilobytes of their handles do not bring about; before that it sees 64 MB of them and looks through the
 * whole heap, again and again: that was a tenth of a first sync. A collection of young objects after so many bytes takes a millisecond or two.
 */
const MOST_BYTES = 8 << 20;

/** To be told of each piece that was copied. */
export interface YoungGarbage {
  add(bytes: number): void;
}

export function createYoungGarbage(): YoungGarbage {
  let waiting = 0;
  return {
    add(bytes) {
      waiting += bytes;
      if (waiting < MOST_BYTES) return;
      waiting = 0;
      collect ??= findCollector();
      collect({ type: "minor" });
    },
  };
}

type Collect = (options: { readonly type: "minor" }) => unknown;

/** One of a process: it is asked for when the first body is large enough to matter. */
let collect: Collect | null = null;

/** What `--expose-gc` puts into every context made from then on. Where an engine has none, nothing is collected before its time. */
function findCollector(): Collect {
  setFlagsFromString("--expose-gc");
  const found: unknown = runInNewContext("globalThis.gc");
  setFlagsFromString("--no-expose-gc");
  return typeof found === "function" ? (found as Collect) : () => undefined;
}
