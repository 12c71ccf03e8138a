import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { request as requestHttps, Agent as HttpsAgent } from "node:https";
import { isIP } from "node:net";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { BlockedAddressError, createAddressGuard, guardedLookup, type AddressPolicy, type Resolver } from "./address-guard.ts";
import { createBodyRoom, type OpenBody } from "./body-room.ts";
import { WireFault } from "./wire-fault.ts";
import { createLetGo } from "./let-go.ts";

/** One request as it goes over the wire; nothing here is ever printed. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface WireResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whole and decompressed. */
  readonly body: Buffer;
  /** `body` has been read and its room may be used for another one. Without it the garbage collector finds out. */
  release(): void;
}

/** Sends one request, follows nothing, retries nothing. Throws `WireFault`. */
export type Wire = (request: WireRequest, signal: AbortSignal | null) => Promise<WireResponse>;

export interface WireOptions {
  /** Time for the whole exchange, from the first packet to the last byte of the body. */
  readonly deadlineMs: number;
  /** Counted after decompression, while it streams. */
  readonly maxBodyBytes: number;
  readonly addresses: AddressPolicy;
  readonly resolver?: Resolver;
}

/**
 * The wire is `node:http(s)` and not the global `fetch`: only here can the address be checked at connect time (`lookup`), can a body that
 * ended early be told from a whole one (`complete`), and can decompressed bytes be counted as they come without another dependency.
 */
export function createWire({ deadlineMs, maxBodyBytes, addresses, resolver }: WireOptions): Wire {
  const isAllowed = createAddressGuard(addresses);
  const lookup = guardedLookup(isAllowed, resolver);
  // `keepAlive` saves a TLS handshake a request; a server that closes an idle connection shows as a reset, which is retried at once.
  const room = createBodyRoom();
  const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

  return (request, signal) =>
    new Promise((resolve, reject) => {
      const { url } = request;
      const host = url.hostname.replace(/^\[|\]$/g, "");
      if (url.protocol !== "http:" && url.protocol !== "https:") return reject(new WireFault("unreachable", "protocol"));
      if (isIP(host) !== 0 && !isAllowed(host)) return reject(new WireFault("blocked-address", "literal"));
      if (signal?.aborted === true) return reject(new WireFault("interrupted", "abort"));

      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        settle();
      };
      const stop = (fault: WireFault) => {
        finish(() => reject(fault));
        outgoing.destroy();
      };
      const onAbort = () => stop(new WireFault("interrupted", "abort"));
      const timer = setTimeout(() => stop(new WireFault("timeout", "deadline")), deadlineMs);
      signal?.addEventListener("abort", onAbort, { once: true });

      let hasAnswered = false;
      const body = request.body === null ? null : Buffer.from(request.body);
      const send = url.protocol === "https:" ? requestHttps : requestHttp;
      const outgoing = send(
        url,
        {
          method: request.method,
          agent: agents[url.protocol],
          lookup,
          headers: {
            ...request.headers,
            "accept-encoding": "gzip, deflate, br, zstd",
            ...(body === null ? {} : { "content-length": String(body.length) }),
          },
        },
        (incoming) => {
          hasAnswered = true;
          const answer = { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
          void readBody(incoming, room.open(announced(incoming, maxBodyBytes)), maxBodyBytes).then(
            (read) => finish(() => resolve({ ...answer, body: read.bytes(), release: () => read.close() })),
            (error: unknown) => stop(faultOf(error)),
          );
        },
      );
      outgoing.on("error", (error) => {
        const fault = faultOf(error);
        const wasClosed = outgoing.reusedSocket && !hasAnswered && (fault.detail === "ECONNRESET" || fault.detail === "EPIPE");
        stop(wasClosed ? new WireFault("connection-lost", fault.detail, true, true) : fault);
      });
      outgoing.end(body ?? undefined);
    });
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return plain;
}

/** Bytes that the header announces for the wire, at most the cap. 0 = not known, as when the body is packed. */
function announced({ headers }: IncomingMessage, maxBodyBytes: number): number {
  if (headers["content-encoding"] !== undefined) return 0;
  const length = Number(headers["content-length"] ?? 0);
  return Number.isSafeInteger(length) && length > 0 ? Math.min(length, maxBodyBytes) : 0;
}

