import { createServer } from "node:http";
/**
 * A server that counts exactly and does nothing else. `flightMs`: a request that comes within so long after a refusal was on its way when that
 * was sent, and could not know of it; on a clock that stands still while requests fly it is 0.
 */
export async function startLimitedVendor(endpoints, now, flightMs = 0) {
    let requests = 0;
    let refused = 0;
    let early = 0;
    const pauses = new Map();
    let forced = null;
    const answer = (request, response) => {
        const endpoint = endpoints.find(({ path, method }) => path === request.url && method === request.method);
        if (endpoint === undefined)
            return response.writeHead(404).end();
        requests++;
        const pause = pauses.get(endpoint.path);
        if (pause !== undefined && now() > pause.from + flightMs && now() < pause.until)
            early++;
        response.setHeader("date", new Date(now()).toUTCString());
        response.setHeader("content-type", "application/json");
        const cost = endpoint.cost();
        const isForced = forced?.path === endpoint.path;
        const full = isForced ? undefined : endpoint.limiters.find(({ limiter, takes }) => limiter.left() < takes(cost));
        if (full !== undefined || isForced) {
            refused++;
            const waitMs = isForced ? forced.seconds * 1000 : full.limiter.refillMs();
            forced = null;
            const { status, headers, json } = endpoint.refuse(waitMs);
            pauses.set(endpoint.path, { from: now(), until: now() + waitMs });
            return response.writeHead(status, { ...endpoint.headers(), ...headers }).end(JSON.stringify(json));
        }
        for (const { limiter, takes } of endpoint.limiters)
            limiter.take(takes(cost));
        response.writeHead(200, endpoint.headers()).end(JSON.stringify(endpoint.body(cost)));
    };
    const server = createServer((request, response) => {
        request.resume();
        request.on("end", () => answer(request, response));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        counts: () => ({ requests, refused, early }),
        /** The next request at `path` is refused for so long, whatever is left. */
        refuseNext: (path, seconds) => void (forced = { path, seconds }),
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
