import type { DatabaseSync } from "node:sqlite";
import type { EventLog } from "../../event-log/columns.ts";
import type { Instant } from "../../model/window.ts";
import { assembleLog, ITEM_COLUMNS, type ActorRow, type DecisionRow, type DefinitionRow, type ItemRow } from "../assemble.ts";

/** Rows taken from the database at once: stepping through them one by one costs twice as much. */
const ROWS_AT_ONCE = 1_000;

function rows<T extends readonly unknown[]>(database: DatabaseSync, query: string): readonly T[] {
  const statement = database.prepare(query);
  statement.setReturnArrays(true);
  return statement.all() as unknown as readonly T[];
}

/**
 * Every row of a large table as an array, in the order of its integer key. `query` selects the key first and ends in a condition, to which
 * one on the key is added.
 */
function* rowsByKey<T extends readonly [key: number, ...unknown[]]>(
  database: DatabaseSync,
  query: string,
  key: string,
): Generator<T> {
  const statement = database.prepare(`${query} AND ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AT_ONCE}`);
  statement.setReturnArrays(true);
  let last = -1;
  for (;;) {
    const some = statement.all(last) as unknown as readonly T[];
    yield* some;
    if (some.length < ROWS_AT_ONCE) return;
    last = some.at(-1)![0];
  }
}

type StoredItemRow = readonly [...ItemRow, minhash: Uint8Array | string | null];
const MINHASH = 23;

/** Runs inside one read transaction, so that a sync of another process does not show halfway. */
export function loadLog(database: DatabaseSync, asOf: Instant): EventLog {
  const terms: string[] = [];
  for (const [code, text] of rowsByKey<[number, string]>(database, "SELECT code, text FROM term WHERE true", "code"))
    terms[code] = text;
  const log = assembleLog(terms);
  log.definitions(
    rows<DefinitionRow>(database, "SELECT kind, record_json, connection FROM definition ORDER BY connection, kind, id"),
  );
  log.actors(
    rows<ActorRow>(
      database,
      `SELECT id, actor.kind, kind_basis, active, identities_json, connection, seen_at, actor_kind.kind
       FROM actor LEFT JOIN actor_kind ON actor_kind.actor = actor.id ORDER BY id`,
    ),
    rows<DecisionRow>(database, "SELECT kind, a, b, declared, refused, at FROM join_decision ORDER BY kind, a, b"),
  );
  log.pullRequests(rows<[string]>(database, "SELECT record_json FROM pull_request ORDER BY id"));
  const items = `SELECT ${ITEM_COLUMNS}, minhash FROM item WHERE updated_at IS NOT NULL`;
  for (const row of rowsByKey<StoredItemRow>(database, items, "code")) log.item(row as unknown as ItemRow, row[MINHASH]);
  for (const [code, events] of rowsByKey<[number, Uint8Array]>(database, "SELECT item, events FROM history WHERE true", "item"))
    log.history(code, events);
  return log.finish(asOf);
}
