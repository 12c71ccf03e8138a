import type { Connection, Connector } from "../../connectors/connector.ts";
import { budgetsOf, type Budget } from "../../connectors/transport/budgets.ts";
import type { HttpClient } from "../../connectors/transport/http.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import type { Json } from "../model/page.ts";
import { localFiles } from "./local-files.ts";
import type { Ports } from "./ports.ts";
import { httpFactory } from "./sync-workspace.ts";

/** A connection that is only asked who we are and what we may see; nothing of it is stored. */
export interface Examined {
  readonly connection: Connection;
  /** Quotas as the newest answer told them. */
  budgets(): readonly Budget[];
}

export interface ExaminedConnection {
  readonly connector: Connector;
  readonly id: string;
  readonly config: Json;
  readonly secret: string;
  readonly keepTitles: boolean;
}

export async function openForQuestions(given: ExaminedConnection, ports: Ports): Promise<Examined> {
  const { connector, id, config, secret, keepTitles } = given;
  const createHttp = await httpFactory(connector.id, { record: undefined, replay: undefined }, ports);
  const { http, headers } = rememberingHeaders(createHttp({ stop: ports.interrupt, onWait: () => undefined }));
  const connection = connector.connect(config, secret, {
    connection: id,
    http,
    files: localFiles,
    // Nothing is normalised here, so nobody needs a pseudonym yet.
    pseudonym: () => "",
    identity: () => "",
    now: ports.now,
    keepTitles,
    signal: ports.interrupt,
  });
  return { connection, budgets: () => budgetsOf(policyOf(connector.id), headers()) };
}

/** The same client; what its newest answer said in headers can be looked at afterwards. */
function rememberingHeaders(http: HttpClient) {
  let newest: Readonly<Record<string, string>> = {};
  const watched: HttpClient = {
    async send(request) {
      const response = await http.send(request);
      newest = response.headers;
      return response;
    },
    async fetch(input, init) {
      const response = await http.fetch(input, init);
      newest = Object.fromEntries(response.headers);
      return response;
    },
    get requests() {
      return http.requests;
    },
  };
  return { http: watched, headers: () => newest };
}
