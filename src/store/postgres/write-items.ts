import type { EventList } from "../../model/event-table.ts";
import type { Page } from "../../model/page.ts";
import type { Instant } from "../../model/window.ts";
import type { WorkItemRecord } from "../../model/work-item.ts";
import { eventsByItem, type EventsOf } from "../merge-history.ts";
import type { Querier } from "./database.ts";
import type { PreparedTerms } from "./dictionary.ts";

/** An item as the page that touches it leaves it. */
export interface PlannedItem extends EventsOf {
  readonly code: number;
  readonly id: string;
  record: "current" | "older" | "none";
  /** The newest record of it in this page; null = what is stored stays. */
  write: WorkItemRecord | null;
  /** This page is of a read that lists it. */
  isListed: boolean;
}

type StoredRow = readonly [code: number, id: string, updatedAt: number | null];

/** Ids of everything that a page names as an item of its own. */
export function itemIds(items: readonly WorkItemRecord[], events: EventList): readonly string[] {
  const ids = new Set(items.map(({ id }) => id));
  for (const [id] of eventsByItem(events)) ids.add(id);
  return [...ids];
}

/**
 * What becomes of the items of a page, in the order in which they are named: records first, then items that only events name. A record is stored
 * unless a newer one is there, which counts only where it `replaces` nothing; being listed undoes a tombstone either way. New items get codes
 * beginning with `next`.
 */
export async function planItems(
  querier: Querier,
  records: readonly WorkItemRecord[],
  events: EventList,
  replaces: boolean,
  next: number,
): Promise<ReadonlyMap<string, PlannedItem>> {
  const ids = itemIds(records, events);
  const stored = new Map<string, StoredRow>();
  if (ids.length > 0) {
    const rows = await querier.rows<StoredRow>("SELECT code, id, updated_at FROM item WHERE id = ANY($1)", [ids]);
    for (const row of rows) stored.set(row[1], row);
  }
  const planned = new Map<string, PlannedItem>();
  let code = next;
  const touch = (id: string): PlannedItem => {
    let item = planned.get(id);
    if (item === undefined) {
      const row = stored.get(id);
      item = {
        code: row === undefined ? code++ : row[0],
        id,
        isNew: row === undefined,
        record: "none",
        write: null,
        isListed: false,
      };
      planned.set(id, item);
    }
    return item;
  };
  for (const record of records) {
    const item = touch(record.id);
    const row = stored.get(record.id);
    const updatedAt = item.write?.updatedAt ?? row?.[2] ?? null;
    item.isListed = true;
    // Twice in one page: the page has the newest record when either of them was.
    if (replaces || updatedAt === null || record.updatedAt >= updatedAt) {
      item.record = "current";
      item.write = record;
    } else if (item.record === "none") item.record = "older";
  }
  for (const id of ids) touch(id);
  return planned;
}

/** Texts of records that are stored as codes. */
export function* textsOfItem(record: WorkItemRecord): Generator<string | null> {
  yield record.projectKey;
  yield record.typeRaw;
  yield record.type;
  yield record.creator;
  yield record.reporter;
  yield record.status;
  yield record.resolution;
  yield record.description.headingsHash;
}

const asFlag = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0);

/** 64 numbers as hex take half the room as bytes. Anything that would not come back the same stays text. */
function packHex(hex: string | null): Buffer | null {
  if (hex === null) return null;
  // Reading ends at the first letter that is none of its own. Asked like this it takes a quarter of the time of a pattern.
  const bytes = Buffer.from(hex, "hex");
  return bytes.length > 0 && 2 * bytes.length === hex.length && hex === hex.toLowerCase() ? bytes : null;
}

