import type { ScanRun } from "../src/model/scan-run.ts";
import type { Schedule } from "../src/model/schedule.ts";
import type { Instant } from "../src/model/window.ts";
import type { OperationsStore } from "../src/store/operations.ts";
import { cronTimes } from "./cron.ts";

/** So many are asked for at once. */
const A_ROUND = 200;

/**
 * Fires what is due. Any number of servers may do so at the same time: for each due time the store lets one of them be first. What was missed while nobody
 * ran collapses into one run, since one scan brings in all that the missed ones would have. Gives the runs this server brought about or joined.
 */
export async function fireDueSchedules(
  store: OperationsStore,
  now: Instant,
  onBroken: (id: string) => void,
): Promise<readonly ScanRun[]> {
  const runs: ScanRun[] = [];
  for (;;) {
    const due = await store.dueSchedules(now, A_ROUND);
    for (const schedule of due) {
      const run = await store.fire(schedule, nextDueAt(schedule, now, onBroken), now);
      if (run !== null) runs.push(run);
    }
    if (due.length < A_ROUND) return runs;
  }
}

function nextDueAt(schedule: Schedule, now: Instant, onBroken: (id: string) => void): Instant | null {
  try {
    return cronTimes(schedule.cron, schedule.timeZone, now).nextAfter(now);
  } catch {
    // It was fine when it was stored: this machine knows other zones. It fires this once, and says so.
    onBroken(schedule.id);
    return null;
  }
}
