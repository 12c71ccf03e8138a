import type { EventRecord } from "../../model/event.ts";
import type { EventList } from "../../model/event-table.ts";
import type { EventCodes } from "../event-codec.ts";
import { eventsByItem, mergeHistory } from "../merge-history.ts";
import type { Querier } from "./database.ts";
import type { PreparedTerms } from "./dictionary.ts";
import type { PlannedItem } from "./write-items.ts";

/** Texts of an event that are stored as codes. */
export function* textsOfEvent(event: EventRecord): Generator<string | null> {
  yield event.kind;
  yield event.origin;
  yield event.actor;
  yield event.from;
  yield event.to;
  yield event.fromRaw;
  yield event.toRaw;
  yield event.detail;
}

/** Stores the events of a page, see `mergeHistory`. `whole`: what else is stored of these items goes. */
export async function writeEvents(
  querier: Querier,
  events: EventList,
  items: ReadonlyMap<string, PlannedItem>,
  whole: boolean,
  terms: PreparedTerms,
): Promise<void> {
  const codes: EventCodes = { word: terms.code, codeOrNull: terms.codeOrNull };
  const known: number[] = [];
  for (const [id] of eventsByItem(events)) {
    const item = items.get(id)!;
    if (!item.isNew) known.push(item.code);
  }
  const stored = new Map<number, Uint8Array>();
  if (known.length > 0) {
    const rows = await querier.rows<[number, Uint8Array]>("SELECT item, events FROM history WHERE item = ANY($1)", [known]);
    for (const [code, bytes] of rows) stored.set(code, bytes);
  }
  const written: number[] = [];
  const histories: Buffer[] = [];
  for (const [id, ofItem] of eventsByItem(events)) {
    const item = items.get(id)!;
    const before = stored.get(item.code) ?? null;
    const packed = mergeHistory(item, before, ofItem, whole, codes);
    if (before !== null && Buffer.compare(before, packed) === 0) continue;
    written.push(item.code);
    histories.push(Buffer.from(packed));
  }
  if (written.length > 0)
    await querier.run(
      `INSERT INTO history (item, events) SELECT * FROM unnest($1::integer[], $2::bytea[])
       ON CONFLICT (workspace, item) DO UPDATE SET events = excluded.events`,
      [written, histories],
    );
}
