import type { Hono } from "hono";
import { MINUTE_MS } from "../model/window.ts";
import { hookRoutes, type Received } from "../server/hooks.ts";
import type { Metric } from "../server/metrics.ts";
import { deliveries } from "./deliveries.ts";
import type { Ports } from "./ports.ts";
import { toldOf, type Work } from "./work.ts";

export interface ServedHooks {
  readonly routes: Hono;
  metric(): Metric;
  close(): Promise<void>;
}

/** A vendor with a wrong secret would fill a log with one sentence. */
const SAY_AGAIN_MS = MINUTE_MS;

/** What a server does with what vendors post. */
export function startHooks({ store, log, redact, counts: errors }: Work, ports: Ports): ServedHooks {
  const counts: Record<Received | "failed" | "too-large", number> = {
    ...{ taken: 0, known: 0, nothing: 0, refused: 0, failed: 0, "too-large": 0 },
  };
  const saidAt = new Map<string, number>();
  const seldom = (what: string, say: () => void): void => {
    if (ports.now() - (saidAt.get(what) ?? -Infinity) < SAY_AGAIN_MS) return;
    saidAt.set(what, ports.now());
    say();
  };
  const { receive, warm, close } = deliveries({
    hints: store.hints,
    ports,
    onSecret: redact,
    onRefused: ({ workspace, connection }, why) =>
      seldom(`${workspace}/${connection}`, () => log.warn({ workspace, connection, why }, "a delivery was refused")),
  });
  const onError = (error: unknown): void => {
    errors.errors++;
    seldom("", () => log.error(toldOf(error), "a delivery could not be looked at; whoever sent it is asked to try again"));
  };
  // Whatever is not there yet is looked for again with the first delivery.
  warm().catch(onError);
  const routes = hookRoutes({
    receive,
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
    close,
  };
}
