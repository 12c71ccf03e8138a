import type { DatabaseSync } from "node:sqlite";
import type { EventRecord } from "../../model/event.ts";
import type { EventList } from "../../model/event-table.ts";
import type { Dictionary } from "./dictionary.ts";
import { packEvents, packRecords, unpackEvents, type EventCodes, type PackedEvent } from "./event-codec.ts";
import type { ItemWriter, TouchedItem } from "./write-items.ts";

export interface EventWriter {
  /** Stores the events of one page. The items of the page must have been written before. `whole`: what else is stored of these items goes. */
  write(connection: string, events: EventList, items: ItemWriter, whole?: boolean): void;
}

/**
 * What the tool recorded never changes: an event whose (item, key) is stored is left alone.
 *
 * What was rolled back from an item's present values (origins `initial` and `snapshot`) is a conclusion from one read of the item, and the
 * next read may conclude otherwise: after more history came in, the value at creation is another one, or there is nothing to conclude
 * any more. So such events are kept or replaced as a set, never one by one:
 * - a page with the item's newest record and any event of it brings the whole set, which may be empty;
 * - a page with an older record of the item than the stored one has nothing to say: its set is dropped;
 * - a page without the item's record replaces the set when it brings one, and leaves it alone otherwise (comments on their own).
 */
export function openEventWriter(database: DatabaseSync, terms: Dictionary): EventWriter {
  const find = database.prepare("SELECT events FROM history WHERE item = ?");
  find.setReturnArrays(true);
  const add = database.prepare("INSERT INTO history (item, events) VALUES (?, ?)");
  const set = database.prepare("UPDATE history SET events = ? WHERE item = ?");

  // Kinds and origins are a handful: their codes need no look-up in a table of hundreds of thousands.
  const kinds = new Map<string, number>();
  const codeOfKind = (word: string): number => {
    let code = kinds.get(word);
    if (code === undefined) kinds.set(word, (code = terms.code(word)));
    return code;
  };
  const codes: EventCodes = { word: codeOfKind, codeOrNull: terms.codeOrNull };
  const pack = (event: EventRecord): PackedEvent => ({
    key: event.key,
    at: event.at,
    kind: codeOfKind(event.kind),
    origin: codeOfKind(event.origin),
    viaAutomation: event.viaAutomation,
    actor: terms.codeOrNull(event.actor),
    from: terms.codeOrNull(event.from),
    to: terms.codeOrNull(event.to),
    fromRaw: terms.codeOrNull(event.fromRaw),
    toRaw: terms.codeOrNull(event.toRaw),
    detail: terms.codeOrNull(event.detail),
  });

  /** Nothing of the item is stored, so there is nothing to merge. */
  const writeNew = (item: TouchedItem, events: readonly EventRecord[]): void => {
    add.run(item.code, packRecords(firstOfEachKey(events), codes));
  };

  const writeItem = (item: TouchedItem, events: readonly EventRecord[], whole: boolean): void => {
    if (item.isNew) return writeNew(item, events);
    const row = find.get(item.code) as unknown as [Uint8Array] | undefined;
    const before = row === undefined || whole ? [] : unpackEvents(row[0]);
    const history = codeOfKind("history");
    const replaces = item.record === "current" || (item.record === "none" && events.some((event) => event.origin !== "history"));
    const merged = new Map<string, PackedEvent>();
    for (const event of before) if (!replaces || event.origin === history) merged.set(event.key, event);
    for (const event of events) {
      if (merged.has(event.key) || (item.record === "older" && event.origin !== "history")) continue;
      merged.set(event.key, pack(event));
    }
    const packed = packEvents([...merged.values()]);
    if (row === undefined) add.run(item.code, packed);
    else if (Buffer.compare(row[0], packed) !== 0) set.run(packed, item.code);
  };

  return {
    write(connection, events, items, whole = false) {
      // Codes given out in a transaction that was rolled back do not exist.
      kinds.clear();
      for (const [id, ofItem] of "byItem" in events ? events.byItem() : byItem(events))
        writeItem(items.touch(connection, id), ofItem, whole);
    },
  };
}

/** The events of each item. Most often they stand together, so that the map is asked once an item. */
function byItem(events: readonly EventRecord[]): ReadonlyMap<string, readonly EventRecord[]> {
  const found = new Map<string, EventRecord[]>();
  let current: EventRecord[] = [];
  let id: string | null = null;
  for (const event of events) {
    if (event.item !== id) {
      id = event.item;
      current = found.get(id) ?? [];
      if (current.length === 0) found.set(id, current);
    }
    current.push(event);
  }
  return found;
}

/** A list of its own, without those whose key came before. */
function firstOfEachKey(events: readonly EventRecord[]): EventRecord[] {
  const keys = new Set<string>();
  return events.filter(({ key }) => keys.size < keys.add(key).size);
}
