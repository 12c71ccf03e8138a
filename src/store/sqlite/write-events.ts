import type { DatabaseSync } from "node:sqlite";
import type { EventOrigin, EventRecord } from "../../model/event.ts";
import type { Dictionary } from "./dictionary.ts";
import type { ItemWriter } from "./write-items.ts";

export interface EventWriter {
  /** Stores the events of one page. The items of the page must have been written before. */
  write(connection: string, events: readonly EventRecord[], items: ItemWriter): void;
}

const ROLLED_BACK: readonly EventOrigin[] = ["initial", "snapshot"];
const isRolledBack = (event: EventRecord): boolean => event.origin !== "history";

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
  const add = database.prepare(
    `INSERT INTO event (item, key, at, kind, origin, actor, from_value, to_value, from_raw, to_raw, detail, via_automation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item, key) DO NOTHING`,
  );
  const clear = database.prepare("DELETE FROM event WHERE item = ? AND origin IN (?, ?)");

  return {
    write(connection, events, items) {
      const [initial, snapshot] = ROLLED_BACK.map((origin) => terms.code(origin)) as [number, number];
      const cleared = new Set<string>();
      for (const event of events) {
        const item = items.touch(connection, event.item);
        if (item.isNew || item.record === "older" || cleared.has(event.item)) continue;
        if (item.record === "none" && !isRolledBack(event)) continue;
        clear.run(item.code, initial, snapshot);
        cleared.add(event.item);
      }
      for (const event of events) {
        const item = items.touch(connection, event.item);
        if (item.record === "older" && isRolledBack(event)) continue;
        add.run(
          item.code,
          event.key,
          event.at,
          terms.code(event.kind),
          terms.code(event.origin),
          terms.code(event.actor),
          terms.code(event.from),
          terms.code(event.to),
          terms.code(event.fromRaw),
          terms.code(event.toRaw),
          terms.code(event.detail),
          event.viaAutomation ? 1 : 0,
        );
      }
    },
  };
}
