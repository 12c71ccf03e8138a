import { instantOf } from "./schema.ts";
import { isMetadata, isText, isUser, type JiraChangeItem, type JiraHistory, type JiraUser, type Text } from "./shapes.ts";

/**
 * Entries of changelogs as columns. Tens of thousands of them wait until all pages of a request have come; as objects they would be copied by
 * every collection of garbage in between, which costs more than reading them. As rows they wait outside of its way, and the entries of one
 * issue are objects only for the moment in which they are understood.
 */
export interface HistoryRows {
  entries: number;
  readonly ids: string[];
  /** Epoch milliseconds. */
  at: Float64Array;
  readonly authors: (JiraUser | null | undefined)[];
  readonly metadata: JiraHistory["historyMetadata"][];
  /** Of each entry, the first of its changes, and how many. */
  firstChanges: Int32Array;
  changeCounts: Int32Array;
  changes: number;
  readonly fields: string[];
  readonly fieldIds: Text[];
  readonly from: Text[];
  readonly fromTexts: Text[];
  readonly to: Text[];
  readonly toTexts: unknown[];
}

/** An entry that could be read. No answer can hold one. */
export interface HistoryRow {
  readonly [ROW]: number;
}

const ROW: unique symbol = Symbol("row of a changelog");
const FIRST_ENTRIES = 1 << 14;

/** What stands in place of a change in the list of its entry. */
const KEPT = { kept: true };
const REFUSED = { kept: false };

export function createHistoryRows(): HistoryRows {
  return {
    entries: 0,
    ids: [],
    at: new Float64Array(FIRST_ENTRIES),
    authors: [],
    metadata: [],
    firstChanges: new Int32Array(FIRST_ENTRIES),
    changeCounts: new Int32Array(FIRST_ENTRIES),
    changes: 0,
    fields: [],
    fieldIds: [],
    from: [],
    fromTexts: [],
    to: [],
    toTexts: [],
  };
}

/** Forgets all rows and keeps their room. */
export function clearRows(rows: HistoryRows): void {
  rows.entries = 0;
  rows.changes = 0;
}

/** `values`: field, fieldId, from, fromString, to, toString. */
export function addChange(rows: HistoryRows, values: readonly unknown[]): object {
  const field = values[0];
  const fieldId = values[1];
  const from = values[2];
  const fromString = values[3];
  const to = values[4];
  if (typeof field !== "string" || !isText(fieldId) || !isText(from) || !isText(fromString) || !isText(to)) return REFUSED;
  const row = rows.changes++;
  rows.fields[row] = field;
  rows.fieldIds[row] = fieldId;
  rows.from[row] = from;
  rows.fromTexts[row] = fromString;
  rows.to[row] = to;
  rows.toTexts[row] = values[5];
  return KEPT;
}

/** `values`: id, author, created, items (what `addChange` gave), historyMetadata. */
export function addEntry(rows: HistoryRows, values: readonly unknown[]): object {
  const id = values[0];
  const author = values[1];
  const created = values[2];
  const items: unknown = values[3];
  const metadata = values[4];
  const at = typeof created === "string" || typeof created === "number" ? instantOf(created) : null;
  if (typeof id !== "string" || at === null || !Array.isArray(items)) return REFUSED;
  if ((author !== null && author !== undefined && !isUser(author)) || !isMetadata(metadata)) return REFUSED;
  for (let index = 0; index < items.length; index++) if (items[index] !== KEPT) return REFUSED;
  const row = rows.entries++;
  if (row === rows.at.length) grow(rows);
  rows.ids[row] = id;
  rows.at[row] = at;
  rows.authors[row] = author;
  rows.metadata[row] = metadata;
  // Where the entry named its changes twice, the last list counts, and those are the last rows.
  rows.firstChanges[row] = rows.changes - items.length;
  rows.changeCounts[row] = items.length;
  return { [ROW]: row };
}

function grow(rows: HistoryRows): void {
  const length = 2 * rows.at.length;
  const at = new Float64Array(length);
  const firstChanges = new Int32Array(length);
  const changeCounts = new Int32Array(length);
  at.set(rows.at);
  firstChanges.set(rows.firstChanges);
  changeCounts.set(rows.changeCounts);
  Object.assign(rows, { at, firstChanges, changeCounts });
}

/** The row that stands in place of an entry; null = it could not be read. */
export function rowOf(value: unknown): number | null {
  return typeof value === "object" && value !== null && ROW in value ? (value as HistoryRow)[ROW] : null;
}

/** The entry as it came. */
export function historyAt(rows: HistoryRows, row: number): JiraHistory {
  const items: JiraChangeItem[] = [];
  const first = rows.firstChanges[row]!;
  for (let change = first; change < first + rows.changeCounts[row]!; change++) items.push(changeAt(rows, change));
  return {
    id: rows.ids[row]!,
    author: rows.authors[row],
    created: dateOf(rows.at[row]!),
    items,
    historyMetadata: rows.metadata[row],
  };
}

function changeAt(rows: HistoryRows, row: number): JiraChangeItem {
  return {
    field: rows.fields[row]!,
    fieldId: rows.fieldIds[row],
    from: rows.from[row],
    fromString: rows.fromTexts[row],
    to: rows.to[row],
    // An own one in any case, see `JiraChangeItem`.
    toString: rows.toTexts[row],
  } as JiraChangeItem;
}

/** Numbers so small would be taken for seconds. */
const LEAST_MILLISECONDS = 1e11;

function dateOf(at: number): string | number {
  return Math.abs(at) < LEAST_MILLISECONDS ? new Date(at).toISOString() : at;
}
