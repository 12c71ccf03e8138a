import type { Beat } from "./queue.ts";

/**
 * A beat that each process has of its own, for engines where asking the database is as cheap as asking the queue. A nudge is heard in this process only; others
 * look when their time comes.
 */
export function timerBeat(
  look: () => Promise<void>,
  everyMs: number,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): Beat {
  const stopping = new AbortController();
  let waking = new AbortController();
  let nudged = false;

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!nudged) await sleep(everyMs, waking.signal);
      if (stopping.signal.aborted) return;
      waking = new AbortController();
      nudged = false;
      await look();
    }
  }

  const looping = loop();
  return {
    nudge() {
      nudged = true;
      waking.abort();
    },
    async stop() {
      stopping.abort();
      waking.abort();
      await looping;
    },
  };
}