/** Each column with its type and its value. */
const COLUMNS: readonly (readonly [string, string, (record: WorkItemRecord, terms: PreparedTerms) => unknown])[] = [
  ["updated_at", "bigint", (record) => record.updatedAt],
  ["key", "text", (record) => record.key],
  ["url", "text", (record) => record.url],
  ["title", "text", (record) => record.title],
  ["project", "integer", (record, terms) => terms.code(record.projectKey)],
  ["type_raw", "integer", (record, terms) => terms.code(record.typeRaw)],
  ["type", "integer", (record, terms) => terms.code(record.type)],
  ["created_at", "bigint", (record) => record.createdAt],
  ["creator", "integer", (record, terms) => terms.codeOrNull(record.creator)],
  ["reporter", "integer", (record, terms) => terms.codeOrNull(record.reporter)],
  ["status", "integer", (record, terms) => terms.code(record.status)],
  ["resolution", "integer", (record, terms) => terms.codeOrNull(record.resolution)],
  ["resolved_at", "bigint", (record) => record.resolvedAt],
  ["description_length", "bigint", (record) => record.description.length],
  ["headings_hash", "integer", (record, terms) => terms.codeOrNull(record.description.headingsHash)],
  ["empty_section_ratio", "double precision", (record) => record.description.emptySectionRatio],
  ["points_elsewhere", "integer", (record) => asFlag(record.description.pointsElsewhere)],
  ["names", "text", (record) => record.description.names ?? null],
  ["structured_intake", "integer", (record) => asFlag(record.structuredIntake)],
  ["minhash", "bytea", (record) => packHex(record.minhash)],
  ["minhash_text", "text", (record) => (packHex(record.minhash) === null ? record.minhash : null)],
  ["history_complete", "integer", (record) => asFlag(record.historyComplete)],
];

const NAMES = COLUMNS.map(([name]) => name);
const arrays = (first: number): string => COLUMNS.map(([, type], index) => `$${index + first}::${type}[]`).join(", ");

const ADD = `INSERT INTO item (connection, generation, code, id, ${NAMES.join(", ")})
  SELECT $1::integer, $2::bigint, given.* FROM unnest($3::integer[], $4::text[], ${arrays(5)}) AS given`;

const ADD_NAMES = `INSERT INTO item (connection, code, id) SELECT $1::integer, given.* FROM unnest($2::integer[], $3::text[]) AS given`;

const SET = `UPDATE item SET ${NAMES.map((name) => `${name} = given.${name}`).join(", ")},
    generation = coalesce($1::bigint, item.generation), gone_at = NULL, gone_basis = NULL
  FROM unnest($2::integer[], ${arrays(3)}) AS given (code, ${NAMES.join(", ")}) WHERE item.code = given.code`;

const LIST =
  "UPDATE item SET generation = coalesce($1::bigint, generation), gone_at = NULL, gone_basis = NULL WHERE code = ANY($2)";

type Written = PlannedItem & { readonly write: WorkItemRecord };

/** `generation`: the read of the items that lists them; null = another stream names them. */
export async function writeItems(
  querier: Querier,
  items: Iterable<PlannedItem>,
  connection: number,
  generation: number | null,
  terms: PreparedTerms,
): Promise<void> {
  const added: Written[] = [];
  const named: PlannedItem[] = [];
  const changed: Written[] = [];
  const older: PlannedItem[] = [];
  const isWritten = (item: PlannedItem): item is Written => item.write !== null;
  for (const item of items) {
    if (isWritten(item)) (item.isNew ? added : changed).push(item);
    else if (item.isNew) named.push(item);
    else if (item.isListed) older.push(item);
  }
  const codes = (of: readonly PlannedItem[]) => of.map(({ code }) => code);
  const ids = (of: readonly PlannedItem[]) => of.map(({ id }) => id);
  const columns = (of: readonly Written[]) => COLUMNS.map(([, , value]) => of.map(({ write }) => value(write, terms)));
  if (added.length > 0) await querier.run(ADD, [connection, generation ?? 0, codes(added), ids(added), ...columns(added)]);
  if (named.length > 0) await querier.run(ADD_NAMES, [connection, codes(named), ids(named)]);
  if (changed.length > 0) await querier.run(SET, [generation, codes(changed), ...columns(changed)]);
  if (older.length > 0) await querier.run(LIST, [generation, codes(older)]);
}

/** Marks items as gone since `at`; one that is gone already keeps its instant. Unknown items are ignored. */
export async function markGone(querier: Querier, gone: Page["gone"], at: Instant, terms: PreparedTerms): Promise<void> {
  if (gone.length === 0) return;
  const first = new Map(gone.toReversed().map(({ item, basis }) => [item, terms.code(basis)]));
  await querier.run(
    `UPDATE item SET gone_at = $3, gone_basis = given.basis FROM unnest($1::text[], $2::integer[]) AS given (id, basis)
     WHERE item.id = given.id AND item.gone_at IS NULL`,
    [[...first.keys()], [...first.values()], at],
  );
}
