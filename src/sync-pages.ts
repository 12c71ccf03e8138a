import type { HttpClient } from "../connectors/transport/http.ts";
import type { FailpointPort } from "./model/failpoint.ts";
import type { Page } from "./model/page.ts";
import { ProblemError, type Problem } from "./model/problem.ts";
import { spanned, type TracePort } from "./model/trace.ts";

export interface PagesIn {
  readonly connection: string;
  readonly stream: string;
  readonly pages: AsyncIterable<Page>;
  readonly http: HttpClient;
  readonly failpoint: FailpointPort | undefined;
  readonly trace: TracePort | undefined;
  /** What may be called gone of what the page says is. */
  gone(page: Page, number: number): Promise<Page["gone"]>;
  /** Keeps the page and the place behind it. */
  keep(page: Page, requests: number): Promise<void>;
  /** After each page: records so far. */
  onPage(page: Page, fetched: number): void;
  /** Asks to stop: the page in hand is finished and kept first. */
  readonly signal: AbortSignal;
}

export interface PagesRead {
  /** Records. */
  readonly fetched: number;
  readonly pages: number;
  /** The last page was read. */
  readonly isDone: boolean;
  /** First thing that a page left out. */
  readonly left: Problem | null;
  /** What the tracker failed with; null = it did not, and where `isDone` is false it was asked to stop. */
  readonly failure: Problem | null;
}

/** Reads pages and keeps each. Failures of the tracker are told, those of the store thrown. */
export async function readPages(input: PagesIn): Promise<PagesRead> {
  const { connection, stream, pages: source, http, failpoint, signal } = input;
  let fetched = 0;
  let pages = 0;
  let requests = http.requests;
  let left: Problem | null = null;
  let failure: Problem | null = null;
  let isDone = false;
  const iterator = source[Symbol.asyncIterator]();
  /** A function of its own, so that nothing holds a page while the next one is read. False: there is none behind it. */
  const keepNext = async (): Promise<boolean> => {
    const place = { connection, stream, page: pages + 1 };
    const next = await nextPage(iterator, place);
    if (next === null) return false;
    const problem = next.problem === null ? null : new ProblemError(next.problem).at(place).problem;
    failpoint?.("sync:page-arrived");
    const gone = await input.gone(next, place.page);
    const page = { ...next, problem, vendorTotal: wholeCount(next.vendorTotal), gone };
    const about = {
      "wmmm.connection": connection,
      "wmmm.stream": stream,
      "wmmm.page": place.page,
      "wmmm.records": next.fetched,
    };
    await spanned(input.trace, "wmmm.page", about, () => input.keep(page, http.requests - requests));
    failpoint?.("sync:page-stored");
    requests = http.requests;
    pages++;
    fetched += next.fetched;
    left ??= problem;
    isDone = next.done;
    input.onPage(next, fetched);
    return !isDone;
  };
  try {
    for (let goesOn = true; goesOn && !signal.aborted;) goesOn = await keepNext();
  } catch (error) {
    if (!(error instanceof StreamFailure)) throw error;
    failure = error.problem;
  } finally {
    // Lets the connector's generator clean up when the loop was left early.
    await iterator.return?.();
  }
  return { fetched, pages, isDone, left, failure };
}

/** A read that ended without its last page and without a failure. */
export function endedEarly(
  { fetched, pages }: Pick<PagesRead, "fetched" | "pages">,
  { connection, stream, isStopped, todo }: { connection: string; stream: string; isStopped: boolean; todo: string },
): Problem {
  const place = { connection, stream, page: pages };
  return isStopped
    ? {
        ...place,
        code: "interrupted",
        what: `The read of ${stream} was interrupted after ${fetched} records, which are stored.`,
        todo,
      }
    : { ...place, code: "internal", what: `The read of ${stream} ended without its last page.`, todo: "Please report this." };
}

async function nextPage(
  iterator: AsyncIterator<Page>,
  place: { readonly connection: string; readonly stream: string; readonly page: number },
): Promise<Page | null> {
  try {
    const { done, value } = await iterator.next();
    return done === true ? null : value;
  } catch (error) {
    throw new StreamFailure(asProblem(error).at(place).problem);
  }
}

/** A count that is none says nothing. */
function wholeCount(count: number | null): number | null {
  return Number.isSafeInteger(count) ? count : null;
}

/** Tells a failure of the tracker, which the outcome reports, from one of the store, which nobody below may swallow. */
export class StreamFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.what);
    this.problem = problem;
  }
}

/** Anything but a `ProblemError` is a bug of ours; its message may hold pieces of data and so is not passed on, its name and cause are kept. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new ProblemError(
    {
      code: "internal",
      what: `Reading stopped at an error of the program itself (${name}).`,
      todo: 'Please report this with the output of "wmmm doctor".',
    },
    { cause: error },
  );
}

/** The same client, with places before and after each request. */
export function watched(http: HttpClient, failpoint: FailpointPort | undefined): HttpClient {
  if (failpoint === undefined) return http;
  const around = async <T>(ask: () => Promise<T>): Promise<T> => {
    failpoint("http:before-request");
    const answer = await ask();
    failpoint("http:after-answer");
    return answer;
  };
  return {
    send: (request) => around(() => http.send(request)),
    fetch: (request, init) => around(() => http.fetch(request, init)),
    get requests() {
      return http.requests;
    },
  };
}
