import { keyOrder } from "../event-log/event-order.ts";
import { EVENT_KINDS, EVENT_ORIGINS, type EventRecord } from "../model/event.ts";
import { isViaAutomation, kindIndexOf, originIndexOf, type EventRows } from "../model/event-table.ts";

/**
 * The events of one item as bytes. A row an event made loading four times slower and the file three times larger (measured at a
 * million events), and nothing ever asks for single events: they are written page by page and read as a whole.
 *
 * Events stand in the order of their instants, ties in the order of `keyOrder`. Each is, as varints (LEB128): milliseconds since the event
 * before (the first: since 1970, zigzag), kind, origin * 2 + viaAutomation, then actor, from, to, their raw words and detail as
 * code + 1 with 0 for none, then the length of the key in bytes; the key itself follows as UTF-8. Codes are those of table `term`.
 */
export interface PackedEvent {
  readonly key: string;
  readonly at: number;
  readonly kind: number;
  readonly origin: number;
  readonly viaAutomation: boolean;
  readonly actor: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly fromRaw: number | null;
  readonly toRaw: number | null;
  readonly detail: number | null;
}

/** Receives the events of one item in order. Codes are -1 for none; the key stands in the bytes from `keyAt` to `keyEnd`. */
export type EventVisitor = (
  at: number,
  kind: number,
  origin: number,
  viaAutomation: boolean,
  actor: number,
  from: number,
  to: number,
  fromRaw: number,
  toRaw: number,
  detail: number,
  keyAt: number,
  keyEnd: number,
) => void;

/** The bytes end in the middle of an event. */
export class BrokenHistoryError extends Error {
  override readonly name = "BrokenHistoryError";
}

/** Ten varints of at most eight bytes each. */
const MOST_BYTES_BESIDE_KEY = 80;

let scratch = Buffer.allocUnsafe(1 << 16);
let end = 0;

