import type { ScanRun } from "../src/model/scan-run.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../src/model/window.ts";
import type { OperationsStore } from "../src/store/operations.ts";

/** Whoever edits an item saves several times; a read after each would ask a vendor for the same thing again and again. */
const QUIET_MS = MINUTE_MS;
/** In a team that is at work it is never quiet. */
const LONGEST_MS = 5 * MINUTE_MS;
/** GitHub sends a delivery again, when it is asked to, for three days; the other vendors sign its time. */
const KEEP_MS = 3 * DAY_MS;
/** Of one connection. One that is forgotten and comes again is read again, and that is all. */
const MOST_KEPT = 20_000;

/**
 * Asks for a run of each workspace whose hints have been quiet for a minute, or have waited for five. Any number of servers may do so. Gives the runs that this
 * one brought about or joined.
 */
export async function requestHinted(
  store: OperationsStore,
  now: Instant,
  newRunId: (workspace: string) => string,
): Promise<readonly ScanRun[]> {
  const runs: ScanRun[] = [];
  for (const { workspace, firstAt, lastAt } of await store.hints.waiting()) {
    if (now - lastAt < QUIET_MS && now - firstAt < LONGEST_MS) continue;
    const run = await store.hints.request({ id: newRunId(workspace), workspace, now });
    if (run !== null) runs.push(run);
  }
  return runs;
}

export async function forgetHints(store: OperationsStore, now: Instant): Promise<void> {
  await store.hints.forgetHints(now - KEEP_MS, MOST_KEPT);
}