/** JSON of trackers shrinks to a tenth or a thirtieth. What grows by more than this is made to fill memory, and need not be unpacked up to the cap to tell. */
const MOST_RATIO = 200;
const UNSUSPICIOUS_BYTES = 8 * 1024 * 1024;

function readBody(incoming: IncomingMessage, read: OpenBody, maxBodyBytes: number): Promise<OpenBody> {
  return new Promise((resolve, reject) => {
    let decoder: Transform | null = null;
    const fail = (error: unknown) => {
      decoder?.destroy();
      incoming.destroy();
      reject(error);
    };
    // `pipe` carries no errors: without this a connection that dies in the middle of a compressed body would wait for the deadline.
    incoming.on("error", fail);
    incoming.on("close", () => incoming.complete || fail(new WireFault("connection-lost", "cut")));
    try {
      decoder = decoderOf(incoming.headers["content-encoding"]);
    } catch (error) {
      return fail(error);
    }
    const source = decoder === null ? incoming : incoming.pipe(decoder);
    if (decoder === null) letGoOfReceived(incoming);
    decoder?.on("error", fail);
    let packed = 0;
    const letGo = createLetGo();
    if (decoder !== null) incoming.on("data", (piece: Buffer) => void (packed += piece.length));
    source.on("data", (piece: Buffer) => {
      const length = read.length + piece.length;
      const isBomb = decoder !== null && length > UNSUSPICIOUS_BYTES && length > packed * MOST_RATIO;
      if (length > maxBodyBytes || isBomb) fail(new WireFault("too-large", isBomb ? "ratio" : "cap"));
      else {
        read.add(piece);
        letGo(piece);
      }
    });
    source.on("end", () => (incoming.complete ? resolve(read) : fail(new WireFault("connection-lost", "cut"))));
  });
}

/**
 * What the socket read goes the same way as the pieces that Node's parser copies out of it. Only where these are copied again at once: a decoder works on
 * its piece while the socket reads on, and need not rely on the parser having copied it.
 */
function letGoOfReceived(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const letGo = createLetGo();
  socket.on("data", letGo);
  incoming.once("close", () => socket.off("data", letGo));
}

/** Room for what is unpacked at a time. Each takes a turn of the pool of threads; `Buffer` cuts no such large ones out of memory that others use. */
export const UNPACKED_BYTES = 128 * 1024;

function decoderOf(encoding: string | undefined): Transform | null {
  switch ((encoding ?? "identity").trim().toLowerCase()) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return createGunzip({ chunkSize: UNPACKED_BYTES });
    case "deflate":
      return createInflate({ chunkSize: UNPACKED_BYTES });
    case "br":
      return createBrotliDecompress({ chunkSize: UNPACKED_BYTES });
    case "zstd":
      return createZstdDecompress({ chunkSize: UNPACKED_BYTES });
    default:
      throw new WireFault("not-json", "encoding");
  }
}

const LOST = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
  "Z_BUF_ERROR",
]);
const NOT_FOUND = new Set([
  "ENOTFOUND",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ERR_INVALID_URL",
  "ERR_INVALID_CHAR",
]);

/** The cause is kept by its code only: messages of the system hold hosts, and those of parsers pieces of the body. */
function faultOf(error: unknown): WireFault {
  if (error instanceof WireFault) return error;
  if (error instanceof BlockedAddressError) return new WireFault("blocked-address", "resolved");
  const { code } = error as { readonly code?: unknown };
  const name = typeof code === "string" ? code : "";
  if (LOST.has(name) || name.startsWith("HPE_")) return new WireFault("connection-lost", name);
  if (NOT_FOUND.has(name)) return new WireFault("unreachable", name);
  if (/^Z_|^ERR__ERROR|^ERR_BROTLI|^ZSTD_|^ERR_PADDING/.test(name))
    return new WireFault("connection-lost", "damaged compression");
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(name)) return new WireFault("tls", name);
  if (error instanceof AggregateError && error.errors.length > 0) return faultOf(error.errors[0]);
  return new WireFault("connection-lost", name);
}
