import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** One recorded exchange, as WireMock writes them. */
interface Mapping {
  readonly request: { readonly url: string; readonly method: string };
  readonly response: {
    readonly status: number;
    readonly body?: string;
    readonly bodyFileName?: string;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
  };
  readonly insertionIndex?: number;
  readonly scenarioName?: string;
  readonly requiredScenarioState?: string;
  readonly newScenarioState?: string;
}

export interface RecordedServer {
  readonly url: string;
  /** Paths and statuses that were answered, in order. */
  readonly answered: readonly {
    readonly path: string;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
  }[];
  /** Paths that some recording is for. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** Headers that belong to the recorded connection and not to the answer. */
const OF_THE_WIRE: ReadonlySet<string> = new Set(["content-encoding", "content-length", "transfer-encoding", "connection"]);

/** Answers with what was recorded in one folder of `mappings` and `__files`, its addresses and times made those of here and now. */
export async function startRecordedServer(folder: string, now: () => number): Promise<RecordedServer> {
  const startedAt = now();
  const mappings = readdirSync(join(folder, "mappings"))
    .map((name) => JSON.parse(readFileSync(join(folder, "mappings", name), "utf8")) as Mapping)
    .toSorted((a, b) => (a.insertionIndex ?? 0) - (b.insertionIndex ?? 0));
  const states = new Map<string, string>();
  const answered: { path: string; status: number; headers: Record<string, string> }[] = [];
  let origin = "";

  const filled = (text: string): string =>
    text
      .replaceAll(
        /\{\{(now|testStartDate)(?: offset='(\d{1,5}) seconds?')?(?: timezone='GMT')? format='([^']{1,40})'\}\}/g,
        (_, from, offset, format) => {
          const at = (from === "now" ? now() : startedAt) + Number(offset ?? 0) * 1000;
          return format === "unix" ? String(Math.floor(at / 1000)) : new Date(at).toUTCString();
        },
      )
      .replaceAll("https://api.github.com", origin);

  const server = createServer((incoming, response) => {
    const path = incoming.url ?? "/";
    const found = mappings.find(
      ({ request, scenarioName, requiredScenarioState }) =>
        request.url === path &&
        request.method === incoming.method &&
        (scenarioName === undefined || (states.get(scenarioName) ?? "Started") === (requiredScenarioState ?? "Started")),
    );
    response.sendDate = false;
    if (found === undefined)
      return void response.writeHead(404, { "content-type": "application/json" }).end('{"message":"not recorded"}');
    const { status, body, bodyFileName, headers } = found.response;
    if (found.scenarioName !== undefined && found.newScenarioState !== undefined)
      states.set(found.scenarioName, found.newScenarioState);
    const told: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers))
      if (!OF_THE_WIRE.has(name.toLowerCase()))
        told[name.toLowerCase()] = filled(Array.isArray(value) ? value.join(", ") : String(value));
    answered.push({ path, status, headers: told });
    response.writeHead(status, told);
    response.end(bodyFileName === undefined ? (body ?? "") : readFileSync(join(folder, "__files", bodyFileName)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    answered,
    paths: [...new Set(mappings.map(({ request }) => request.url))],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
