import type { DatabaseSync } from "node:sqlite";
import type { EventRecord } from "../../model/event.ts";
import type { EventList } from "../../model/event-table.ts";
import { packRows, rowCodes } from "../event-codec.ts";
import { eventsByItem, mergeHistory } from "../merge-history.ts";
import type { Dictionary } from "./dictionary.ts";
import type { ItemWriter, TouchedItem } from "./write-items.ts";

export interface EventWriter {
  /** Stores the events of one page. The items of the page must have been written before. `whole`: what else is stored of these items goes. */
  write(connection: string, events: EventList, items: ItemWriter, whole?: boolean): void;
}

/** See `mergeHistory`. */
export function openEventWriter(database: DatabaseSync, terms: Dictionary): EventWriter {
  const find = database.prepare("SELECT events FROM history WHERE item = ?");
  find.setReturnArrays(true);
  const add = database.prepare("INSERT INTO history (item, events) VALUES (?, ?)");
  const set = database.prepare("UPDATE history SET events = ? WHERE item = ?");

  const codes = rowCodes({ word: terms.code, codeOrNull: terms.codeOrNull });

  const writeItem = (item: TouchedItem, events: readonly EventRecord[], whole: boolean): void => {
    const row = item.isNew ? undefined : (find.get(item.code) as unknown as [Uint8Array] | undefined);
    const packed = mergeHistory(item, row?.[0] ?? null, events, whole, codes);
    if (row === undefined) add.run(item.code, packed);
    else if (Buffer.compare(row[0], packed) !== 0) set.run(packed, item.code);
  };

  return {
    write(connection, events, items, whole = false) {
      // Codes given out in a transaction that was rolled back do not exist.
      codes.forget();
      if (!("rows" in events)) {
        for (const [id, ofItem] of eventsByItem(events)) writeItem(items.touch(connection, id), ofItem, whole);
        return;
      }
      events.eachItem((id, begin, end) => {
        const item = items.touch(connection, id);
        // Nothing of it is stored, so there is nothing to merge and no need of objects.
        if (item.isNew) add.run(item.code, packRows(events.rows, begin, end, codes));
        else writeItem(item, events.eventsOf(id, begin, end), whole);
      });
    },
  };
}
