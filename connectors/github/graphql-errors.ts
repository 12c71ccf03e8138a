import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { GraphqlError } from "./schema.ts";

/** Who asks: part of every message. */
export interface Place {
  readonly stream: string;
  readonly page: number | null;
}

/** GitHub ran out of time or of something else over this query: a smaller page may pass. */
export class TooMuchError extends Error {
  override readonly name = "TooMuchError";
}

export type ErrorKind =
  | "too-much"
  | Extract<
      ProblemCode,
      "cursor-expired" | "rate-limited" | "unauthenticated" | "forbidden" | "not-found" | "server-error" | "unexpected-shape"
    >;

/** Words of a refusal for the rate; looked for in the first letters of a message only. */
const RATE = /secondary rate limit|api rate limit|abuse detection/i;
/** Words of a query that took too long. */
const TOO_MUCH = /something went wrong while executing your query|timeout|timed out|respond in time|node limit|resource limits/i;

/** GitHub's own `type` decides; only what has none is told by its words, of which nothing goes on. */
export function kindOf({ type, message, extensions }: GraphqlError): ErrorKind {
  const name = (type ?? extensions?.code ?? "").toUpperCase();
  const text = (message ?? "").slice(0, 300);
  switch (name) {
    case "RATE_LIMITED":
    case "RATE_LIMIT":
      return "rate-limited";
    case "RESOURCE_LIMITS_EXCEEDED":
    case "MAX_NODE_LIMIT_EXCEEDED":
    case "EXCESSIVE_PAGINATION":
    case "TIMEOUT":
      return "too-much";
    case "FORBIDDEN":
    case "INSUFFICIENT_SCOPES":
    case "SAML_ENFORCED":
      return "forbidden";
    case "INVALID_CURSOR_ARGUMENTS":
      return "cursor-expired";
    case "UNAUTHENTICATED":
      return "unauthenticated";
    case "NOT_FOUND":
      return "not-found";
    case "SERVICE_UNAVAILABLE":
    case "INTERNAL":
    case "INTERNAL_ERROR":
    case "LOADING":
      return "server-error";
    default:
      if (RATE.test(text)) return "rate-limited";
      return TOO_MUCH.test(text) ? "too-much" : "unexpected-shape";
  }
}

const ORDER: readonly ErrorKind[] = [
  "rate-limited",
  "unauthenticated",
  "cursor-expired",
  "too-much",
  "server-error",
  "forbidden",
  "not-found",
  "unexpected-shape",
];

/** The kind that decides what to do; null = no error. */
export function worstOf(kinds: readonly ErrorKind[]): ErrorKind | null {
  return ORDER.find((kind) => kinds.includes(kind)) ?? null;
}

export function problemOf(kind: ErrorKind, status: number, { stream, page }: Place): ProblemError {
  const of = (code: ProblemCode, what: string, todo: string) => new ProblemError({ code, what, todo, stream, page });
  switch (kind) {
    case "rate-limited":
      return of(
        "rate-limited",
        "GitHub refused a query because the quota of this hour is used up.",
        "Run again in an hour. What was read is stored, and the read goes on where it stopped.",
      );
    case "unauthenticated":
      return of(
        "unauthenticated",
        `GitHub refused the token (${status}).`,
        "Check that the token is whole, has not expired and was not revoked; an installation token of a GitHub App lives for an hour.",
      );
    case "forbidden":
      return of(
        "forbidden",
        "The token may not ask GitHub for this.",
        'Give it the permissions named in "wmmm list connectors", and authorise it for the organisation where single sign-on is required.',
      );
    case "not-found":
      return of(
        "not-found",
        "GitHub does not know what was asked for, or the token may not see it.",
        "Check the names; give the token access to these repositories.",
      );
    case "server-error":
      return of("server-error", `GitHub failed at a query (${status}).`, "Run again later; the read goes on where it stopped.");
    case "cursor-expired":
      return of(
        "cursor-expired",
        "GitHub no longer accepts the place at which the last read stopped.",
        "Run again with --full, which reads from the beginning and keeps what is stored.",
      );
    case "too-much":
      return tooMuch({ stream, page });
    case "unexpected-shape":
      return of(
        "unexpected-shape",
        `GitHub did not accept a query (${status}).`,
        "Update wmmm; if it is the newest version, please report this.",
      );
  }
}

/** Even the smallest page was too much. */
export function tooMuch({ stream, page }: Place): ProblemError {
  return new ProblemError({
    code: "too-large",
    what: "GitHub could not answer even the smallest page within its limits.",
    todo: "Run again later; if it stays, please report this.",
    stream,
    page,
  });
}

/** The problem's code if `error` is a problem, else null. */
export function codeOf(error: unknown): ProblemCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}