function writeNumber(value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    scratch[end++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  scratch[end++] = rest;
}

/** Keys are short and plain, nearly always: those are written without a call of the runtime. */
function writeKey(key: string): void {
  const { length } = key;
  const start = end;
  if (length < 0x80) {
    scratch[end++] = length;
    for (let index = 0; index < length; index++) {
      const unit = key.charCodeAt(index);
      if (unit >= 0x80) break;
      scratch[end++] = unit;
    }
    if (end - start === length + 1) return;
  }
  end = start;
  writeNumber(Buffer.byteLength(key));
  end += scratch.write(key, end);
}

/** `before` is the instant of the event in front; null = there is none. Throws `RangeError` on an instant that is no whole number of milliseconds. */
function writeEvent(
  key: string,
  at: number,
  before: number | null,
  kind: number,
  origin: number,
  viaAutomation: boolean,
  actor: number | null,
  from: number | null,
  to: number | null,
  fromRaw: number | null,
  toRaw: number | null,
  detail: number | null,
): void {
  if (!Number.isSafeInteger(at)) throw new RangeError(`event ${key} has no valid instant`);
  // Three bytes a unit at most; the length is known only once the key is written.
  const needed = end + MOST_BYTES_BESIDE_KEY + 3 * key.length;
  if (needed > scratch.length) scratch = Buffer.concat([scratch], 2 * needed);
  writeNumber(before !== null ? at - before : at < 0 ? -2 * at - 1 : 2 * at);
  writeNumber(kind);
  writeNumber(origin * 2 + (viaAutomation ? 1 : 0));
  writeNumber((actor ?? -1) + 1);
  writeNumber((from ?? -1) + 1);
  writeNumber((to ?? -1) + 1);
  writeNumber((fromRaw ?? -1) + 1);
  writeNumber((toRaw ?? -1) + 1);
  writeNumber((detail ?? -1) + 1);
  writeKey(key);
}

interface Placed {
  readonly key: string;
  readonly at: number;
}

function byPlace(a: Placed, b: Placed): number {
  return a.at - b.at || keyOrder(a.key) - keyOrder(b.key) || (a.key < b.key ? -1 : 1);
}

/** Sorts `events` in place. Throws `RangeError` on an instant that is no whole number of milliseconds. */
export function packEvents(events: PackedEvent[]): Uint8Array {
  events.sort(byPlace);
  end = 0;
  let before: number | null = null;
  for (const event of events) {
    const { key, at, kind, origin, viaAutomation, actor, from, to, fromRaw, toRaw, detail } = event;
    writeEvent(key, at, before, kind, origin, viaAutomation, actor, from, to, fromRaw, toRaw, detail);
    before = at;
  }
  return new Uint8Array(scratch.subarray(0, end));
}

/** Gives out codes of table `term`, which begin at 1. */
export interface EventCodes {
  /** Of kinds and origins. */
  word(text: string): number;
  codeOrNull(text: string | null): number | null;
}

/** Codes for the rows of many items. What was asked for stays known until `forget`. */
export interface RowCodes extends EventCodes {
  /** Codes by the place of a kind in `EVENT_KINDS` and of an origin in `EVENT_ORIGINS`; 0 = not asked for yet. */
  readonly kinds: Int32Array;
  readonly origins: Int32Array;
  /** Codes that were given out do not stand any more. */
  forget(): void;
}

export function rowCodes({ word, codeOrNull }: EventCodes): RowCodes {
  const [kinds, origins] = [new Int32Array(EVENT_KINDS.length), new Int32Array(EVENT_ORIGINS.length)];
  return {
    word,
    codeOrNull,
    kinds,
    origins,
    forget() {
      kinds.fill(0);
      origins.fill(0);
    },
  };
}

/**
 * As `packEvents`, of records and without an object an event between them and the bytes. Sorts `events` in place. The bytes are valid until
 * something is packed again: `codes` must not.
 */
export function packRecords(events: EventRecord[], codes: EventCodes): Uint8Array {
  events.sort(byPlace);
  end = 0;
  let before: number | null = null;
  for (const event of events) {
    const { key, at } = event;
    writeEvent(
      key,
      at,
      before,
      codes.word(event.kind),
      codes.word(event.origin),
      event.viaAutomation,
      codes.codeOrNull(event.actor),
      codes.codeOrNull(event.from),
      codes.codeOrNull(event.to),
      codes.codeOrNull(event.fromRaw),
      codes.codeOrNull(event.toRaw),
      codes.codeOrNull(event.detail),
    );
    before = at;
  }
  return scratch.subarray(0, end);
}

/** Rows of one item in the order of their events: one list for all items. */
let order = new Int32Array(1 << 10);
let rowCount = 0;

/** Of each key of an item the row + 1, at a place that its letters tell. A set that is filled anew for each item was a fourteenth of what outlives a young space. */
let places = new Int32Array(1 << 11);

/** False: a row before it has the same key. `mask`: number of places in use - 1, at least twice as many as there are rows. */
function isFirstOfKey({ keys }: EventRows, row: number, mask: number): boolean {
  const key = keys[row]!;
  let hash = key.length;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x0100_0193);
  let place = (hash ^ (hash >>> 15)) & mask;
  for (; places[place] !== 0; place = (place + 1) & mask) if (keys[places[place]! - 1] === key) return false;
  places[place] = row + 1;
  return true;
}

function findFirsts(rows: EventRows, begin: number, behind: number): void {
  const count = behind - begin;
  if (count > order.length) {
    order = new Int32Array(2 * count);
    places = new Int32Array(4 << Math.ceil(Math.log2(count)));
  }
  let size = 16;
  while (size < 2 * count) size *= 2;
  places.fill(0, 0, size);
  rowCount = 0;
  for (let row = begin; row < behind; row++) if (isFirstOfKey(rows, row, size - 1)) order[rowCount++] = row;
}

/** Up to so many, each is moved to its place from behind: they come in order, nearly always, but for some comments at the end. */
const FEW_ROWS = 64;

function compareRows(rows: EventRows, a: number, b: number): number {
  const later = rows.at[a]! - rows.at[b]!;
  if (later !== 0) return later;
  const [one, other] = [rows.keys[a]!, rows.keys[b]!];
  return keyOrder(one) - keyOrder(other) || (one < other ? -1 : 1);
}

/** `keyOrder` of the row at each place, once it was asked for. */
const ranks = new Float64Array(FEW_ROWS);

function rankAt(rows: EventRows, place: number): number {
  if (Number.isNaN(ranks[place])) ranks[place] = keyOrder(rows.keys[order[place]!]!);
  return ranks[place]!;
}

