import { ProblemError } from "../model/problem.ts";
import type { SpanAttributes, TracePort } from "../model/trace.ts";
import { VERSION } from "./version.ts";

/**
 * Spans by the API of OpenTelemetry, for whichever SDK the process was started with (`node --import ./otel.mjs`). Undefined where there is none: then nothing is
 * traced at all.
 */
export async function openTrace(): Promise<TracePort | undefined> {
  const { isSpanContextValid, SpanStatusCode, trace } = await import("@opentelemetry/api");
  const tracer = trace.getTracer("wmmm", VERSION);
  // Without an SDK every span has the id of none. This one is never ended, so nobody hears of it.
  if (!isSpanContextValid(tracer.startSpan("wmmm.probe").spanContext())) return undefined;
  return {
    within: (name, attributes, work) =>
      tracer.startActiveSpan(name, { attributes: { ...attributes } }, async (span) => {
        try {
          return await work({ set: (more: SpanAttributes) => void span.setAttributes({ ...more }) });
        } catch (error) {
          // Messages may quote what they were given: a code or a class is all that is told.
          span.setAttribute(
            "error.type",
            error instanceof ProblemError ? error.problem.code : error instanceof Error ? error.name : typeof error,
          );
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
    past(name, attributes, from, to) {
      tracer.startSpan(name, { attributes: { ...attributes }, startTime: from, root: true }).end(to);
    },
  };
}
