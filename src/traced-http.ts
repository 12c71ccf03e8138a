import type { HttpClient } from "../connectors/transport/http.ts";
import type { TracePort } from "./model/trace.ts";

/** The same client, with a span around each request and its retries. Where it goes and what it brings is not told. */
export function tracedHttp(http: HttpClient, trace: TracePort | undefined, connection: string): HttpClient {
  if (trace === undefined) return http;
  const of = (method: string) => ({ "wmmm.connection": connection, "http.request.method": method });
  return {
    send: (request) => {
      const { method, stream, page } = request;
      const attributes = { ...of(method), "wmmm.stream": stream, ...(page === null ? {} : { "wmmm.page": page }) };
      return trace.within("wmmm.request", attributes, async (span) => {
        const before = http.requests;
        const answer = await http.send(request);
        span.set({
          "http.response.status_code": answer.status,
          "wmmm.bytes": answer.bytes,
          "wmmm.requests": http.requests - before,
        });
        return answer;
      });
    },
    fetch: (address, init) =>
      trace.within("wmmm.request", of(init?.method ?? "GET"), async (span) => {
        const answer = await http.fetch(address, init);
        span.set({ "http.response.status_code": answer.status });
        return answer;
      }),
    get requests() {
      return http.requests;
    },
  };
}
