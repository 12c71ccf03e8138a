import type { JiraServer } from "../../fixtures/jira-server/server.ts";

interface HistoryJson {
  readonly id: string;
  readonly created: string | number;
}

interface ListedJson extends HistoryJson {
  readonly key: string;
  readonly accountId: string;
  readonly appType?: string;
}

/** What tests look at in answers; which of it is there depends on the endpoint. */
export interface JiraJson {
  readonly accountId: string;
  readonly count: number;
  readonly errorMessages: readonly string[];
  readonly isLast: boolean;
  readonly issueChangeLogs: readonly { readonly issueId: string; readonly changeHistories: readonly HistoryJson[] }[];
  readonly issues: readonly {
    readonly id: string;
    readonly key: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly changelog: { readonly total: number; readonly histories: readonly HistoryJson[] };
  }[];
  readonly nextPageToken?: string;
  readonly permissions: Readonly<Record<string, { readonly havePermission: boolean }>>;
  readonly total: number;
  readonly values: readonly ListedJson[];
}

export interface JiraAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: JiraJson;
}

/** Plain requests to a fixture server, signed in unless told otherwise. */
export function clientOf(server: JiraServer, token = server.token) {
  const authorization = `Basic ${Buffer.from(`${server.email}:${token}`).toString("base64")}`;
  const send = async (path: string, init: RequestInit): Promise<JiraAnswer> => {
    const response = await fetch(server.url + path, {
      redirect: "manual",
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    });
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json: json as JiraJson };
  };
  return {
    get: (path: string, init: RequestInit = {}) => send(path, init),
    post: (path: string, body: unknown, init: RequestInit = {}) =>
      send(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, ...init }),
  };
}
