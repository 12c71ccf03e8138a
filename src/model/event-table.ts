import { EVENT_KINDS, EVENT_ORIGINS, type EventKind, type EventOrigin, type EventRecord } from "./event.ts";

/**
 * Events of many items as columns. A page has tens of thousands of events; as objects that wait until it is stored, they are what the garbage
 * collector spends most of its time on. As columns they are objects only while one item is written, which costs next to nothing.
 */
export interface EventTable extends Iterable<EventRecord> {
  readonly length: number;
  /** Each item with its events, both in the order in which they were added. */
  byItem(): Iterable<readonly [item: string, events: readonly EventRecord[]]>;
  /** The same without an object an event: calls `visit` for each item with its rows, from `begin` to before `end`. */
  eachItem(visit: (item: string, begin: number, end: number) => void): void;
  /** Some rows of one item as objects. */
  eventsOf(item: string, begin: number, end: number): readonly EventRecord[];
  readonly rows: EventRows;
}

/** The columns. They are to be read only, and only up to the row that was asked for. */
export interface EventRows {
  /** Instants. */
  readonly at: Float64Array;
  /** See `kindIndexOf`, `originIndexOf` and `isViaAutomation`. */
  readonly codes: Uint16Array;
  readonly keys: readonly string[];
  readonly actors: readonly (string | null)[];
  readonly from: readonly (string | null)[];
  readonly to: readonly (string | null)[];
  readonly fromRaw: readonly (string | null)[];
  readonly toRaw: readonly (string | null)[];
  readonly details: readonly (string | null)[];
}

/** Place in `EVENT_KINDS`. */
export function kindIndexOf(code: number): number {
  return Math.floor((code >> 1) / EVENT_ORIGINS.length);
}

/** Place in `EVENT_ORIGINS`. */
export function originIndexOf(code: number): number {
  return (code >> 1) % EVENT_ORIGINS.length;
}

export function isViaAutomation(code: number): boolean {
  return code % 2 === 1;
}

/** Events of one page. */
export type EventList = readonly EventRecord[] | EventTable;

export interface EventTableBuilder {
  readonly table: EventTable;
  /** All events of an item at once. Throws `RangeError` for an item that was added before. */
  add(item: string, events: readonly EventRecord[]): void;
  /** The same one by one: events that are pushed are those of the item that was begun last. */
  begin(item: string): void;
  push(event: EventRecord): void;
}

const FIRST_ROWS = 1 << 12;
const kindCodes = new Map<EventKind, number>(EVENT_KINDS.map((kind, code) => [kind, code]));
const originCodes = new Map<EventOrigin, number>(EVENT_ORIGINS.map((origin, code) => [origin, code]));

type Texts = (string | null)[];

/** Functions of the file work on these: closures of each table would be compiled anew for every page. */
interface Columns extends EventRows {
  length: number;
  at: Float64Array;
  /** Kind, origin and whether a rule did it, as one number. */
  codes: Uint16Array;
  readonly keys: string[];
  readonly actors: Texts;
  readonly from: Texts;
  readonly to: Texts;
  readonly fromRaw: Texts;
  readonly toRaw: Texts;
  readonly details: Texts;
}

/**
 * Room for the events of one page after the other. Made anew for each page, columns are a twentieth of what a first read costs: memory of the system for
 * lists that large, and the collecting of it.
 */
export interface EventRoom {
  spare: Columns | null;
  /** Of the table that was begun last. */
  owner: object | null;
}

export function createEventRoom(): EventRoom {
  return { spare: null, owner: null };
}

/**
 * `expected`: about how many there will be. Lists that grow are copied again and again. `room`: where they are put; a table that was begun there before
 * is over then, and throws when it is asked.
 */
export function createEventTable(expected = FIRST_ROWS, room: EventRoom = createEventRoom()): EventTableBuilder {
  /** Where the events of each item begin. */
  const begins = new Map<string, number>();
  const columns = takeColumns(room, Math.max(expected, 1));
  room.owner = begins;
  const own = (): Columns => {
    if (room.owner !== begins) throw new Error("these events were of a page before");
    return columns;
  };
  const begin = (item: string): void => {
    if (begins.has(item)) throw new RangeError("an item's events come at once");
    begins.set(item, own().length);
  };
  return {
    table: {
      get length() {
        return own().length;
      },
      byItem: () => byItem(own(), begins),
      eachItem: (visit) => eachItem(own(), begins, visit),
      eventsOf: (item, from, end) => eventsOf(own(), item, from, end),
      get rows() {
        return own();
      },
      [Symbol.iterator]: () => each(own(), begins),
    },
    add(item, events) {
      begin(item);
      for (const event of events) addRow(columns, event);
    },
    begin,
    push: (event) => addRow(columns, event),
  };
}

