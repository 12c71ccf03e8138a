import { Hono } from "hono";
import { metricsText, type Metric } from "./metrics.ts";

export interface Probes {
  /** What this server needs, by name; each throws when it is not there. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  metrics(): Promise<readonly Metric[]>;
}

/** A check that takes longer has failed: whoever asks gives up about then. */
const CHECK_MS = 3000;

/** What a server answers to those who run it. It says whether something is there, never why not: the reason stands in the log. */
export function createApp(probes: Probes): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.text("ok\n"));
  app.get("/readyz", async (context) => {
    const checks = await Promise.all(
      Object.entries(probes.checks).map(async ([name, check]) => [name, await isThere(check)] as const),
    );
    const ready = checks.every(([, there]) => there);
    return context.json({ ready, checks: Object.fromEntries(checks) }, ready ? 200 : 503);
  });
  app.get("/metrics", async (context) => {
    context.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return context.body(metricsText(await probes.metrics()));
  });
  app.notFound((context) => context.json({ type: "about:blank", title: "Not Found", status: 404 }, 404));
  app.onError((_error, context) => context.json({ type: "about:blank", title: "Internal Server Error", status: 500 }, 500));
  return app;
}

async function isThere(check: () => Promise<void>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), CHECK_MS);
  const found = check().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
