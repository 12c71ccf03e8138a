import { createServer } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { budgetInProcess } from "../../../connectors/transport/shared-budget.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../../src/model/problem.ts";
const NOW = Date.UTC(2026, 5, 1);
const TOKEN = "s3cret-token-of-the-user";
const servers = [];
afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
    }));
});
async function serve(listener) {
    const server = createServer(listener);
    servers.push(server);
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${server.address().port}`;
}
/** A client whose clock only moves when it sleeps. */
function setUp(options = {}) {
    const waits = [];
    let now = NOW;
    const client = createHttpClient({
        policy: RATE_POLICIES.jira,
        now: () => now,
        sleep: async (ms) => void (now += ms),
        random: () => 0.5,
        onWait: (wait) => waits.push(wait),
        ...options,
    });
    return { client, waits };
}
const get = (client, url) => client.send({ method: "GET", url, headers: { Authorization: `Basic ${TOKEN}` }, stream: "issues", page: 3 });
async function problemOf(asked) {
    const error = await asked.then(() => null, (reason) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    const { problem } = error;
    const everything = JSON.stringify([problem, String(error), error.stack, error.cause ?? null]);
    expect(everything).not.toContain(TOKEN);
    expect(everything).not.toContain("SECRET-BODY");
    expect(everything).not.toContain("hidden=");
    return problem;
}
/** Answers the n-th request with the n-th listener, the last one from then on. */
function inTurn(...listeners) {
    let asked = 0;
    return (request, response) => listeners[Math.min(asked++, listeners.length - 1)](request, response);
}
const fine = (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"fine":true}');
const status = (code, headers = {}) => (_, response) => response.writeHead(code, headers).end('{"errorMessages":["SECRET-BODY"]}');
describe("a body that is not whole is never taken for an answer", () => {
    const cut = (_, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"issues":[1,2,', () => response.socket.resetAndDestroy());
    };
    const short = (_, response) => {
        response.strictContentLength = false;
        response.writeHead(200, { "content-length": "100", connection: "close" });
        response.write('{"issues":[]}', () => response.socket.end());
    };
    const cutChunked = (_, response) => {
        response.writeHead(200);
        response.write('{"issues":[]}', () => response.socket.end());
    };
    const cutGzip = (_, response) => {
        const body = gzipSync(JSON.stringify({ issues: Array.from({ length: 999 }, (_unused, index) => `SECRET-BODY ${index}`) }));
        response.writeHead(200, { "content-encoding": "gzip" }).end(body.subarray(0, body.length >> 1));
    };
    const cases = [
        ["cut in the middle", cut, "connection-lost"],
        ["shorter than announced", short, "connection-lost"],
        ["chunks without an end", cutChunked, "connection-lost"],
        ["compressed and cut", cutGzip, "connection-lost"],
        ["nothing at all", (_, response) => response.writeHead(200).end(), "not-json"],
        ["JSON that ends early", (_, response) => response.writeHead(200).end('{"issues":["SECRET-BODY'), "not-json"],
    ];
    test.each(cases)("%s: a typed problem in the end, the answer if it comes right", async (_, fault, code) => {
        const always = setUp();
        const problem = await problemOf(get(always.client, `${await serve(fault)}/rest/a?hidden=1`));
        expect(problem).toMatchObject({ code, stream: "issues", page: 3 });
        expect(problem.what).toContain("GET /rest/a");
        expect(always.client.requests).toBe(5);
        expect(always.waits.map(({ waitMs }) => waitMs)).toEqual([2_000, 4_000, 8_000, 16_000]);
        const once = setUp();
        expect((await get(once.client, await serve(inTurn(fault, fine)))).json).toEqual({ fine: true });
        expect(once.client.requests).toBe(2);
    });
    test("a web page is not retried: it is the wrong address or a log-in", async () => {
        const { client } = setUp();
        const url = await serve((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html> SECRET-BODY"));
        expect(await problemOf(get(client, url))).toMatchObject({ code: "not-json", what: expect.stringContaining("web page") });
        expect(client.requests).toBe(1);
    });
});
describe("time and size", () => {
    test("a server that never answers, and one that drips, meet the same deadline", async () => {
        const timers = [];
        const drip = (_, response) => {
            response.writeHead(200, { "content-type": "application/json" });
            timers.push(setInterval(() => response.write(" "), 5));
        };
        for (const fault of [() => undefined, drip]) {
            const { client } = setUp({ deadlineMs: 60 });
            expect(await problemOf(get(client, await serve(fault)))).toMatchObject({ code: "timeout" });
            expect(client.requests).toBe(5);
        }
        timers.forEach(clearInterval);
    });
    test.each([
        ["gzip", gzipSync(Buffer.alloc(4_000_000, " "))],
        ["br", brotliCompressSync(Buffer.alloc(4_000_000, " "))],
        ["identity", Buffer.alloc(1_000_001, " ")],
    ])("decompressed bytes count: %s", async (encoding, body) => {
        const { client } = setUp({ maxBodyBytes: 1_000_000 });
        const url = await serve((_, response) => response.writeHead(200, { "content-encoding": encoding }).end(body));
        expect(await problemOf(get(client, url))).toMatchObject({ code: "too-large" });
        expect(client.requests).toBe(1);
    });
    test("what grows by more than JSON ever does is refused long before the cap, and what shrinks well is not", async () => {
        const bomb = gzipSync(Buffer.alloc(40_000_000, " "));
        const { client } = setUp();
        const url = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
        expect(await problemOf(get(client, url))).toMatchObject({ code: "too-large" });
        const issues = Array.from({ length: 150_000 }, (_, index) => ({
            id: String(index * 7),
            self: "https://acme.example/rest/api/3/issue/1",
        }));
        const honest = gzipSync(JSON.stringify({ issues }));
        const answer = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(honest));
        expect((await get(setUp().client, answer)).bytes).toBeGreaterThan(8 * 1024 * 1024);
    });
    test("what fits is unpacked, and its hash is that of the unpacked bytes", async () => {
        const { client } = setUp();
        const url = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip", "X-Thing": "a" }).end(gzipSync('{"a":1}')));
        expect(await get(client, url)).toMatchObject({
            json: { a: 1 },
            bytes: 7,
            headers: { "x-thing": "a" },
            sha256: "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
        });
    });
    test("keys that would reach a prototype stay plain keys", async () => {
        const { client } = setUp();
        const { json } = await get(client, await serve((_, response) => response.end('{"__proto__":{"polluted":1},"constructor":1}')));
        expect(Object.hasOwn(json, "__proto__")).toBe(true);
        expect({}["polluted"]).toBeUndefined();
    });
});
describe("rate limits and failing servers", () => {
    const DATE = new Date(NOW + 3_600_000).toUTCString();
    test.each([
        ["seconds", { "retry-after": "30" }, 30_000],
        [
            "an HTTP date, by the vendor's clock",
            { date: DATE, "retry-after": new Date(NOW + 3_600_000 + 45_000).toUTCString() },
            45_000,
        ],
        ["nothing", {}, 2_000],
        ["nonsense", { "retry-after": "soon" }, 2_000],
    ])("429 with %s is waited out", async (_, headers, waitMs) => {
        const { client, waits } = setUp();
        const { json } = await get(client, await serve(inTurn(status(429, headers), fine)));
        expect(json).toEqual({ fine: true });
        expect(waits).toEqual([{ reason: "rate-limit", waitMs }]);
    });
    test("a wait of days is not sat out", async () => {
        const { client, waits } = setUp();
        const problem = await problemOf(get(client, await serve(status(429, { "retry-after": "31536000" }))));
        expect(problem).toMatchObject({ code: "rate-limited", what: expect.stringContaining("365 days") });
        expect(client.requests).toBe(1);
        expect(waits).toEqual([]);
    });
    test.each([502, 503, 504])("%i is retried", async (code) => {
        const { client } = setUp();
        await get(client, await serve(inTurn(status(code), status(code), fine)));
        expect(client.requests).toBe(3);
    });
    test.each([
        [400, "unexpected-shape"],
        [401, "unauthenticated"],
        [403, "forbidden"],
        [404, "not-found"],
        [410, "endpoint-removed"],
        [500, "server-error"],
    ])("%i is not: %s", async (code, expected) => {
        const { client } = setUp();
        expect(await problemOf(get(client, await serve(status(code))))).toMatchObject({ code: expected });
        expect(client.requests).toBe(1);
    });
    test.each([
        ["a failing server is asked as often as the request says", status(503), 2, 2],
        ["and never more often than the policy says", status(503), 50, 5],
        ["what the vendor asks to wait for is waited for as often as the policy says", status(429, { "retry-after": "1" }), 2, 5],
    ])("tries of a request: %s", async (_, listener, attempts, requests) => {
        const { client } = setUp();
        const url = await serve(listener);
        await problemOf(client.send({ method: "GET", url, headers: {}, stream: "issues", page: 3, attempts }));
        expect(client.requests).toBe(requests);
    });
    test("tries of a request: one that comes right within them is an answer", async () => {
        const { client } = setUp();
        const url = await serve(inTurn(status(503), fine));
        const asked = client.send({ method: "GET", url, headers: {}, stream: "issues", page: 3, attempts: 2 });
        expect((await asked).json).toEqual({ fine: true });
    });
    test("a status that the caller expects is an answer", async () => {
        const { client } = setUp();
        const url = await serve((_, response) => response.writeHead(404).end("<html>"));
        expect(await client.send({ method: "GET", url, stream: "x", page: null, expect: [404] })).toMatchObject({
            status: 404,
            json: null,
        });
    });
    test("a quota that runs out is spread over the time that is left", async () => {
        const headers = {
            date: new Date(NOW).toUTCString(),
            "x-ratelimit-limit": "100",
            "x-ratelimit-reset": new Date(NOW + 60_000).toISOString(),
        };
        const plenty = setUp();
        const url = await serve((_, response) => response.writeHead(200, { ...headers, "x-ratelimit-remaining": "50" }).end("{}"));
        await get(plenty.client, url);
        await get(plenty.client, url);
        expect(plenty.waits).toEqual([]);
        const low = setUp();
        const lowUrl = await serve((_, response) => response.writeHead(200, { ...headers, "x-ratelimit-remaining": "20" }).end("{}"));
        await get(low.client, lowUrl);
        await get(low.client, lowUrl);
        expect(low.waits).toEqual([{ reason: "pacing", waitMs: 60_000 }]);
    });
    test("when our share is used up for longer than a run waits, the run stops and says so", async () => {
        const { client } = setUp();
        const url = await serve((_, response) => response
            .writeHead(200, {
            date: new Date(NOW).toUTCString(),
            "x-ratelimit-limit": "100",
            "x-ratelimit-remaining": "20",
            "x-ratelimit-reset": new Date(NOW + 1_800_000).toISOString(),
        })
            .end("{}"));
        await get(client, url);
        expect(await problemOf(get(client, url))).toMatchObject({
            code: "rate-limited",
            what: "80 % of what Jira allows this token is used, and the rest is left to others; it is filled up in 30 minutes.",
        });
        expect(client.requests).toBe(1);
    });
    test("a refusal in a body of 200 is waited for like a 429", async () => {
        const { client, waits } = setUp({ policy: RATE_POLICIES.github });
        const limited = (_, response) => response
            .writeHead(200, {
            date: new Date(NOW).toUTCString(),
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": String(NOW / 1000 + 300),
        })
            .end('{"errors":[{"type":"RATE_LIMITED"}]}');
        expect((await get(client, await serve(inTurn(limited, fine)))).json).toEqual({ fine: true });
        expect(waits).toEqual([{ reason: "rate-limit", waitMs: 300_000 }]);
    });
    test("a pause is kept by all requests of all clients that share a budget, and a token has its own", async () => {
        const budget = budgetInProcess();
        const [one, other] = [setUp({ budget }), setUp({ budget })];
        const url = await serve(inTurn(status(429, { "retry-after": "1200" }), fine));
        expect(await problemOf(get(one.client, url))).toMatchObject({ code: "rate-limited" });
        expect(await problemOf(get(other.client, url))).toMatchObject({
            code: "rate-limited",
            what: expect.stringContaining("20 minutes"),
        });
        expect(other.client.requests).toBe(0);
        const headers = { Authorization: "Basic another" };
        expect((await other.client.send({ method: "GET", url, headers, stream: "issues", page: 1 })).json).toEqual({ fine: true });
    });
    test("no more requests at once than the vendor takes", async () => {
        let under = 0;
        let most = 0;
        const url = await serve((_, response) => {
            most = Math.max(most, ++under);
            setTimeout(() => {
                under--;
                response.writeHead(200).end("{}");
            }, 5);
        });
        const { client } = setUp();
        await Promise.all(Array.from({ length: 30 }, () => get(client, url)));
        expect(most).toBe(RATE_POLICIES.jira.concurrency);
    });
    test("bytes that are no UTF-8 are no answer: a replaced character would be a changed text", async () => {
        const { client } = setUp();
        const broken = (_, response) => response.writeHead(200).end(Buffer.from([0x22, 0xc3, 0x28, 0x22]));
        expect(await problemOf(get(client, await serve(broken)))).toMatchObject({ code: "not-json" });
        expect((await get(client, await serve(inTurn(broken, fine)))).json).toEqual({ fine: true });
    });
    test("a user who wants to stop is not kept waiting, but what is in flight is finished", async () => {
        const stop = new AbortController();
        const { client } = setUp({ stop: stop.signal });
        stop.abort();
        expect((await get(client, await serve(fine))).json).toEqual({ fine: true });
        expect(await problemOf(get(client, await serve(status(429, { "retry-after": "30" }))))).toMatchObject({
            code: "interrupted",
        });
    });
    test("an abort ends a request in flight", async () => {
        const abort = new AbortController();
        const { client } = setUp({ signal: abort.signal });
        const url = await serve(() => abort.abort());
        expect(await problemOf(get(client, url))).toMatchObject({ code: "interrupted" });
    });
});
describe("connections", () => {
    const reset = (request) => request.socket.resetAndDestroy();
    test("a kept connection that the server has closed is no failure: asked again at once", async () => {
        const { client, waits } = setUp();
        const url = await serve(inTurn(fine, reset, fine));
        await get(client, url);
        expect((await get(client, url)).json).toEqual({ fine: true });
        expect(client.requests).toBe(3);
        expect(waits).toEqual([]);
    });
    test("a second reset in a row, or one on a fresh connection, is given time", async () => {
        const kept = setUp();
        const url = await serve(inTurn(fine, reset, reset, fine));
        await get(kept.client, url);
        await get(kept.client, url);
        expect(kept.waits).toEqual([{ reason: "retry", waitMs: 4_000 }]);
        const fresh = setUp();
        await get(fresh.client, await serve(inTurn(reset, fine)));
        expect(fresh.waits).toEqual([{ reason: "retry", waitMs: 2_000 }]);
    });
    test("nobody listening is told at once", async () => {
        const url = await serve(fine);
        servers.splice(0).forEach((server) => server.close());
        const { client } = setUp();
        expect(await problemOf(get(client, url))).toMatchObject({ code: "unreachable" });
        expect(client.requests).toBe(1);
    });
    test("redirects stay on their host, end after three, and never turn a question into another one", async () => {
        let reached = 0;
        const canary = await serve((_, response) => response.end(`{"reached":${++reached}}`));
        const to = (location, code = 302) => (_, response) => response.writeHead(code, { location }).end();
        const same = setUp();
        expect((await get(same.client, await serve(inTurn(to("/b"), to("/c"), fine)))).json).toEqual({ fine: true });
        for (const listener of [to(canary), to("//127.0.0.2/"), to("https://example.com/"), to("file:///etc/passwd"), to("/again")]) {
            expect(await problemOf(get(setUp().client, await serve(listener)))).toMatchObject({ code: "redirected-away" });
        }
        const { client } = setUp();
        const post = client.send({ method: "POST", url: await serve(to("/b")), body: {}, stream: "x", page: null });
        expect(await problemOf(post)).toMatchObject({ code: "redirected-away" });
        expect(reached).toBe(0);
    });
    test("metadata addresses are never asked, private ones only where they are allowed", async () => {
        for (const host of [
            "169.254.169.254",
            "[::ffff:169.254.169.254]",
            "2852039166",
            "0xa9fea9fe",
            "[fd00:ec2::254]",
            "[64:ff9b::a9fe:a9fe]",
        ]) {
            expect(await problemOf(get(setUp().client, `http://${host}/latest`))).toMatchObject({ code: "blocked-address" });
        }
        const url = await serve(fine);
        const { port } = new URL(url);
        expect(await problemOf(get(setUp({ addresses: "public" }).client, url))).toMatchObject({ code: "blocked-address" });
        const resolver = (hostname, callback) => callback(null, [{ address: hostname === "meta.example" ? "169.254.169.254" : "127.0.0.1", family: 4 }]);
        const named = setUp({ resolver });
        expect(await problemOf(get(named.client, `http://meta.example:${port}/`))).toMatchObject({ code: "blocked-address" });
        expect((await get(named.client, `http://fine.example:${port}/`)).json).toEqual({ fine: true });
    });
});
describe("the client as fetch", () => {
    test("goes the same way: same retries, same guard, same count", async () => {
        const { client } = setUp();
        const url = await serve(inTurn(status(503), (request, response) => {
            let body = "";
            request.on("data", (chunk) => (body += chunk.toString()));
            request.on("end", () => response.end(JSON.stringify({ body, method: request.method, type: request.headers["content-type"] })));
        }));
        const response = await client.fetch(`${url}/graphql`, {
            method: "POST",
            body: '{"q":1}',
            headers: { "content-type": "application/json" },
        });
        expect(await response.json()).toEqual({ body: '{"q":1}', method: "POST", type: "application/json" });
        expect(client.requests).toBe(2);
        expect(await problemOf(client.fetch(await serve((_, answer) => answer.end("<html>"))))).toMatchObject({ code: "not-json" });
    });
    test("other statuses are answers for the SDK to read", async () => {
        const { client } = setUp();
        expect((await client.fetch(await serve(status(404)))).status).toBe(404);
    });
});
