import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Limiter } from "../../fixtures/server/limiters.ts";

/** One kind of request of a vendor, with all that limits it. */
export interface LimitedEndpoint {
  readonly method: "GET" | "POST";
  readonly path: string;
  cost(): number;
  /** With how much each takes of a request that costs so many points. */
  readonly limiters: readonly { readonly limiter: Limiter; takes(cost: number): number }[];
  /** What every answer tells. */
  headers(): Readonly<Record<string, string>>;
  /** The answer to a request, by the points that it cost. */
  body(cost: number): unknown;
  /** How a refusal looks, `waitMs` until it is worth asking again. */
  refuse(waitMs: number): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly json: unknown };
}

/**
 * A server that counts exactly and does nothing else. `flightMs`: a request that comes within so long after a refusal was on its way when that
 * was sent, and could not know of it; on a clock that stands still while requests fly it is 0.
 */
export async function startLimitedVendor(endpoints: readonly LimitedEndpoint[], now: () => number, flightMs = 0) {
  let requests = 0;
  let refused = 0;
  let early = 0;
  const pauses = new Map<string, { readonly from: number; readonly until: number }>();
  let forced: { readonly path: string; readonly seconds: number } | null = null;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const endpoint = endpoints.find(({ path, method }) => path === request.url && method === request.method);
    if (endpoint === undefined) return response.writeHead(404).end();
    requests++;
    const pause = pauses.get(endpoint.path);
    if (pause !== undefined && now() > pause.from + flightMs && now() < pause.until) early++;
    response.setHeader("date", new Date(now()).toUTCString());
    response.setHeader("content-type", "application/json");
    const cost = endpoint.cost();
    const isForced = forced?.path === endpoint.path;
    const full = isForced ? undefined : endpoint.limiters.find(({ limiter, takes }) => limiter.left() < takes(cost));
    if (full !== undefined || isForced) {
      refused++;
      const waitMs = isForced ? forced!.seconds * 1000 : full!.limiter.refillMs();
      forced = null;
      const { status, headers, json } = endpoint.refuse(waitMs);
      pauses.set(endpoint.path, { from: now(), until: now() + waitMs });
      return response.writeHead(status, { ...endpoint.headers(), ...headers }).end(JSON.stringify(json));
    }
    for (const { limiter, takes } of endpoint.limiters) limiter.take(takes(cost));
    response.writeHead(200, endpoint.headers()).end(JSON.stringify(endpoint.body(cost)));
  };
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ requests, refused, early }),
    /** The next request at `path` is refused for so long, whatever is left. */
    refuseNext: (path: string, seconds: number) => void (forced = { path, seconds }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
