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
];
/** The one error class that crosses layers; everything else is a bug and is reported as `internal`. */
export class ProblemError extends Error {
    name = "ProblemError";
    problem;
    constructor(problem, options) {
        super(problem.what, options);
        this.problem = { connection: null, stream: null, page: null, ...problem };
    }
    /** The same problem, with the place filled in where it was not known further down. */
    at(place) {
        const { connection, stream, page } = this.problem;
        return new ProblemError({
            ...this.problem,
            connection: connection ?? place.connection ?? null,
            stream: stream ?? place.stream ?? null,
            page: page ?? place.page ?? null,
        }, { cause: this.cause });
    }
}
