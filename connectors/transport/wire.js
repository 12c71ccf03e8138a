import { request as requestHttp, Agent as HttpAgent } from "node:http";
import { request as requestHttps, Agent as HttpsAgent } from "node:https";
import { isIP } from "node:net";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { BlockedAddressError, createAddressGuard, guardedLookup } from "./address-guard.ts";
import { createBodyRoom } from "./body-room.ts";
import { WireFault } from "./wire-fault.ts";
/**
 * The wire is `node:http(s)` and not the global `fetch`: only here can the address be checked at connect time (`lookup`), can a body that
 * ended early be told from a whole one (`complete`), and can decompressed bytes be counted as they come without another dependency.
 */
export function createWire({ deadlineMs, maxBodyBytes, addresses, resolver }) {
    const isAllowed = createAddressGuard(addresses);
    const lookup = guardedLookup(isAllowed, resolver);
    // `keepAlive` saves a TLS handshake a request; a server that closes an idle connection shows as a reset, which is retried at once.
    const room = createBodyRoom();
    const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };
    return (request, signal) => new Promise((resolve, reject) => {
        const { url } = request;
        const host = url.hostname.replace(/^\[|\]$/g, "");
        if (url.protocol !== "http:" && url.protocol !== "https:")
            return reject(new WireFault("unreachable", "protocol"));
        if (isIP(host) !== 0 && !isAllowed(host))
            return reject(new WireFault("blocked-address", "literal"));
        if (signal?.aborted === true)
            return reject(new WireFault("interrupted", "abort"));
        const finish = (settle) => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", onAbort);
            settle();
        };
        const stop = (fault) => {
            finish(() => reject(fault));
            outgoing.destroy();
        };
        const onAbort = () => stop(new WireFault("interrupted", "abort"));
        const timer = setTimeout(() => stop(new WireFault("timeout", "deadline")), deadlineMs);
        signal?.addEventListener("abort", onAbort, { once: true });
        let hasAnswered = false;
        const body = request.body === null ? null : Buffer.from(request.body);
        const send = url.protocol === "https:" ? requestHttps : requestHttp;
        const outgoing = send(url, {
            method: request.method,
            agent: agents[url.protocol],
            lookup,
            headers: {
                ...request.headers,
                "accept-encoding": "gzip, deflate, br, zstd",
                ...(body === null ? {} : { "content-length": String(body.length) }),
            },
        }, (incoming) => {
            hasAnswered = true;
            const answer = { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
            void readBody(incoming, room.open(announced(incoming, maxBodyBytes)), maxBodyBytes).then((read) => finish(() => resolve({ ...answer, body: read.bytes(), release: () => read.close() })), (error) => stop(faultOf(error)));
        });
        outgoing.on("error", (error) => {
            const fault = faultOf(error);
            const wasClosed = outgoing.reusedSocket && !hasAnswered && (fault.detail === "ECONNRESET" || fault.detail === "EPIPE");
            stop(wasClosed ? new WireFault("connection-lost", fault.detail, true, true) : fault);
        });
        outgoing.end(body ?? undefined);
    });
}
function headersOf({ headers }) {
    const plain = Object.create(null);
    for (const [name, value] of Object.entries(headers))
        plain[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
    return plain;
}
/** Bytes that the header announces for the wire, at most the cap. 0 = not known, as when the body is packed. */
function announced({ headers }, maxBodyBytes) {
    if (headers["content-encoding"] !== undefined)
        return 0;
    const length = Number(headers["content-length"] ?? 0);
    return Number.isSafeInteger(length) && length > 0 ? Math.min(length, maxBodyBytes) : 0;
}
/** JSON of trackers shrinks to a tenth or a thirtieth. What grows by more than this is made to fill memory, and need not be unpacked up to the cap to tell. */
const MOST_RATIO = 200;
const UNSUSPICIOUS_BYTES = 8 * 1024 * 1024;
function readBody(incoming, read, maxBodyBytes) {
    return new Promise((resolve, reject) => {
        let decoder = null;
        const fail = (error) => {
            decoder?.destroy();
            incoming.destroy();
            reject(error);
        };
        // `pipe` carries no errors: without this a connection that dies in the middle of a compressed body would wait for the deadline.
        incoming.on("error", fail);
        incoming.on("close", () => incoming.complete || fail(new WireFault("connection-lost", "cut")));
        try {
            decoder = decoderOf(incoming.headers["content-encoding"]);
        }
        catch (error) {
            return fail(error);
        }
        const source = decoder === null ? incoming : incoming.pipe(decoder);
        decoder?.on("error", fail);
        let packed = 0;
        if (decoder !== null)
            incoming.on("data", (piece) => void (packed += piece.length));
        source.on("data", (piece) => {
            const length = read.length + piece.length;
            const isBomb = decoder !== null && length > UNSUSPICIOUS_BYTES && length > packed * MOST_RATIO;
            if (length > maxBodyBytes || isBomb)
                fail(new WireFault("too-large", isBomb ? "ratio" : "cap"));
            else
                read.add(piece);
        });
        source.on("end", () => (incoming.complete ? resolve(read) : fail(new WireFault("connection-lost", "cut"))));
    });
}
function decoderOf(encoding) {
    switch ((encoding ?? "identity").trim().toLowerCase()) {
        case "":
        case "identity":
            return null;
        case "gzip":
        case "x-gzip":
            return createGunzip();
        case "deflate":
            return createInflate();
        case "br":
            return createBrotliDecompress();
        case "zstd":
            return createZstdDecompress();
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
function faultOf(error) {
    if (error instanceof WireFault)
        return error;
    if (error instanceof BlockedAddressError)
        return new WireFault("blocked-address", "resolved");
    const { code } = error;
    const name = typeof code === "string" ? code : "";
    if (LOST.has(name) || name.startsWith("HPE_"))
        return new WireFault("connection-lost", name);
    if (NOT_FOUND.has(name))
        return new WireFault("unreachable", name);
    if (/^Z_|^ERR__ERROR|^ERR_BROTLI|^ZSTD_|^ERR_PADDING/.test(name))
        return new WireFault("connection-lost", "damaged compression");
    if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(name))
        return new WireFault("tls", name);
    if (error instanceof AggregateError && error.errors.length > 0)
        return faultOf(error.errors[0]);
    return new WireFault("connection-lost", name);
}
