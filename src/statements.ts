import { CHARACTERISTICS } from "./maturity/characteristics/index.ts";
import type { Result, StatementShown } from "./model/result.ts";
import type { Instant } from "./model/window.ts";
import type { WorkspaceStore } from "./store/store.ts";

/**
 * The result with what people state beside it. Nothing that is inferred is touched, and nothing of it is ever kept with a result: a statement that is
 * taken back leaves no name behind. What was signed after `at` is not shown, what has run out by then is told as such.
 */
export async function withStatements(store: WorkspaceStore, result: Result, at: Instant): Promise<Result> {
  const texts = new Map(CHARACTERISTICS.map(({ id, text }) => [id, text]));
  const ratings = new Map(result.characteristics.map(({ id, rating }) => [id, rating]));
  const statements = (await store.statements())
    .filter((statement) => statement.at <= at)
    .map(({ kind, characteristic, reason, author, at: signedAt, until }): StatementShown => ({
      kind,
      characteristic,
      text: texts.get(characteristic) ?? "",
      reason,
      author,
      signedAt: new Date(signedAt).toISOString(),
      validUntil: new Date(until).toISOString(),
      status: until > at ? "valid" : "expired",
      inferred: ratings.get(characteristic) ?? null,
    }));
  return statements.length === 0 ? result : { ...result, statements };
}
