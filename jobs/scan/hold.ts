import { NO_PROGRESS, type RunProgress } from "../../src/model/scan-run.ts";
import type { TaskHold } from "../../src/store/operations.ts";
import type { TaskPorts } from "./task-ports.ts";

/** A worker that is not heard of for so long is taken for dead. */
export const HOLD_MS = 5000;
const RENEW_MS = 1500;

export interface KeptHold {
  /** Aborted when the task shall not go on. */
  readonly signal: AbortSignal;
  /** Why; null while it goes on. */
  reason(): "cancelled" | "lost" | "stopped" | null;
  progress: RunProgress;
  /** Ends the renewing. */
  end(): Promise<void>;
}

/** Renews a hold while its task is carried out, with how far it has come, and hears when it shall end. */
export function keepHold(hold: TaskHold, ports: TaskPorts, begin: RunProgress = NO_PROGRESS): KeptHold {
  const ended = new AbortController();
  const aborted = new AbortController();
  let reason: ReturnType<KeptHold["reason"]> = null;
  const stopFor = (why: NonNullable<typeof reason>): void => {
    reason ??= why;
    aborted.abort();
  };
  const onStop = (): void => stopFor("stopped");
  if (ports.stop.aborted) onStop();
  else ports.stop.addEventListener("abort", onStop);
  const kept: KeptHold = {
    signal: aborted.signal,
    reason: () => reason,
    progress: begin,
    async end() {
      ended.abort();
      ports.stop.removeEventListener("abort", onStop);
      await renewing;
    },
  };
  async function renew(): Promise<void> {
    for (;;) {
      await ports.sleep(RENEW_MS, ended.signal);
      if (ended.signal.aborted) return;
      try {
        const found = await ports.store.renewTask(hold, kept.progress, ports.now(), HOLD_MS);
        if (found !== "held") stopFor(found);
      } catch (error) {
        // The database may be back before the hold expires; if not, whoever takes over is the one that may write.
        ports.onError(error);
      }
    }
  }
  const renewing = renew();
  return kept;
}
