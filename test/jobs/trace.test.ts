import { context, SpanStatusCode, trace, type Context, type ContextManager } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTrace } from "../../src/cli/open-trace.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { TOKEN_VARIABLE } from "../cli/command-line.ts";
import { jobBench, type JobBench } from "./bench.ts";
import { until } from "./queue-conformance.ts";

/** What an SDK brings along: the active context follows what is awaited. */
function contextManager(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT,
    with: (active, work, self, ...given) => storage.run(active, () => work.apply(self as ThisParameterType<typeof work>, given)),
    bind: (_active, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}
const ROOT = context.active();

const exporter = new InMemorySpanExporter();
beforeEach(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  context.setGlobalContextManager(contextManager());
});
afterEach(() => {
  trace.disable();
  context.disable();
  exporter.reset();
});

const spans = (name: string): readonly ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);
const parentOf = (span: ReadableSpan) =>
  exporter.getFinishedSpans().find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);

describe("a scan by a worker", () => {
  let bench: JobBench;
  afterEach(() => bench.cli.dispose());

  test("is told as tasks, with requests, pages and the judgement within theirs, and the run when it has ended", async () => {
    bench = await jobBench(30);
    const id = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(id)));
    const tasks = spans("wmmm.task");
    expect(tasks.map(({ attributes }) => attributes["wmmm.task.kind"])).toEqual(["plan", "read", "judge"]);
    for (const task of tasks) {
      expect(task.parentSpanContext).toBeUndefined();
      expect(task.attributes).toMatchObject({ "wmmm.run": id, "wmmm.attempt": 1, "wmmm.task.outcome": "ended" });
    }
    const [, read, judge] = tasks;
    expect(spans("wmmm.page").length).toBeGreaterThan(1);
    expect(spans("wmmm.request").length).toBeGreaterThan(2);
    for (const span of [...spans("wmmm.page"), ...spans("wmmm.request")]) {
      expect(parentOf(span), span.name).toBe(read);
      expect(span.spanContext().traceId).toBe(read!.spanContext().traceId);
    }
    for (const { attributes } of spans("wmmm.request")) expect(attributes).toMatchObject({ "http.response.status_code": 200 });
    expect(spans("wmmm.judgement").map(parentOf)).toEqual([judge]);
    const records = spans("wmmm.page").filter(({ attributes }) => attributes["wmmm.stream"] === "issues");
    expect(records.reduce((sum, { attributes }) => sum + Number(attributes["wmmm.records"]), 0)).toBe(30);
    const [run, ...more] = spans("wmmm.run");
    expect(more).toEqual([]);
    expect(run?.attributes).toMatchObject({
      "wmmm.run": id,
      "wmmm.run.status": "succeeded",
      "wmmm.tasks": 3,
      "wmmm.records": 30,
    });
  });

  test("holds ids, counts and codes, and nothing of the tracker or of who asks it", async () => {
    bench = await jobBench(12);
    bench.cli.server.faults.on({ path: "/rest/api/3/search/jql", nth: 1, times: 1000 }, { kind: "status", status: 503 });
    const id = await bench.ask();
    await bench.whileWorking(async () => {
      // On a busy machine the worker's fast clock may interrupt a read: until one was given up.
      await until(() => spans("wmmm.request").some(({ attributes }) => attributes["error.type"] === "server-error"));
      bench.cli.server.faults.clear();
      await bench.ended(id);
    });
    bench.cli.env[TOKEN_VARIABLE] = "a-wrong-token";
    const second = await bench.ask();
    await bench.whileWorking(async () => void (await bench.ended(second)));
    const failed = spans("wmmm.request").filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map(({ attributes }) => attributes["error.type"])).toEqual(
      expect.arrayContaining(["server-error", "unauthenticated"]),
    );
    for (const span of exporter.getFinishedSpans()) {
      expect([span.events, span.status.message ?? "", span.links]).toEqual([[], "", []]);
      for (const [name, value] of Object.entries(span.attributes))
        expect(String(value), name).toMatch(/^(?:\d+|[a-z]+(?:-[a-z]+)*|GET|POST|acme-[0-9a-f]{8})$/);
    }
  });
});

test("what fails within is thrown on, and leaves its code", async () => {
  const port = await openTrace();
  const problem = new ProblemError({ code: "timeout", what: "secret-host took too long.", todo: "Wait." });
  const failing = port!.within("wmmm.task", {}, () => Promise.reject(problem));
  await expect(failing).rejects.toBe(problem);
  expect(spans("wmmm.task").map(({ attributes, status }) => [attributes, status])).toEqual([
    [{ "error.type": "timeout" }, { code: SpanStatusCode.ERROR }],
  ]);
  expect(exporter.getFinishedSpans()).toHaveLength(1);
});

test("without an SDK there is no port, and nothing costs anything", async () => {
  trace.disable();
  expect(await openTrace()).toBeUndefined();
});
