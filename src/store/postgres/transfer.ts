import type { PullRequestRecord } from "../../model/pull-request.ts";
import type { Row, TransferTable, Value, WorkspaceSink, WorkspaceSource } from "../transfer.ts";
import type { Querier } from "./database.ts";
import { termHash } from "./dictionary.ts";

const ROWS_AT_ONCE = 1_000;

/** A workspace as rows, in a transaction that sees it as of its beginning. */
export function sourceOf(querier: Querier): WorkspaceSource {
  return { rows: (table) => rowsOf(querier, table) };
}

const ORDERS: Readonly<Record<string, string>> = { stream: "place", scan: "id" };

/** How a column is read that stands otherwise here. */
const READ: Readonly<Record<string, string>> = { minhash: "minhash, minhash_text" };

async function* rowsOf(querier: Querier, { name, columns, order }: TransferTable): AsyncGenerator<readonly Row[]> {
  const places = order.length === 0 ? ORDERS[name]! : order.join(", ");
  const read = columns.map((column) => READ[column] ?? column).join(", ");
  await querier.run(`DECLARE transfer NO SCROLL CURSOR FOR SELECT ${read} FROM ${name} ORDER BY ${places}`);
  const at = columns.indexOf("minhash");
  try {
    for (;;) {
      const rows = await querier.rows<Value[]>(`FETCH ${ROWS_AT_ONCE} FROM transfer`);
      if (rows.length === 0) return;
      yield at < 0 ? rows : rows.map((row) => [...row.slice(0, at), row[at] ?? row[at + 1] ?? null, ...row.slice(at + 2)]);
    }
  } finally {
    await querier.run("CLOSE transfer");
  }
}

/** Columns that only this engine has, made of the others. */
const MADE: Readonly<Record<string, readonly (readonly [column: string, type: string, value: (row: Row) => Value])[]>> = {
  term: [["hash", "bytea", (row) => termHash(String(row[1]))]],
  drift: [["hash", "bytea", (row) => termHash(JSON.stringify([row[1], row[2]]))]],
  pull_request: [["key", "text", (row) => (JSON.parse(String(row[3])) as PullRequestRecord).key]],
};

const BYTES: ReadonlySet<string> = new Set(["setting.value", "page.sha256", "history.events", "item.minhash"]);

/** Rows into a workspace that is there and empty, in the transaction of the querier. */
export function sinkOf(querier: Querier): WorkspaceSink {
  return {
    async add({ name, columns }, rows) {
      const types = await typesOf(querier, name);
      const given = columns.map((column, index): readonly [string, readonly Value[]] => [
        column,
        rows.map((row) => {
          const value = row[index] ?? null;
          if (!BYTES.has(`${name}.${column}`)) return value;
          // A minhash that is text has a column of its own.
          return value instanceof Uint8Array ? Buffer.from(value) : null;
        }),
      ]);
      const minhash = columns.indexOf("minhash");
      if (minhash >= 0) given.push(["minhash_text", rows.map((row) => (typeof row[minhash] === "string" ? row[minhash] : null))]);
      for (const [column, , value] of MADE[name] ?? []) given.push([column, rows.map(value)]);
      const arrays = given.map(([column], index) => `$${index + 1}::${types.get(column)!}[]`).join(", ");
      await querier.run(
        `INSERT INTO ${name} (${given.map(([column]) => column).join(", ")}) SELECT * FROM unnest(${arrays})`,
        given.map(([, values]) => values),
      );
    },
  };
}

async function typesOf(querier: Querier, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await querier.rows<[string, string]>(
    "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [table],
  );
  return new Map(rows);
}

/** Codes go on behind the ones that came. */
export async function afterReceiving(querier: Querier): Promise<void> {
  await querier.run(
    `UPDATE workspace SET next_term = (SELECT coalesce(max(code), 0) + 1 FROM term), next_item = (SELECT coalesce(max(code), 0) + 1 FROM item)`,
  );
}
