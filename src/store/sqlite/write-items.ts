import type { DatabaseSync } from "node:sqlite";
import type { Page } from "../../model/page.ts";
import type { Instant } from "../../model/window.ts";
import type { WorkItemRecord } from "../../model/work-item.ts";
import type { Dictionary } from "./dictionary.ts";

const COLUMNS = [
  "updated_at",
  "key",
  "url",
  "title",
  "project",
  "type_raw",
  "type",
  "created_at",
  "creator",
  "reporter",
  "status",
  "resolution",
  "resolved_at",
  "description_length",
  "headings_hash",
  "empty_section_ratio",
  "points_elsewhere",
  "names",
  "structured_intake",
  "minhash",
  "history_complete",
] as const;

/** What a page's transaction knows about an item that it has touched. */
export interface TouchedItem {
  readonly code: number;
  /** The item was in no table before this page, so nothing of it needs to be looked for. */
  readonly isNew: boolean;
  /** `current`: this page brought its newest record. `older`: a newer one was stored. `none`: the page has no record of it. */
  record: "current" | "older" | "none";
}

export interface ItemWriter {
  /** The item of that id, put into the table as a bare name when it is not there yet. */
  touch(connection: string, id: string): TouchedItem;
  /**
   * Stores the record unless a newer one is there, which counts only where it `replaces` nothing. Being listed undoes a tombstone either way.
   * `generation`: the read of the items that lists it; null = another stream names it.
   */
  write(connection: string, record: WorkItemRecord, generation: number | null, replaces: boolean): void;
  /** Marks an item as gone since `at`; an item that is gone already keeps its instant. Unknown items are ignored. */
  markGone(gone: Page["gone"][number], at: Instant): void;
  /** Items touched since the last call are forgotten; call before each page. */
  startPage(): void;
}

/** 64 numbers as hex take half the room as bytes. Anything that would not come back the same stays text. */
function packHex(hex: string | null): Uint8Array | string | null {
  if (hex === null) return null;
  // Reading ends at the first letter that is none of its own. Asked like this it takes a quarter of the time of a pattern.
  const bytes = Buffer.from(hex, "hex");
  return bytes.length > 0 && 2 * bytes.length === hex.length && hex === hex.toLowerCase() ? bytes : hex;
}

const asFlag = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0);

export function openItemWriter(database: DatabaseSync, terms: Dictionary): ItemWriter {
  const find = database.prepare("SELECT code, updated_at, gone_at FROM item WHERE id = ?");
  find.setReturnArrays(true);
  const addName = database.prepare("INSERT INTO item (id, connection) VALUES (?, ?)");
  const set = database.prepare(
    `UPDATE item SET ${COLUMNS.map((name) => `${name} = ?`).join(", ")}, generation = coalesce(?, generation) WHERE code = ?`,
  );
  const add = database.prepare(
    `INSERT INTO item (id, connection, ${COLUMNS.join(", ")}, generation) VALUES (?, ?, ${COLUMNS.map(() => "?").join(", ")}, coalesce(?, 0))
     ON CONFLICT (id) DO NOTHING`,
  );
  const stamp = database.prepare("UPDATE item SET generation = ? WHERE code = ?");
  const revive = database.prepare("UPDATE item SET gone_at = NULL, gone_basis = NULL WHERE code = ?");
  const bury = database.prepare("UPDATE item SET gone_at = ?, gone_basis = ? WHERE id = ? AND gone_at IS NULL");

  /** The item in front was in no table. In a first read none is, and adding says so as well as looking it up before. */
  let wasNew = false;
  const touched = new Map<string, TouchedItem>();
  const lookUp = (id: string): [code: number, updatedAt: number | null, goneAt: number | null] | undefined =>
    find.get(id) as unknown as [number, number | null, number | null] | undefined;

  const values = (record: WorkItemRecord) => [
    record.updatedAt,
    record.key,
    record.url,
    record.title,
    terms.code(record.projectKey),
    terms.code(record.typeRaw),
    terms.code(record.type),
    record.createdAt,
    terms.codeOrNull(record.creator),
    terms.codeOrNull(record.reporter),
    terms.code(record.status),
    terms.codeOrNull(record.resolution),
    record.resolvedAt,
    record.description.length,
    terms.codeOrNull(record.description.headingsHash),
    record.description.emptySectionRatio,
    asFlag(record.description.pointsElsewhere),
    record.description.names ?? null,
    asFlag(record.structuredIntake),
    packHex(record.minhash),
    asFlag(record.historyComplete),
  ];

  /** False: the item is in the table already. */
  const addNew = (connection: string, record: WorkItemRecord, generation: number | null): boolean => {
    const { changes, lastInsertRowid } = add.run(record.id, terms.code(connection), ...values(record), generation);
    wasNew = Number(changes) === 1;
    if (wasNew) touched.set(record.id, { code: Number(lastInsertRowid), isNew: true, record: "current" });
    return wasNew;
  };

  return {
    startPage: () => touched.clear(),

    touch(connection, id) {
      const known = touched.get(id);
      if (known !== undefined) return known;
      const row = lookUp(id);
      const item: TouchedItem =
        row === undefined
          ? { code: Number(addName.run(id, terms.code(connection)).lastInsertRowid), isNew: true, record: "none" }
          : { code: row[0], isNew: false, record: "none" };
      touched.set(id, item);
      return item;
    },

    write(connection, record, generation, replaces) {
      if (wasNew && addNew(connection, record, generation)) return;
      const row = lookUp(record.id);
      if (row === undefined) {
        addNew(connection, record, generation);
        return;
      }
      const [code, updatedAt, goneAt] = row;
      if (goneAt !== null) revive.run(code);
      const isCurrent = replaces || updatedAt === null || record.updatedAt >= updatedAt;
      if (isCurrent) set.run(...values(record), generation, code);
      else if (generation !== null) stamp.run(generation, code);
      const before = touched.get(record.id);
      // Twice in one page: the page has the newest record when either of them was.
      if (before === undefined) touched.set(record.id, { code, isNew: false, record: isCurrent ? "current" : "older" });
      else if (isCurrent) before.record = "current";
    },

    markGone({ item, basis }, at) {
      bury.run(at, terms.code(basis), item);
    },
  };
}
