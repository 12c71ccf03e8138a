import { expect, test } from "vitest";
import { createApp, type Probes } from "../../src/server/app.ts";
import { metricsText } from "../../src/server/metrics.ts";

const there = async (): Promise<void> => {};
const gone = async (): Promise<void> => {
  throw new Error("redis://user:secret@host refused");
};
const app = (checks: Probes["checks"]) =>
  createApp({ checks, metrics: async () => [{ name: "wmmm_runs", help: "Runs.", type: "gauge", samples: [{ value: 3 }] }] });

test("it is alive whatever else is not, and ready when all it needs is there", async () => {
  const [well, ill] = [app({ store: there, queue: there }), app({ store: there, queue: gone })];
  expect((await ill.request("/healthz")).status).toBe(200);
  const ready = await well.request("/readyz");
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { store: true, queue: true } }]);
  const not = await ill.request("/readyz");
  expect([not.status, await not.json()]).toEqual([503, { ready: false, checks: { store: true, queue: false } }]);
});

test("metrics are in the text format of Prometheus, labels escaped", async () => {
  const answer = await app({}).request("/metrics");
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  expect(await answer.text()).toBe("# HELP wmmm_runs Runs.\n# TYPE wmmm_runs gauge\nwmmm_runs 3\n");
  const labels = { kind: 'a "b"\\\n' };
  expect(metricsText([{ name: "x", help: "X.", type: "counter", samples: [{ labels, value: 0.5 }] }])).toBe(
    '# HELP x X.\n# TYPE x counter\nx{kind="a \\"b\\"\\\\\\n"} 0.5\n',
  );
});

test("what is not there is a problem document, and so is what fails", async () => {
  expect((await app({}).request("/nothing")).status).toBe(404);
  const broken = createApp({ checks: {}, metrics: () => Promise.reject(new Error("secret")) });
  const answer = await broken.request("/metrics");
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining("secret")]);
});
