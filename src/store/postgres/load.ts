import type { EventLog } from "../../event-log/columns.ts";
import type { Instant } from "../../model/window.ts";
import { assembleLog, ITEM_COLUMNS, type ActorRow, type DecisionRow, type DefinitionRow, type ItemRow } from "../assemble.ts";
import type { Querier } from "./database.ts";

/** Codes asked for at once: they are given out without gaps. */
const CODES_AT_ONCE = 5_000;

/** Rows of a table in ranges of its integer key up to `last`. The next range is asked for while one is worked on. */
async function* ranges<T extends readonly unknown[]>(
  querier: Querier,
  query: string,
  last: number,
): AsyncGenerator<readonly T[]> {
  const ask = (from: number) => querier.rows<T>(query, [from, from + CODES_AT_ONCE]);
  let next = ask(0);
  for (let from = 0; from <= last; from += CODES_AT_ONCE) {
    const rows = await next;
    if (from + CODES_AT_ONCE <= last) next = ask(from + CODES_AT_ONCE);
    yield rows;
  }
}

type StoredItemRow = readonly [...ItemRow, minhash: Uint8Array | null, minhashText: string | null];
const MINHASH = 23;
const MINHASH_TEXT = 24;

/** Runs inside one transaction that sees the workspace as of its beginning, so that a sync of another process does not show halfway. */
export async function loadLog(querier: Querier, asOf: Instant): Promise<EventLog> {
  const [counters] = await querier.rows<[number, number]>("SELECT next_term, next_item FROM workspace");
  const [lastTerm, lastItem] = counters ?? [0, 0];
  const terms: string[] = [];
  const allTerms = "SELECT code, text FROM term WHERE code >= $1 AND code < $2";
  for await (const rows of ranges<[number, string]>(querier, allTerms, lastTerm))
    for (const [code, text] of rows) terms[code] = text;
  const log = assembleLog(terms);
  log.definitions(
    await querier.rows<DefinitionRow>("SELECT kind, record_json, connection FROM definition ORDER BY connection, kind, id"),
  );
  log.actors(
    await querier.rows<ActorRow>(
      `SELECT id, actor.kind, kind_basis, active, identities_json, connection, seen_at, actor_kind.kind
       FROM actor LEFT JOIN actor_kind ON actor_kind.actor = actor.id ORDER BY id`,
    ),
    await querier.rows<DecisionRow>("SELECT kind, a, b, declared, refused, at FROM join_decision ORDER BY kind, a, b"),
  );
  log.pullRequests(await querier.rows<[string]>("SELECT record_json FROM pull_request ORDER BY id"));
  const items = `SELECT ${ITEM_COLUMNS}, minhash, minhash_text FROM item
    WHERE code >= $1 AND code < $2 AND updated_at IS NOT NULL ORDER BY code`;
  for await (const rows of ranges<StoredItemRow>(querier, items, lastItem))
    for (const row of rows) log.item(row as unknown as ItemRow, row[MINHASH] ?? row[MINHASH_TEXT]);
  const histories = "SELECT item, events FROM history WHERE item >= $1 AND item < $2 ORDER BY item";
  for await (const rows of ranges<[number, Uint8Array]>(querier, histories, lastItem))
    for (const [code, events] of rows) log.history(code, events);
  return log.finish(asOf);
}
