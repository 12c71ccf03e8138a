import type { z } from "zod";
import type { Json } from "../../src/model/page.ts";
import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { HttpClient, HttpResponse } from "../transport/http.ts";
import type { LinearConfig } from "./config.ts";
import { answerEnvelope, type GraphqlError } from "./schema.ts";
import { nextCursorOf } from "../transport/next-cursor.ts";
import { placeOfMismatch } from "../shape-mismatch.ts";

/** Who asks: part of every message. */
export interface Place {
  readonly stream: string;
  readonly page: number | null;
}

export interface Answer<T> {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: T;
  readonly body: { readonly sha256: string; readonly bytes: number };
  /** Where Linear answered with data and errors at once: paths of what is missing, e.g. `["issues", "nodes", 3, "history"]`. Empty = whole. */
  readonly missing: readonly (readonly (string | number)[])[];
}

/** Linear refused a query for its worst case before running it: the same with a smaller page may pass. */
export class TooComplexError extends Error {
  override readonly name = "TooComplexError";
}

/** Linear knows no such thing (any more), which it says in an answer of its own: a 404 of whatever stands at the address is another matter. */
export class EntityGoneError extends ProblemError {
  override readonly name = "ProblemError";
}

/**
 * Linear's GraphQL API, straight through our transport. `@linear/sdk` is not in between: its client neither times out nor retries, turns rate
 * limits it does not know into unknown errors, puts queries into messages, and its models ask once for every relation that is touched. Its
 * types are of no use either: they describe whole objects, while a document gets exactly what it selects (`shapes.ts`).
 */
export interface LinearClient {
  query<S extends z.ZodType>(
    document: string,
    variables: Readonly<Record<string, Json>>,
    schema: S,
    place: Place,
  ): Promise<Answer<z.infer<S>>>;
}

export function createLinearClient(http: HttpClient, { apiUrl }: LinearConfig, token: string): LinearClient {
  // OAuth tokens are bearers; personal keys stand alone.
  const headers = { authorization: token.startsWith("lin_oauth_") ? `Bearer ${token}` : token };
  return {
    async query(document, variables, schema, place) {
      const response = await http.send({
        method: "POST",
        url: apiUrl,
        headers,
        body: { query: document, variables },
        expect: [400, 401, 403],
        ...place,
      });
      const envelope = answerEnvelope.safeParse(response.json);
      if (!envelope.success) throw refusalWithoutErrors(response, place);
      const { data, errors } = envelope.data;
      const worst = worstOf(errors ?? []);
      if (worst?.code === "too-complex") throw new TooComplexError("query too complex");
      if (worst !== null && (data === null || data === undefined)) throw problemOf(worst.code, response, place);
      if (data === null || data === undefined) throw refusalWithoutErrors(response, place);
      const parsed = schema.safeParse(data);
      if (!parsed.success) {
        if (worst !== null) throw problemOf(worst.code, response, place);
        throw unexpected(parsed.error, place);
      }
      return {
        headers: response.headers,
        data: parsed.data,
        body: { sha256: response.sha256, bytes: response.bytes },
        missing: (errors ?? []).map(({ path }) => path ?? []),
      };
    },
  };
}

type ErrorKind =
  | "too-complex"
  | Extract<ProblemCode, "rate-limited" | "unauthenticated" | "forbidden" | "not-found" | "server-error" | "unexpected-shape">;

/** `code` and `type` say the same thing in two spellings; either may be missing. */
function kindOf({ message, extensions }: GraphqlError): ErrorKind {
  const words = `${extensions?.code ?? ""} ${extensions?.type ?? ""}`.toLowerCase().replaceAll(/[ _-]/g, "");
  const text = (message ?? "").slice(0, 200).toLowerCase();
  if (words.includes("ratelimited")) return "rate-limited";
  if (text.includes("too complex")) return "too-complex";
  if (words.includes("authentication")) return "unauthenticated";
  if (words.includes("forbidden") || words.includes("featurenotaccessible")) return "forbidden";
  if (text.startsWith("entity not found")) return "not-found";
  if (/internal|locktimeout|network|unknown|bootstrap/.test(words)) return "server-error";
  return "unexpected-shape";
}