/** The table that was begun last is over. Lets go of its texts at once: a list that is old keeps what it holds from being collected as young. */
export function emptyRoom(room: EventRoom): void {
  room.owner = null;
  const { spare } = room;
  if (spare === null) return;
  for (const list of [spare.actors, spare.from, spare.to, spare.fromRaw, spare.toRaw, spare.details])
    list.fill(null, 0, spare.length);
  spare.keys.fill("", 0, spare.length);
  spare.length = 0;
}

/** Pages are of about one size: with some more room than the first one needs, the next one fits too. */
const SLACK = 1.25;

function takeColumns(room: EventRoom, needed: number): Columns {
  const { spare } = room;
  if (spare !== null && spare.at.length >= needed) {
    spare.length = 0;
    return spare;
  }
  const rows = Math.ceil(needed * (spare === null ? 1 : SLACK));
  return (room.spare = {
    length: 0,
    at: new Float64Array(rows),
    codes: new Uint16Array(rows),
    keys: listOf(rows),
    actors: listOf(rows),
    from: listOf(rows),
    to: listOf(rows),
    fromRaw: listOf(rows),
    toRaw: listOf(rows),
    details: listOf(rows),
  });
}

/** Room for so many, to be filled from the front. Set at once, it costs a third of growing, and an eighth of `Array.from`. */
function listOf<T>(length: number): T[] {
  const list: T[] = [];
  list.length = length;
  return list;
}

function addRow(columns: Columns, event: EventRecord): void {
  const row = columns.length;
  if (row === columns.codes.length) grow(columns);
  const kind = kindCodes.get(event.kind)! * EVENT_ORIGINS.length + originCodes.get(event.origin)!;
  columns.at[row] = event.at;
  columns.codes[row] = 2 * kind + (event.viaAutomation ? 1 : 0);
  columns.keys[row] = event.key;
  columns.actors[row] = event.actor;
  columns.from[row] = event.from;
  columns.to[row] = event.to;
  columns.fromRaw[row] = event.fromRaw;
  columns.toRaw[row] = event.toRaw;
  columns.details[row] = event.detail;
  columns.length = row + 1;
}

function grow(columns: Columns): void {
  const { at, codes } = columns;
  columns.at = new Float64Array(2 * at.length);
  columns.codes = new Uint16Array(2 * codes.length);
  columns.at.set(at);
  columns.codes.set(codes);
}

function eventAt(columns: Columns, item: string, row: number): EventRecord {
  const code = columns.codes[row]!;
  return {
    item,
    key: columns.keys[row]!,
    at: columns.at[row]!,
    kind: EVENT_KINDS[kindIndexOf(code)]!,
    origin: EVENT_ORIGINS[originIndexOf(code)]!,
    actor: columns.actors[row]!,
    from: columns.from[row]!,
    to: columns.to[row]!,
    fromRaw: columns.fromRaw[row]!,
    toRaw: columns.toRaw[row]!,
    detail: columns.details[row]!,
    viaAutomation: isViaAutomation(code),
  };
}

function eventsOf(columns: Columns, item: string, begin: number, end: number): EventRecord[] {
  const events: EventRecord[] = [];
  for (let row = begin; row < end; row++) events.push(eventAt(columns, item, row));
  return events;
}

function eachItem(
  columns: Columns,
  begins: ReadonlyMap<string, number>,
  visit: (item: string, begin: number, end: number) => void,
): void {
  let item: string | null = null;
  let begin = 0;
  for (const [next, at] of begins) {
    if (item !== null) visit(item, begin, at);
    item = next;
    begin = at;
  }
  if (item !== null) visit(item, begin, columns.length);
}

function* byItem(
  columns: Columns,
  begins: ReadonlyMap<string, number>,
): Generator<readonly [item: string, events: readonly EventRecord[]]> {
  const ends = [...begins.values(), columns.length];
  let index = 0;
  for (const [item, begin] of begins) yield [item, eventsOf(columns, item, begin, ends[++index]!)];
}

function* each(columns: Columns, begins: ReadonlyMap<string, number>): Generator<EventRecord> {
  for (const [, events] of byItem(columns, begins)) yield* events;
}
