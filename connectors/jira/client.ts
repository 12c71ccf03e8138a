import type { z } from "zod";
import type { Json } from "../../src/model/page.ts";
import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { JsonReader } from "../json/reader.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../transport/http.ts";
import { placeOfMismatch } from "../shape-mismatch.ts";
import type { JiraConfig } from "./config.ts";

/** Who asks: part of every message. */
export interface Place {
  readonly stream: string;
  readonly page: number | null;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: T;
  readonly body: { readonly sha256: string; readonly bytes: number };
}

/**
 * Jira's REST API as far as we use it, straight through our transport. jira.js is not in between: version 5 brings its own HTTP library
 * (no guard on addresses, size or time), version 6 takes no fetch of its own, hides response headers and hands unvalidated bodies on
 * when its schema does not fit; the dozen calls here are shorter than what it would take to work around that.
 */
export interface JiraClient {
  /** Where this Jira's own interface begins, e.g. `/rest/api/3`. */
  readonly api: string;
  get<S extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string | readonly string[]>>,
    schema: S,
    place: Place,
  ): Promise<Answer<z.infer<S>>>;
  /** `reader`: for what is large; `schema` checks what it leaves. */
  post<S extends z.ZodType>(path: string, body: Json, schema: S, place: Place, reader?: JsonReader): Promise<Answer<z.infer<S>>>;
}

export function createJiraClient(http: HttpClient, { url, email }: JiraConfig, token: string): JiraClient {
  return jiraClient(http, {
    url,
    api: "/rest/api/3",
    authorization: `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`,
    checkToken: "Check that e-mail and token belong together and that the token has not expired.",
    checkSite: "Check that the URL is a Jira Cloud site; if it is, update wmmm or report this.",
  });
}

/** How one kind of Jira is spoken to. */
export interface JiraAccess {
  /** Without a slash at the end; paths are put behind it. */
  readonly url: string;
  readonly api: string;
  readonly authorization: string;
  /** What to do when nobody is signed in, and when an answer has another shape. */
  readonly checkToken: string;
  readonly checkSite: string;
}

export function jiraClient(http: HttpClient, access: JiraAccess): JiraClient {
  const { url, api, authorization } = access;
  const headers = { authorization, "x-atlassian-token": "no-check" };
  const send = async <S extends z.ZodType>(request: HttpRequest, path: string, schema: S): Promise<Answer<z.infer<S>>> => {
    const response = await http.send({ ...request, headers });
    refuseAnonymous(response, request, access);
    const parsed = schema.safeParse(response.json);
    if (!parsed.success) throw unexpected(parsed.error, path, request, access);
    return {
      status: response.status,
      headers: response.headers,
      data: parsed.data,
      body: { sha256: response.sha256, bytes: response.bytes },
    };
  };
  return {
    api,
    get: (path, query, schema, place) => {
      const target = new URL(url + path);
      for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) target.searchParams.append(name, one);
      return send({ method: "GET", url: target.href, ...place }, path, schema);
    },
    post: (path, body, schema, place, reader) =>
      send(
        { method: "POST", url: new URL(url + path).href, body, ...place, ...(reader === undefined ? {} : { reader }) },
        path,
        schema,
      ),
  };
}

/** A site that is open to the public answers a bad token with 200 and what the public may see. */
function refuseAnonymous({ headers }: HttpResponse, { stream, page }: HttpRequest, { checkToken }: JiraAccess): void {
  if (headers["x-ausername"] !== "anonymous" && !/FAILED|DENIED/.test((headers["x-seraph-loginreason"] ?? "").slice(0, 200)))
    return;
  throw new ProblemError({
    code: "anonymous",
    what: "Jira answered as if nobody had signed in, so what it shows is not the whole.",
    todo: checkToken,
    stream,
    page,
  });
}

function unexpected(error: z.ZodError, path: string, { stream, page }: HttpRequest, { checkSite }: JiraAccess): ProblemError {
  return new ProblemError({
    code: "unexpected-shape",
    what: `Jira's answer to ${path} did not have the expected shape at ${placeOfMismatch(error)}.`,
    todo: checkSite,
    stream,
    page,
  });
}

/** The problem's code if `error` is a problem, else null. */
export function codeOf(error: unknown): ProblemCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/** A list that is paged by `startAt`, from its first page on. Stops on an empty or last page; never asks more than `most` pages. */
export async function* valuesOf<
  S extends z.ZodType<{ readonly values: readonly unknown[]; readonly isLast?: boolean | null | undefined }>,
>(
  client: JiraClient,
  path: string,
  query: Readonly<Record<string, string | readonly string[]>>,
  schema: S,
  stream: string,
  most = 1_000,
): AsyncGenerator<Answer<z.infer<S>>> {
  let startAt = 0;
  for (let page = 1; ; page++) {
    if (page > most) throw endless(stream, page);
    const answer = await client.get(path, { ...query, startAt: String(startAt) }, schema, { stream, page });
    yield answer;
    const { values, isLast } = answer.data as { values: readonly unknown[]; isLast?: boolean | null };
    startAt += values.length;
    if (values.length === 0 || isLast !== false) return;
  }
}

export function endless(stream: string, page: number): ProblemError {
  return new ProblemError({
    code: "endless-cursor",
    what: `Jira's pages of ${stream} came round to one that was read already, so they would never end.`,
    todo: "Run again; if it stays, report it. What was read is stored.",
    stream,
    page,
  });
}
