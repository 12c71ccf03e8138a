import { KIND, type EventLog } from "./columns.ts";
import { oncePerLog } from "./once-per-log.ts";

/** With fewer texts than that it may well be that none of them names an item. */
const MANY = 200;

/** What to say where the keys that texts name were most likely never looked for. */
export const KEYS_NOT_READ =
  'No text that is stored names another item. Histories that an earlier version read have no such keys until they are read again: "wmmm scan --full".';

/**
 * True where there are many texts and not one of them names an item: most likely they were read before such keys were kept. Whether a text was looked
 * through is not stored, so that a history which was read again in part counts as read.
 */
export const hasKeysNeverRead = oncePerLog(({ items, events }: EventLog): boolean => {
  let texts = 0;
  for (let i = 0; i < items.count; i++) {
    const { names, length } = items.description[i]!;
    if (names !== undefined) return false;
    if (length > 0) texts++;
  }
  for (let e = 0; e < events.count; e++) {
    if (events.kind[e] !== KIND.comment) continue;
    if (events.to[e]! >= 0) return false;
    texts++;
  }
  return texts >= MANY;
});
