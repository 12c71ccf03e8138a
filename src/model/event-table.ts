import { EVENT_KINDS, EVENT_ORIGINS, type EventKind, type EventOrigin, type EventRecord } from "./event.ts";

/**
 * Events of many items as columns. A page has tens of thousands of events; as objects that wait until it is stored, they are what the garbage
 * collector spends most of its time on. As columns they are objects only while one item is written, which costs next to nothing.
 */
export interface EventTable extends Iterable<EventRecord> {
  readonly length: number;
  /** Each item with its events, both in the order in which they were added. */
  byItem(): Iterable<readonly [item: string, events: readonly EventRecord[]]>;
}

/** Events of one page. */
export type EventList = readonly EventRecord[] | EventTable;

export interface EventTableBuilder {
  readonly table: EventTable;
  /** All events of an item at once. Throws `RangeError` for an item that was added before. */
  add(item: string, events: readonly EventRecord[]): void;
}

const FIRST_ROWS = 1 << 12;
const kindCodes = new Map<EventKind, number>(EVENT_KINDS.map((kind, code) => [kind, code]));
const originCodes = new Map<EventOrigin, number>(EVENT_ORIGINS.map((origin, code) => [origin, code]));

export function createEventTable(): EventTableBuilder {
  /** Where the events of each item begin. */
  const begins = new Map<string, number>();
  let length = 0;
  let at = new Float64Array(FIRST_ROWS);
  /** Kind, origin and whether a rule did it, as one number. */
  let codes = new Uint16Array(FIRST_ROWS);
  const keys: string[] = [];
  const actors: (string | null)[] = [];
  const from: (string | null)[] = [];
  const to: (string | null)[] = [];
  const fromRaw: (string | null)[] = [];
  const toRaw: (string | null)[] = [];
  const details: (string | null)[] = [];

  const addRow = (event: EventRecord): void => {
    if (length === codes.length) {
      const [moreAt, moreCodes] = [new Float64Array(2 * length), new Uint16Array(2 * length)];
      moreAt.set(at);
      moreCodes.set(codes);
      [at, codes] = [moreAt, moreCodes];
    }
    const kind = kindCodes.get(event.kind)! * EVENT_ORIGINS.length + originCodes.get(event.origin)!;
    at[length] = event.at;
    codes[length] = 2 * kind + (event.viaAutomation ? 1 : 0);
    length++;
    keys.push(event.key);
    actors.push(event.actor);
    from.push(event.from);
    to.push(event.to);
    fromRaw.push(event.fromRaw);
    toRaw.push(event.toRaw);
    details.push(event.detail);
  };
  const eventAt = (item: string, row: number): EventRecord => {
    const code = codes[row]!;
    const kind = code >> 1;
    return {
      item,
      key: keys[row]!,
      at: at[row]!,
      kind: EVENT_KINDS[Math.floor(kind / EVENT_ORIGINS.length)]!,
      origin: EVENT_ORIGINS[kind % EVENT_ORIGINS.length]!,
      actor: actors[row]!,
      from: from[row]!,
      to: to[row]!,
      fromRaw: fromRaw[row]!,
      toRaw: toRaw[row]!,
      detail: details[row]!,
      viaAutomation: code % 2 === 1,
    };
  };
  const eventsOf = (item: string, begin: number, end: number): EventRecord[] => {
    const events: EventRecord[] = [];
    for (let row = begin; row < end; row++) events.push(eventAt(item, row));
    return events;
  };
  function* byItem(): Generator<readonly [string, readonly EventRecord[]]> {
    const ends = [...begins.values(), length];
    let index = 0;
    for (const [item, begin] of begins) yield [item, eventsOf(item, begin, ends[++index]!)];
  }
  function* each(): Generator<EventRecord> {
    for (const [, events] of byItem()) yield* events;
  }

  return {
    table: {
      get length() {
        return length;
      },
      byItem,
      [Symbol.iterator]: each,
    },
    add(item, events) {
      if (begins.has(item)) throw new RangeError("an item's events come at once");
      begins.set(item, length);
      for (const event of events) addRow(event);
    },
  };
}