function sortRows(rows: EventRows): void {
  if (rowCount > FEW_ROWS) {
    order.subarray(0, rowCount).sort((a, b) => compareRows(rows, a, b));
    return;
  }
  ranks[0] = Number.NaN;
  for (let index = 1; index < rowCount; index++) {
    const row = order[index]!;
    const at = rows.at[row]!;
    let rank = Number.NaN;
    let place = index;
    for (; place > 0; place--) {
      const before = order[place - 1]!;
      let later = rows.at[before]! - at;
      if (later === 0) {
        if (Number.isNaN(rank)) rank = keyOrder(rows.keys[row]!);
        later = rankAt(rows, place - 1) - rank || (rows.keys[before]! < rows.keys[row]! ? -1 : 1);
      }
      if (later <= 0) break;
      order[place] = before;
      ranks[place] = ranks[place - 1]!;
    }
    order[place] = row;
    ranks[place] = rank;
  }
}

/** As `packRecords`, of the rows of one item from `begin` to before `behind`. Of each key the first counts. */
export function packRows(rows: EventRows, begin: number, behind: number, codes: RowCodes): Uint8Array {
  const { kinds, origins } = codes;
  findFirsts(rows, begin, behind);
  sortRows(rows);
  end = 0;
  let before: number | null = null;
  // Most events have the actor of the one in front of them, and that is quicker to see than to look up.
  let actor: string | null = null;
  let actorCode: number | null = null;
  for (let index = 0; index < rowCount; index++) {
    const row = order[index]!;
    const at = rows.at[row]!;
    const code = rows.codes[row]!;
    const [kind, origin] = [kindIndexOf(code), originIndexOf(code)];
    if (kinds[kind] === 0) kinds[kind] = codes.word(EVENT_KINDS[kind]!);
    if (origins[origin] === 0) origins[origin] = codes.word(EVENT_ORIGINS[origin]!);
    if (rows.actors[row] !== actor) {
      actor = rows.actors[row]!;
      actorCode = codes.codeOrNull(actor);
    }
    writeEvent(
      rows.keys[row]!,
      at,
      before,
      kinds[kind]!,
      origins[origin]!,
      isViaAutomation(code),
      actorCode,
      codes.codeOrNull(rows.from[row]!),
      codes.codeOrNull(rows.to[row]!),
      codes.codeOrNull(rows.fromRaw[row]!),
      codes.codeOrNull(rows.toRaw[row]!),
      codes.codeOrNull(rows.details[row]!),
    );
    before = at;
  }
  return scratch.subarray(0, end);
}

let source: Uint8Array = scratch;
let position = 0;

function readNumber(): number {
  let byte = source[position++]!;
  if (byte < 0x80) return byte;
  let value = byte & 0x7f;
  let factor = 0x80;
  do {
    byte = source[position++]!;
    value += (byte & 0x7f) * factor;
    factor *= 0x80;
  } while (byte >= 0x80);
  return value;
}

/** `visit` must not pack or visit other events. Throws `BrokenHistoryError`. */
export function visitEvents(bytes: Uint8Array, visit: EventVisitor): void {
  source = bytes;
  position = 0;
  let at = 0;
  while (position < bytes.length) {
    const isFirst = position === 0;
    const step = readNumber();
    at += isFirst && step % 2 === 1 ? -(step + 1) / 2 : isFirst ? step / 2 : step;
    const kind = readNumber();
    const origin = readNumber();
    const actor = readNumber() - 1;
    const from = readNumber() - 1;
    const to = readNumber() - 1;
    const fromRaw = readNumber() - 1;
    const toRaw = readNumber() - 1;
    const detail = readNumber() - 1;
    const keyLength = readNumber();
    const keyAt = position;
    position += keyLength;
    if (!(position <= bytes.length)) throw new BrokenHistoryError("events end too early");
    visit(at, kind, Math.floor(origin / 2), origin % 2 === 1, actor, from, to, fromRaw, toRaw, detail, keyAt, position);
  }
}

/** The events as objects. Throws `BrokenHistoryError`. */
export function unpackEvents(bytes: Uint8Array): PackedEvent[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: PackedEvent[] = [];
  const code = (value: number) => (value < 0 ? null : value);
  visitEvents(bytes, (at, kind, origin, viaAutomation, actor, from, to, fromRaw, toRaw, detail, keyAt, keyEnd) => {
    events.push({
      key: buffer.toString("utf8", keyAt, keyEnd),
      at,
      kind,
      origin,
      viaAutomation,
      actor: code(actor),
      from: code(from),
      to: code(to),
      fromRaw: code(fromRaw),
      toRaw: code(toRaw),
      detail: code(detail),
    });
  });
  return events;
}
