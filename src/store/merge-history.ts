import type { EventRecord } from "../model/event.ts";
import type { EventList } from "../model/event-table.ts";
import { packEvents, packRecords, unpackEvents, type EventCodes, type PackedEvent } from "./event-codec.ts";

/** What the page that brings events knows of their item. */
export interface EventsOf {
  /** The item was in no table before this page, so nothing of it is stored. */
  readonly isNew: boolean;
  /** `current`: this page brought its newest record. `older`: a newer one was stored. `none`: the page has no record of it. */
  readonly record: "current" | "older" | "none";
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
 *
 * Gives back the packed events of the item, which are valid until something is packed again. `before`: what is stored of it. `whole`: that goes.
 */
export function mergeHistory(
  item: EventsOf,
  before: Uint8Array | null,
  events: readonly EventRecord[],
  whole: boolean,
  codes: EventCodes,
): Uint8Array {
  // Nothing of the item is stored, so there is nothing to merge.
  if (item.isNew) return packRecords(firstOfEachKey(events), codes);
  const stored = before === null || whole ? [] : unpackEvents(before);
  const history = codes.word("history");
  const replaces = item.record === "current" || (item.record === "none" && events.some((event) => event.origin !== "history"));
  const merged = new Map<string, PackedEvent>();
  for (const event of stored) if (!replaces || event.origin === history) merged.set(event.key, event);
  for (const event of events) {
    if (merged.has(event.key) || (item.record === "older" && event.origin !== "history")) continue;
    merged.set(event.key, inCodes(event, codes));
  }
  return packEvents([...merged.values()]);
}

function inCodes(event: EventRecord, codes: EventCodes): PackedEvent {
  return {
    key: event.key,
    at: event.at,
    kind: codes.word(event.kind),
    origin: codes.word(event.origin),
    viaAutomation: event.viaAutomation,
    actor: codes.codeOrNull(event.actor),
    from: codes.codeOrNull(event.from),
    to: codes.codeOrNull(event.to),
    fromRaw: codes.codeOrNull(event.fromRaw),
    toRaw: codes.codeOrNull(event.toRaw),
    detail: codes.codeOrNull(event.detail),
  };
}

/** Each item of a page with its events. */
export function eventsByItem(events: EventList): Iterable<readonly [item: string, events: readonly EventRecord[]]> {
  return "byItem" in events ? events.byItem() : byItem(events);
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
