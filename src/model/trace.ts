import type { Instant } from "./window.ts";

/** What a scan takes its time for. A page is stored, a request asked, within a task; a run is told of when it has ended. */
export type SpanName = "wmmm.run" | "wmmm.task" | "wmmm.request" | "wmmm.page" | "wmmm.judgement";

/** Ids, counts and codes. Never a name, a text, an address or anything else that a tracker or a user wrote. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

export interface Span {
  set(attributes: SpanAttributes): void;
}

/**
 * Told how long things take, and within what. Absent where nobody listens, so that a place costs one comparison. Implementations never throw.
 */
export interface TracePort {
  /** Runs `work` and ends with it; a span that is begun meanwhile, in whatever `work` awaits, lies within. What `work` throws is thrown. */
  within<T>(name: SpanName, attributes: SpanAttributes, work: (span: Span) => Promise<T>): Promise<T>;
  /** Something that has ended, other parts of which may have been elsewhere. */
  past(name: SpanName, attributes: SpanAttributes, from: Instant, to: Instant): void;
}

const NOBODY: Span = { set() {} };

/** As `within`, also where nobody listens. */
export function spanned<T>(
  trace: TracePort | undefined,
  name: SpanName,
  attributes: SpanAttributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return trace === undefined ? work(NOBODY) : trace.within(name, attributes, work);
}
