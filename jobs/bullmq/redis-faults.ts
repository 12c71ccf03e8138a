/** What Redis answers instead of working, by its first word: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const ANSWERS = /^(LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|NOAUTH|WRONGPASS|NOPERM|OOM|MISCONF) /;
/** What ioredis tells by its words alone. */
const WORDS =
  /^(?:Command timed out|Socket timeout|Connection is closed|Connection was force closed|Stream isn't writeable|Reached the max retries per request limit)/;
/** Codes of the system's network calls, and of a TLS connection that cannot be made. */
const NETWORK = /^(?:ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|E(?:HOST|NET)(?:UNREACH|DOWN)|ENOENT|ERR_TLS_\w+|ERR_SSL_\w+)$/;

/** A short code where the error says that Redis is away or takes nothing; null: it says something else. */
export function redisFaultOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof AggregateError) return redisFaultOf(error.errors[0]);
  if ("code" in error && typeof error.code === "string" && NETWORK.test(error.code)) return error.code;
  if (WORDS.test(error.message)) return "ETIMEDOUT";
  return ANSWERS.exec(error.message)?.[1] ?? null;
}
