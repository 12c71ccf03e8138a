import { createHash } from "node:crypto";
import type { Instant } from "../../src/model/window.ts";
import type { AddressPolicy, Resolver } from "./address-guard.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http.ts";
import { backoffMs, paceMs, retryAfterMs, type RatePolicy } from "./rate-policy.ts";
import { recordingWire, replayingWire } from "./recording.ts";
import { faultProblem, statusProblem, tooLongProblem, type Asked } from "./sentences.ts";
import { createWire, type Wire, type WireRequest, type WireResponse } from "./wire.ts";
import { WireFault } from "./wire-fault.ts";

/** A wait that somebody may want to know about. */
export interface Wait {
  readonly reason: "rate-limit" | "pacing" | "retry";
  readonly waitMs: number;
}

export interface HttpClientOptions {
  readonly policy: RatePolicy;
  now(): Instant;
  /** Resolves after `ms`, at once when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal | null): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  readonly userAgent?: string;
  /** Ends requests in flight as well as waits. */
  readonly signal?: AbortSignal;
  /** Ends long waits only: what is in flight is finished, so that a page in hand can be saved. */
  readonly stop?: AbortSignal;
  /** Default 60 s for one exchange. */
  readonly deadlineMs?: number;
  /** Default 64 MiB after decompression. */
  readonly maxBodyBytes?: number;
  /** Default `private`. */
  readonly addresses?: AddressPolicy;
  readonly resolver?: Resolver;
  readonly onWait?: (wait: Wait) => void;
  /** Directories for `--record` and `--replay`; a replay neither asks the network nor waits. */
  readonly recordTo?: string;
  readonly replayFrom?: string;
}

const MOST_REDIRECTS = 3;
/** Waits up to this are sat out even when the user asked to stop: the page in hand is worth it. */
const SHORT_WAIT_MS = 5_000;

