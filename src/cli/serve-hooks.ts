import type { Hono } from "hono";
import { MINUTE_MS } from "../model/window.ts";
import { hookRoutes, type Received } from "../server/hooks.ts";
import type { Metric } from "../server/metrics.ts";
import { createSeldom } from "../server/seldom.ts";
import { deliveries, type Deliveries } from "./deliveries.ts";
import type { Ports } from "./ports.ts";
import { toldOf } from "./server-log.ts";
import type { Work } from "./work.ts";

export interface ServedHooks {
  readonly routes: Hono;
  metric(): Metric;
  /** From now on deliveries are looked at; before, vendors are asked to send again. */
  begin(work: Work): void;
  close(): Promise<void>;
}

/** A vendor with a wrong secret would fill a log with one sentence. */
const SAY_AGAIN_MS = MINUTE_MS;

/** What a server does with what vendors post. */
export function serveHooks(ports: Ports): ServedHooks {
  const counts: Record<Received | "failed" | "too-large", number> = {
    ...{ taken: 0, known: 0, nothing: 0, refused: 0, failed: 0, "too-large": 0 },
  };
  let begun: { readonly work: Work; readonly deliveries: Deliveries } | null = null;
  const seldom = createSeldom(ports.now, SAY_AGAIN_MS);
  const onError = (error: unknown): void => {
    if (begun === null) return;
    const { counts: errors, log } = begun.work;
    errors.errors++;
    seldom("", (times) =>
      log.error({ ...toldOf(error), times }, "a delivery could not be looked at; whoever sent it is asked to try again"),
    );
  };
  const routes = hookRoutes({
    async receive(place, delivery) {
      if (begun === null) throw new Error("the database has not been there yet");
      return begun.deliveries.receive(place, delivery);
    },
    now: ports.now,
    sleep: (ms) => ports.sleep(ms, ports.interrupt).catch(() => undefined),
    onError,
    onReceived: (how) => void counts[how]++,
  });
  return {
    routes,
    metric: () => ({
      name: "wmmm_deliveries_total",
      help: "What vendors have posted to this process, by what became of it.",
      type: "counter",
      samples: Object.entries(counts).map(([how, value]) => ({ labels: { how }, value })),
    }),
    begin(work) {
      const { log, redact, store } = work;
      const made = deliveries({
        hints: store.hints,
        ports,
        onSecret: redact,
        onRefused: ({ workspace, connection }, why) =>
          seldom(`${workspace}/${connection}`, (times) =>
            log.warn({ workspace, connection, why, times }, "a delivery was refused"),
          ),
      });
      begun = { work, deliveries: made };
      // Whatever is not there yet is looked for again with the first delivery.
      made.warm().catch(onError);
    },
    close: async () => begun?.deliveries.close(),
  };
}
