import type { z } from "zod";
import type { Json } from "../../src/model/page.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { HttpClient } from "../transport/http.ts";
import { graphqlUrl, type GithubConfig } from "./config.ts";
import { kindOf, problemOf, TooMuchError, worstOf, type ErrorKind, type Place } from "./graphql-errors.ts";
import { answerEnvelope } from "./schema.ts";
import { nextCursorOf } from "../transport/next-cursor.ts";
import { placeOfMismatch } from "../shape-mismatch.ts";

/** Something that GitHub left out beside its data. */
export interface Missing {
  readonly kind: ErrorKind;
  /** E.g. `["repository", "issues", "nodes", 3, "timelineItems"]`; empty = GitHub did not say where. */
  readonly path: readonly (string | number)[];
}

export interface Answer<T> {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: T;
  readonly body: { readonly sha256: string; readonly bytes: number };
  /** Where GitHub answered with data and errors at once. Empty = whole. */
  readonly missing: readonly Missing[];
}

export interface QueryOptions {
  /** False: an answer that is too much for GitHub is a `TooMuchError` at once, since a smaller page is better than the same again. */
  readonly isLast?: boolean;
}

/**
 * GitHub's GraphQL API, straight through our transport. `@octokit/graphql` is not in between: it neither times out nor retries, puts queries
 * and answers into its errors, and hides the headers that say how long to wait.
 */
export interface GithubClient {
  query<S extends z.ZodType>(
    document: string,
    variables: Readonly<Record<string, Json>>,
    schema: S,
    place: Place,
    options?: QueryOptions,
  ): Promise<Answer<z.infer<S>>>;
}

/** Tries of a page that could be smaller: a gateway error may be an accident once. */
const ATTEMPTS_BEFORE_SMALLER = 2;

export function createGithubClient(http: HttpClient, { apiUrl }: GithubConfig, token: string): GithubClient {
  const url = graphqlUrl(apiUrl);
  // Ids come in an old and a new form; the header settles for the new one, so that what is stored stays the same.
  const headers = { authorization: `Bearer ${token}`, "x-github-next-global-id": "1" };
  return {
    async query(document, variables, schema, place, { isLast = true } = {}) {
      const response = await http.send({
        method: "POST",
        url,
        headers,
        body: { query: document, variables },
        expect: [400, 401, 403, 404],
        ...(isLast ? {} : { attempts: ATTEMPTS_BEFORE_SMALLER }),
        ...place,
      });
      if (response.status === 401) throw problemOf("unauthenticated", 401, place);
      const envelope = answerEnvelope.safeParse(response.json);
      if (!envelope.success || (envelope.data.data === undefined && !envelope.data.errors?.length))
        throw refusalWithoutErrors(response.status, place);
      const { data, errors } = envelope.data;
      const missing = (errors ?? []).map((error): Missing => ({ kind: kindOf(error), path: error.path ?? [] }));
      const worst = worstOf(missing.map(({ kind }) => kind));
      const isEmpty = data === null || data === undefined;
      if (worst === "too-much" && (isEmpty || !isLast)) throw new TooMuchError("too much at once");
      if (worst === "cursor-expired" || (worst !== null && isEmpty)) throw problemOf(worst, response.status, place);
      if (isEmpty) throw refusalWithoutErrors(response.status, place);
      const parsed = schema.safeParse(data);
      if (!parsed.success) throw worst === null ? unexpected(parsed.error, place) : problemOf(worst, response.status, place);
      return {
        headers: response.headers,
        data: parsed.data,
        body: { sha256: response.sha256, bytes: response.bytes },
        missing,
      };
    },
  };
}

/** The whole request was refused, by GitHub or by something before it; of a part that the token may not read, GitHub says so in an error. */
export class WholeRefusedError extends ProblemError {
  override readonly name = "ProblemError";
}

function refusalWithoutErrors(status: number, place: Place): ProblemError {
  if (status === 403) return new WholeRefusedError(problemOf("forbidden", status, place).problem);
  if (status !== 404) return problemOf("unexpected-shape", status, place);
  return new ProblemError({
    code: "not-found",
    what: "There is no GraphQL API of GitHub at this address (404).",
    todo: "Check --api-url: for an Enterprise Server it is https://<host>/api/v3.",
    stream: place.stream,
    page: place.page,
  });
}

function unexpected(error: z.ZodError, { stream, page }: Place): ProblemError {
  return new ProblemError({
    code: "unexpected-shape",
    what: `GitHub's answer did not have the expected shape at ${placeOfMismatch(error)}.`,
    todo: "Update wmmm; if it is the newest version, please report this.",
    stream,
    page,
  });
}

export const nextCursor = nextCursorOf("GitHub");