/** See `HttpClient`. Requests of one client share its waits: when the vendor says stop, all of them stop. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { policy, now, random } = options;
  const wire = wireOf(options);
  let requests = 0;
  let notBefore: Instant = 0;

  const wait = async (ms: number, reason: Wait["reason"], asked: Asked) => {
    if (ms <= 0 || options.replayFrom !== undefined) return;
    const interrupted = () => options.signal?.aborted === true || (options.stop?.aborted === true && ms > SHORT_WAIT_MS);
    if (!interrupted()) {
      options.onWait?.({ reason, waitMs: ms });
      const signals = [options.signal, ms > SHORT_WAIT_MS ? options.stop : undefined].filter((one) => one !== undefined);
      await options.sleep(ms, signals.length === 0 ? null : AbortSignal.any(signals));
    }
    if (interrupted()) throw faultProblem(new WireFault("interrupted", "abort"), asked);
  };

  /** One exchange with its redirects. */
  const exchange = async (first: WireRequest): Promise<WireResponse> => {
    let { url: target } = first;
    for (let redirects = 0; ; redirects++) {
      requests++;
      const response = await wire({ ...first, url: target }, options.signal ?? null);
      const location = response.headers["location"];
      if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return response;
      if (redirects === MOST_REDIRECTS) throw new WireFault("redirected-away", "loop");
      const url = URL.parse(location, target);
      const sameHost = url !== null && url.origin === target.origin && url.username === "";
      // 301-303 would turn a POST into a GET, which asks for something else.
      const sameMeaning = first.method === "GET" || response.status >= 307;
      if (!sameHost || !sameMeaning) throw new WireFault("redirected-away", "elsewhere");
      target = url;
    }
  };

  /** The whole policy: pacing, redirects, retries. Resolves with any status that is not retried. */
  const answer = async (request: WireRequest, asked: Asked): Promise<Answered> => {
    for (let failures = 0; ;) {
      if (notBefore > now()) await wait(notBefore - now(), "pacing", asked);
      let last: () => Error;
      let waitMs: number | null = null;
      let limited = false;
      let unseen = false;
      try {
        const response = await exchange(request);
        const vendorNow = dateOf(response.headers) ?? now();
        if (!policy.retryStatuses.includes(response.status)) {
          const read = { response, json: parse(response) };
          notBefore = Math.max(notBefore, now() + Math.min(paceMs(policy, response.headers, vendorNow), policy.longestWaitMs));
          return read;
        }
        last = () => statusProblem(response.status, asked);
        limited = response.status === 429;
        waitMs = retryAfterMs(response.headers["retry-after"], vendorNow);
        if (waitMs !== null && waitMs > policy.longestWaitMs) throw tooLongProblem(waitMs, asked);
      } catch (error) {
        if (!(error instanceof WireFault)) throw error;
        if (!error.passing) throw faultProblem(error, asked);
        last = () => faultProblem(error, asked);
        unseen = error.unseen;
      }
      failures++;
      if (failures >= policy.attempts) throw last();
      // A server that hangs up on an idle connection is not in trouble, so there is nothing to give it time for.
      if (unseen && failures === 1) continue;
      await wait(Math.max(waitMs ?? 0, backoffMs(policy, failures, random)), limited ? "rate-limit" : "retry", asked);
    }
  };

  const headers = { accept: "application/json", "user-agent": options.userAgent ?? "wmmm" };

  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const url = URL.parse(request.url);
    const asked = {
      vendor: policy.title,
      method: request.method,
      path: url?.pathname ?? "",
      stream: request.stream,
      page: request.page,
    };
    if (url === null) throw faultProblem(new WireFault("unreachable", "bad URL"), asked);
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const { response, json } = await answer(
      {
        method: request.method,
        url,
        headers: {
          ...headers,
          ...(body === null ? {} : { "content-type": "application/json" }),
          ...lowerCased(request.headers ?? {}),
        },
        body,
      },
      asked,
    );
    const { status } = response;
    if ((status < 200 || status > 299) && request.expect?.includes(status) !== true) throw statusProblem(status, asked);
    return {
      status,
      headers: response.headers,
      json,
      sha256: createHash("sha256").update(response.body).digest("hex"),
      bytes: response.body.length,
    };
  };

  const fetchLike: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const asked = { vendor: policy.title, method: request.method, path: url.pathname, stream: "sdk", page: null };
    const body = request.body === null ? null : await request.text();
    const { response } = await answer(
      { method: request.method, url, headers: { ...headers, ...Object.fromEntries(request.headers) }, body },
      asked,
    );
    const { "content-encoding": _encoding, "content-length": _length, ...kept } = response.headers;
    const bodiless = response.status === 204 || response.status === 304;
    return new Response(bodiless ? null : new Uint8Array(response.body), { status: response.status, headers: kept });
  };

  return {
    send,
    fetch: fetchLike,
    get requests() {
      return requests;
    },
  };
}

interface Answered {
  readonly response: WireResponse;
  readonly json: unknown;
}

function wireOf(options: HttpClientOptions): Wire {
  if (options.replayFrom !== undefined) return replayingWire(options.replayFrom);
  const wire = createWire({
    deadlineMs: options.deadlineMs ?? 60_000,
    maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
    addresses: options.addresses ?? "private",
    ...(options.resolver === undefined ? {} : { resolver: options.resolver }),
  });
  return options.recordTo === undefined ? wire : recordingWire(wire, options.recordTo);
}

/** The vendor's clock at the time of the answer. */
function dateOf(headers: Readonly<Record<string, string>>): Instant | null {
  const at = Date.parse(headers["date"] ?? "");
  return Number.isNaN(at) ? null : at;
}

/** A body that is not JSON is a fault only where data was promised; an error status may well carry a web page. */
function parse({ status, body }: WireResponse): unknown {
  if (status === 204) return null;
  const promised = status >= 200 && status < 300;
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    if (!promised) return null;
    const start = text.slice(0, 200).trimStart();
    if (start === "") throw new WireFault("not-json", "empty", true);
    if (start.startsWith("<")) throw new WireFault("not-json", "html");
    throw new WireFault("not-json", "damaged", true);
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
