import type { Json } from "../../src/model/page.ts";
import type { JsonReader } from "../json/reader.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** Part of messages: which stream and page asked. */
  readonly stream: string;
  readonly page: number | null;
  /** Statuses the caller wants as an answer instead of a `ProblemError` (e.g. 404 where a missing thing is normal). */
  readonly expect?: readonly number[];
  /**
   * Reads the body of a good answer instead of `JSON.parse`: for large answers of which little is wanted. Where a vendor refuses with a good
   * status, it must keep what tells so.
   */
  readonly reader?: JsonReader;
  /** Tries of this request, the first included, where the policy's are too many: the caller has something better than the same again. */
  readonly attempts?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body, read and parsed; what the `reader` of the request made of it. */
  readonly json: unknown;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * The only way to a vendor: one guarded fetch (deadline, byte cap, whole body read and parsed before anybody sees it, no redirect to
 * another host, abort, headers kept) and one policy for retries and rate limits. SDKs get `fetch`, which goes the same way.
 * Throws `ProblemError`; never puts a header, a query string or a body into a message.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
  /** The same, shaped as `fetch` for SDKs that take one. */
  readonly fetch: typeof globalThis.fetch;
  /** Requests sent so far, retries included. */
  readonly requests: number;
}
