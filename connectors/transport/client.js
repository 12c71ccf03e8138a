import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { createRateGate } from "./rate-gate.ts";
import { backoffMs, retryAfterMs } from "./rate-policy.ts";
import { recordingWire, replayingWire } from "./recording.ts";
import { blockedProblem, faultProblem, refusedProblem, shareUsedProblem, statusProblem, tooLongProblem, } from "./sentences.ts";
import { budgetInProcess } from "./shared-budget.ts";
import { createWire } from "./wire.ts";
import { WireFault } from "./wire-fault.ts";
/** A tracker is there for its users first. */
export const QUOTA_SHARE = 0.8;
const MOST_REDIRECTS = 3;
const DEADLINE_MS = 60_000;
/** Waits up to this are sat out even when the user asked to stop: the page in hand is worth it. */
const SHORT_WAIT_MS = 5_000;
/** See `HttpClient`. Requests of one client share its waits: when the vendor says stop, all of them stop. */
export function createHttpClient(options) {
    const { policy, now, random } = options;
    const wire = wireOf(options);
    const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    const { quotaShare = QUOTA_SHARE, budget = budgetInProcess() } = options;
    const gate = createRateGate({
        policy,
        share: quotaShare,
        budget: options.replayFrom === undefined ? budget : budgetInProcess(),
        now,
        lastsMs: deadlineMs,
    });
    let requests = 0;
    const wait = async (ms, reason, asked) => {
        if (ms <= 0 || options.replayFrom !== undefined)
            return;
        const interrupted = () => options.signal?.aborted === true || (options.stop?.aborted === true && ms > SHORT_WAIT_MS);
        if (!interrupted()) {
            options.onWait?.({ reason, waitMs: ms });
            const signals = [options.signal, ms > SHORT_WAIT_MS ? options.stop : undefined].filter((one) => one !== undefined);
            await options.sleep(ms, signals.length === 0 ? null : AbortSignal.any(signals));
        }
        if (interrupted())
            throw faultProblem(new WireFault("interrupted", "abort"), asked);
    };
    /** One exchange with its redirects. */
    const exchange = async (first) => {
        let { url: target } = first;
        for (let redirects = 0;; redirects++) {
            requests++;
            const response = await wire({ ...first, url: target }, options.signal ?? null);
            const location = response.headers["location"];
            if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined)
                return response;
            if (redirects === MOST_REDIRECTS)
                throw new WireFault("redirected-away", "loop");
            const url = URL.parse(location, target);
            const sameHost = url !== null && url.origin === target.origin && url.username === "";
            // 301-303 would turn a POST into a GET, which asks for something else.
            const sameMeaning = first.method === "GET" || response.status >= 307;
            if (!sameHost || !sameMeaning)
                throw new WireFault("redirected-away", "elsewhere");
            target = url;
        }
    };
    /** One exchange as the vendor's quotas see it. */
    const attempt = async (request, asked, reader) => {
        const pass = await gate.pass(request, (ms, reason) => wait(ms, reason, asked), (ms, why) => (why === "asked" ? tooLongProblem(ms, asked) : shareUsedProblem(ms, quotaShare, asked)));
        let told = null;
        try {
            const response = await exchange(request);
            const json = parse(response, reader);
            told = { headers: response.headers, json, vendorNow: dateOf(response.headers) ?? now(), now: now() };
            return { pass, response, json, told };
        }
        finally {
            await gate.settle(pass, told);
        }
    };
    /** The whole policy: quotas, redirects, retries. Resolves with any status that is not retried. */
    const answer = async (request, asked, { reader, attempts: most = policy.attempts }) => {
        for (let failures = 1;; failures++) {
            // What the vendor asks to wait for is waited for as often as the policy says.
            let attempts = Math.min(most, policy.attempts);
            let last;
            try {
                const tried = await attempt(request, asked, reader ?? null);
                const { response, json, told, pass } = tried;
                const refusal = policy.refusal({ ...response, json });
                if (refusal === null && !policy.retryStatuses.includes(response.status))
                    return tried;
                if (refusal?.isBlocked === true)
                    throw blockedProblem(asked);
                last = refusal === null ? statusProblem(response.status, asked) : refusedProblem(response.status, asked);
                const askedMs = retryAfterMs(response.headers["retry-after"], told.vendorNow);
                const wantedMs = Math.max(askedMs ?? (refusal === null ? 0 : (gate.refillMs(told) ?? 0)), refusal?.leastWaitMs ?? 0);
                const waitMs = Math.max(wantedMs, backoffMs(policy, failures, random));
                // Whoever else asks this vendor keeps off too, and so does the next run.
                if (refusal !== null || askedMs !== null)
                    attempts = policy.attempts;
                if (refusal !== null || askedMs !== null)
                    await gate.pause(pass, refusal?.pauses ?? "account", waitMs);
                if (wantedMs > policy.longestWaitMs)
                    throw tooLongProblem(wantedMs, asked);
                if (failures < attempts && refusal === null && askedMs === null)
                    await wait(waitMs, "retry", asked);
            }
            catch (error) {
                if (!(error instanceof WireFault))
                    throw error;
                last = faultProblem(error, asked);
                if (!error.passing)
                    throw last;
                // A server that hangs up on an idle connection is not in trouble, so there is nothing to give it time for.
                const isAtOnce = error.unseen && failures === 1;
                if (failures < attempts && !isAtOnce)
                    await wait(backoffMs(policy, failures, random), "retry", asked);
            }
            if (failures >= attempts)
                throw last;
        }
    };
    const seated = async (request, asked, own) => {
        await gate.enter();
        try {
            return await answer(request, asked, own);
        }
        finally {
            gate.leave();
        }
    };
    const headers = { accept: "application/json", "user-agent": options.userAgent ?? "wmmm" };
    const send = async (request) => {
        const url = URL.parse(request.url);
        const asked = {
            vendor: policy.title,
            method: request.method,
            path: url?.pathname ?? "",
            stream: request.stream,
            page: request.page,
        };
        if (url === null)
            throw faultProblem(new WireFault("unreachable", "bad URL"), asked);
        const body = request.body === undefined ? null : JSON.stringify(request.body);
        const { response, json } = await seated({
            method: request.method,
            url,
            headers: {
                ...headers,
                ...(body === null ? {} : { "content-type": "application/json" }),
                ...lowerCased(request.headers ?? {}),
            },
            body,
        }, asked, request);
        const { status } = response;
        if ((status < 200 || status > 299) && request.expect?.includes(status) !== true)
            throw statusProblem(status, asked);
        const { body: bytes } = response;
        const answered = { status, headers: response.headers, json, sha256: hash("sha256", bytes, "hex"), bytes: bytes.length };
        response.release();
        return answered;
    };
    const fetchLike = async (input, init) => {
        const request = new Request(input, init);
        const url = new URL(request.url);
        const asked = { vendor: policy.title, method: request.method, path: url.pathname, stream: "sdk", page: null };
        const body = request.body === null ? null : await request.text();
        const { response } = await seated({ method: request.method, url, headers: { ...headers, ...Object.fromEntries(request.headers) }, body }, asked, {});
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
function wireOf(options) {
    if (options.replayFrom !== undefined)
        return replayingWire(options.replayFrom);
    const wire = createWire({
        deadlineMs: options.deadlineMs ?? DEADLINE_MS,
        maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
        addresses: options.addresses ?? "private",
        ...(options.resolver === undefined ? {} : { resolver: options.resolver }),
    });
    return options.recordTo === undefined ? wire : recordingWire(wire, options.recordTo);
}
/** The vendor's clock at the time of the answer. */
function dateOf(headers) {
    const at = Date.parse(headers["date"] ?? "");
    return Number.isNaN(at) ? null : at;
}
/** A body that is not JSON is a fault only where data was promised; an error status may well carry a web page. */
function parse({ status, body }, reader) {
    if (status === 204)
        return null;
    const promised = status >= 200 && status < 300;
    // A character that is replaced would be a changed id or a changed text.
    const isText = isUtf8(body);
    try {
        if (!isText)
            throw new WireFault("not-json", "damaged", true);
        return promised && reader !== null ? reader.read(body) : JSON.parse(new TextDecoder().decode(body));
    }
    catch {
        if (!promised)
            return null;
        const start = isText ? new TextDecoder().decode(body.subarray(0, 200)).trimStart() : "damaged";
        if (start === "")
            throw new WireFault("not-json", "empty", true);
        if (start.startsWith("<"))
            throw new WireFault("not-json", "html");
        throw new WireFault("not-json", "damaged", true);
    }
}
function lowerCased(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
