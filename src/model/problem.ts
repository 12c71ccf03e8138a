/** Everything that can go wrong between us and a user, so that each has one sentence, one remedy and one exit code. */
export const PROBLEM_CODES = [
  "unauthenticated",
  "anonymous",
  "forbidden",
  "not-found",
  "endpoint-removed",
  "rate-limited",
  "unreachable",
  "tls",
  "timeout",
  "connection-lost",
  "server-error",
  "not-json",
  "unexpected-shape",
  "too-large",
  "redirected-away",
  "blocked-address",
  "endless-cursor",
  "cursor-expired",
  "clock-skew",
  "empty",
  "history-incomplete",
  "counts-differ",
  "disk-full",
  "store-newer",
  "store-damaged",
  "superseded",
  "usage",
  "interrupted",
  "internal",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What failed, where, and what to do. Never holds a secret, a person's name or a text from the tracker. */
export interface Problem {
  readonly code: ProblemCode;
  /** `connection` and `stream` are null where the problem is not about one. */
  readonly connection: string | null;
  readonly stream: string | null;
  /** 1-based page of the stream, null where none was asked for. */
  readonly page: number | null;
  /** One sentence, past tense: what failed. */
  readonly what: string;
  /** One sentence, imperative: what to do. */
  readonly todo: string;
}

/** The one error class that crosses layers; everything else is a bug and is reported as `internal`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Pick<Problem, "code" | "what" | "todo"> & Partial<Problem>, options?: ErrorOptions) {
    super(problem.what, options);
    this.problem = { connection: null, stream: null, page: null, ...problem };
  }

  /** The same problem, with the place filled in where it was not known further down. */
  at(place: { connection?: string; stream?: string; page?: number }): ProblemError {
    const { connection, stream, page } = this.problem;
    return new ProblemError(
      {
        ...this.problem,
        connection: connection ?? place.connection ?? null,
        stream: stream ?? place.stream ?? null,
        page: page ?? place.page ?? null,
      },
      { cause: this.cause },
    );
  }
}
