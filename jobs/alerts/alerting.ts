import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/model/window.ts";
import type { AlertPorts } from "./alert-ports.ts";
import { deliverDue } from "./deliver.ts";
import { tellRuns, tellStale } from "./tell.ts";

export interface Alerting {
  stop(): Promise<void>;
}

/** What is stale is so for hours. */
const LOOK_FOR_STALE_MS = 10 * MINUTE_MS;
const KEEP_MS = 90 * DAY_MS;

/** Looks at ended runs and sends what is due, side by side with all other servers: each step is decided in the store. */
export function startAlerting(ports: AlertPorts, everyMs = 5000): Alerting {
  const stopping = new AbortController();
  let lookedForStaleAt = -Infinity;
  let forgotAt = -Infinity;

  async function round(): Promise<void> {
    await tellRuns(ports);
    if (ports.now() - lookedForStaleAt >= LOOK_FOR_STALE_MS) {
      await tellStale(ports);
      lookedForStaleAt = ports.now();
    }
    await deliverDue(ports, stopping.signal);
    if (ports.now() - forgotAt >= HOUR_MS) {
      await ports.store.alerts.forgetAlerts(ports.now() - KEEP_MS);
      forgotAt = ports.now();
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        ports.onError(error);
      }
      if (!stopping.signal.aborted) await ports.sleep(everyMs, stopping.signal);
    }
  }

  const looping = loop();
  return {
    async stop() {
      stopping.abort();
      await looping;
    },
  };
}
