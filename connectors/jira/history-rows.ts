import { instantOf } from "./instants.ts";
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

/** Forgets all rows and keeps their room. Their texts are let go of: a list that is old keeps what it holds from being collected as young. */
export function clearRows(rows: HistoryRows): void {
  const { entries, changes } = rows;
  rows.ids.fill("", 0, entries);
  rows.authors.fill(null, 0, entries);
  rows.metadata.fill(null, 0, entries);
  for (const list of [rows.fields, rows.fieldIds, rows.from, rows.fromTexts, rows.to, rows.toTexts]) list.fill("", 0, changes);
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
  return (placeholders[row] ??= { [ROW]: row });
}

/** What stands in place of an entry: rows begin anew with each request, so these come again. */
const placeholders: HistoryRow[] = [];

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

/** Entries of one issue: some rows. */
export interface RowHistories {
  readonly rows: HistoryRows;
  readonly entries: readonly number[];
}

/** Those of a list come as they are; those of rows are one object for all, and valid only until the next one is asked for. */
export type Histories = readonly JiraHistory[] | RowHistories;

/** Entries of one issue, the oldest first, which is how they come, nearly always. */
export function oldestFirst(histories: Histories, visit: (history: JiraHistory) => void): void {
  if ("rows" in histories) {
    const entries = inOrder(histories);
    for (let index = 0; index < entries.length; index++) visit(historyAt(histories.rows, entries[index]!));
    return;
  }
  const isInOrder = histories.every((history, index) => index === 0 || byInstant(histories[index - 1]!, history) <= 0);
  for (const history of isInOrder ? histories : histories.toSorted(byInstant)) visit(history);
}

function inOrder({ rows, entries }: RowHistories): readonly number[] {
  for (let index = 1; index < entries.length; index++)
    if (compareRows(rows, entries[index - 1]!, entries[index]!) > 0) return entries.toSorted((a, b) => compareRows(rows, a, b));
  return entries;
}

function compareRows({ at, ids }: HistoryRows, a: number, b: number): number {
  return at[a]! - at[b]! || byId(ids[a]!, ids[b]!);
}

/** Those without an instant, of which nothing is read, come first. */
function byInstant(a: JiraHistory, b: JiraHistory): number {
  return (instantOf(a.created) ?? -Infinity) - (instantOf(b.created) ?? -Infinity) || byId(a.id, b.id);
}

function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The entry that was read last, and changes of entries by their number. Made anew for each, they were a twelfth of all memory that a first read takes. */
const current: Mutable<JiraHistory> = { id: "", author: null, created: 0, items: [], historyMetadata: null };
const changesByCount: (readonly Mutable<JiraChangeItem>[])[] = [];
const MOST_KEPT = 50;

function changesFor(count: number): readonly Mutable<JiraChangeItem>[] {
  const made = () => Array.from({ length: count }, (): Mutable<JiraChangeItem> => changeOf("", null, null, null, null, null));
  return count > MOST_KEPT ? made() : (changesByCount[count] ??= made());
}

function historyAt(rows: HistoryRows, row: number): JiraHistory {
  const items = changesFor(rows.changeCounts[row]!);
  const first = rows.firstChanges[row]!;
  for (let index = 0; index < items.length; index++) {
    const change = first + index;
    const item = items[index]!;
    item.field = rows.fields[change]!;
    item.fieldId = rows.fieldIds[change];
    item.from = rows.from[change];
    item.fromString = rows.fromTexts[change];
    item.to = rows.to[change];
    Reflect.set(item, "toString", rows.toTexts[change]);
  }
  current.id = rows.ids[row]!;
  current.author = rows.authors[row];
  current.created = dateOf(rows.at[row]!);
  current.items = items;
  current.historyMetadata = rows.metadata[row];
  return current;
}

/** With a text under `toString` of its own in any case, see `JiraChangeItem`. */
function changeOf(field: string, fieldId: Text, from: Text, fromString: Text, to: Text, toText: unknown): JiraChangeItem {
  return { field, fieldId, from, fromString, to, toString: toText } as JiraChangeItem;
}

/** Numbers so small would be taken for seconds. */
const LEAST_MILLISECONDS = 1e11;

function dateOf(at: number): string | number {
  return Math.abs(at) < LEAST_MILLISECONDS ? new Date(at).toISOString() : at;
}