const ORDER: readonly ErrorKind[] = [
  "rate-limited",
  "too-complex",
  "unauthenticated",
  "forbidden",
  "not-found",
  "server-error",
  "unexpected-shape",
];

function worstOf(errors: readonly GraphqlError[]): { readonly code: ErrorKind } | null {
  const kinds = new Set(errors.map(kindOf));
  const code = ORDER.find((kind) => kinds.has(kind));
  return code === undefined ? null : { code };
}

function problemOf(kind: ErrorKind, { status }: HttpResponse, { stream, page }: Place): ProblemError {
  const of = (code: ProblemCode, what: string, todo: string) => new ProblemError({ code, what, todo, stream, page });
  switch (kind) {
    case "rate-limited":
      return of(
        "rate-limited",
        "Linear refused a query because the quota of this hour is used up.",
        "Run again in an hour. What was read is stored, and the read goes on where it stopped.",
      );
    case "unauthenticated":
      return of(
        "unauthenticated",
        `Linear refused the token (${status}).`,
        "Check that the token is whole and was not revoked; an OAuth token lives for a day. Make a new one under Settings, Security & access.",
      );
    case "forbidden":
      return of(
        "forbidden",
        "The token may not ask Linear for this.",
        "Give it the scope read, and the teams in scope where it is restricted.",
      );
    case "not-found":
      return new EntityGoneError({
        code: "not-found",
        what: "Linear no longer knows what was asked for.",
        todo: "Run again; if it stays, please report this.",
        stream,
        page,
      });
    case "server-error":
      return of("server-error", `Linear failed at a query (${status}).`, "Run again later; the read goes on where it stopped.");
    case "too-complex":
      return tooComplex({ stream, page });
    case "unexpected-shape":
      return of(
        "unexpected-shape",
        `Linear did not accept a query (${status}).`,
        "Update wmmm; if it is the newest version, please report this.",
      );
  }
}

/** Even the smallest page was too much. */
export function tooComplex({ stream, page }: Place): ProblemError {
  return new ProblemError({
    code: "too-large",
    what: "Linear refused even the smallest page as too complex.",
    todo: "Update wmmm; if it is the newest version, please report this.",
    stream,
    page,
  });
}

function refusalWithoutErrors(response: HttpResponse, place: Place): ProblemError {
  if (response.status === 401) return problemOf("unauthenticated", response, place);
  if (response.status === 403) return problemOf("forbidden", response, place);
  return problemOf("unexpected-shape", response, place);
}

function unexpected(error: z.ZodError, { stream, page }: Place): ProblemError {
  return new ProblemError({
    code: "unexpected-shape",
    what: `Linear's answer did not have the expected shape at ${placeOfMismatch(error)}.`,
    todo: "Update wmmm; if it is the newest version, please report this.",
    stream,
    page,
  });
}

/** The problem's code if `error` is a problem, else null. */
export function codeOf(error: unknown): ProblemCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/**
 * Asks with the first size that Linear accepts, from the rung that was good last time on. Sizes go down when a query is too complex, and when
 * it takes Linear too long to answer.
 */
export interface Ladder<Size> {
  ask<T>(place: Place, ask: (size: Size) => Promise<T>): Promise<T>;
  readonly size: Size;
}

export function createLadder<Size>(sizes: readonly Size[]): Ladder<Size> {
  let rung = 0;
  return {
    get size() {
      return sizes[rung]!;
    },
    async ask(place, ask) {
      for (;;) {
        try {
          return await ask(sizes[rung]!);
        } catch (error) {
          const tooMuch = error instanceof TooComplexError;
          const code = codeOf(error);
          const tooSlow = code === "timeout" || code === "server-error" || code === "too-large";
          if (!tooMuch && !tooSlow) throw error;
          if (rung === sizes.length - 1) throw tooMuch ? tooComplex(place) : error;
          rung++;
        }
      }
    },
  };
}

export const nextCursor = nextCursorOf("Linear");
