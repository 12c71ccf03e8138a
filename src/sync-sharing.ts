import type { Problem } from "./model/problem.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import type { StoredShard } from "./store/store.ts";

/**
 * How a whole read of the items is shared by several workers: `plan` reads what comes before the items, names the shards and stops there; `shard`
 * reads one of them and nothing else; `rest` takes it up when all shards have ended, one way or the other: where all came to their end it goes
 * on behind them, else the items stay incomplete, and what is missing is left to the next run.
 */
export type Sharing =
  | { readonly kind: "plan"; readonly least: number; readonly most: number }
  | { readonly kind: "shard"; readonly shard: string }
  | { readonly kind: "rest" };

/** Items that are worth a shard: below some 60 requests, those that each shard costs (about ten) would begin to count. */
export const LEAST_ITEMS = 5_000;
/** Vendors let one account ask a few things at once; more shards than that only wait for each other. */
export const MOST_SHARDS = 16;

const MOST_NAMED = 5;

/** Why the items are incomplete when some shards are; `left` is not empty. */
export function unfinished(connection: string, left: readonly StoredShard[]): Problem {
  const names = left.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : "";
  const first = left.find(({ problem }) => problem !== null)?.problem ?? null;
  return {
    code: first?.code ?? "internal",
    connection,
    stream: ITEM_STREAM,
    page: first?.page ?? null,
    what: `${names.join(", ")}${more} could not be read to the end${first === null ? "." : `: ${first.what}`}`,
    todo: first?.todo ?? "Scan again: it goes on with what is missing.",
  };
}
