import type { JiraServer } from "../../fixtures/jira-server/server.ts";

/** A JSON answer as tests look into it. */
export type Loose = { readonly [key: string]: Loose } & readonly Loose[] & string & number & boolean;

export interface LooseAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Loose;
}

/** Plain requests to a fixture server, signed in unless told otherwise. */
export function clientOf(server: JiraServer, token = server.token) {
  const authorization = `Basic ${Buffer.from(`${server.email}:${token}`).toString("base64")}`;
  const send = async (path: string, init: RequestInit): Promise<LooseAnswer> => {
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
    return { status: response.status, headers: response.headers, text, json: json as Loose };
  };
  return {
    get: (path: string, init: RequestInit = {}) => send(path, init),
    post: (path: string, body: unknown, init: RequestInit = {}) =>
      send(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, ...init }),
  };
}
