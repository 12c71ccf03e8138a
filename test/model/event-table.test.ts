import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_KINDS, EVENT_ORIGINS, type EventRecord } from "../../src/model/event.ts";
import { createEventRoom, createEventTable, emptyRoom, type EventRoom } from "../../src/model/event-table.ts";

const text = fc.option(fc.string());
const event: fc.Arbitrary<Omit<EventRecord, "item">> = fc.record({
  key: fc.string(),
  at: fc.oneof(fc.maxSafeInteger(), fc.constant(Number.NaN)),
  kind: fc.constantFrom(...EVENT_KINDS),
  origin: fc.constantFrom(...EVENT_ORIGINS),
  actor: text,
  from: text,
  to: text,
  fromRaw: text,
  toRaw: text,
  detail: text,
  viaAutomation: fc.boolean(),
});
const items = fc.uniqueArray(fc.tuple(fc.string(), fc.array(event)), { selector: ([id]) => id });

describe("events as columns", () => {
  test("come out as they went in, item by item and one by one, as often as they are asked for", () => {
    fc.assert(
      fc.property(items, (all) => {
        const { table, add } = createEventTable();
        const expected = all.map(
          ([item, events]) => [item, events.map((one): EventRecord => Object.assign({ item }, one))] as const,
        );
        for (const [item, events] of expected) add(item, events);
        const records = expected.flatMap(([, events]) => events);
        expect(table).toHaveLength(records.length);
        expect([...table.byItem()]).toEqual(expected);
        const visited: unknown[] = [];
        table.eachItem((item, begin, end) => visited.push([item, table.eventsOf(item, begin, end)]));
        expect(visited).toEqual(expected);
        expect([...table]).toEqual(records);
        expect([...table]).toEqual(records);
      }),
    );
  });

  test("are as many as come", () => {
    const { table, add } = createEventTable();
    const sample = fc.sample(event, 1)[0]!;
    for (let item = 0; item < 30; item++)
      add(
        String(item),
        Array.from({ length: 1_000 }, (_, at) => ({ ...sample, item: String(item), at })),
      );
    expect([...table].at(-1)).toEqual({ ...sample, item: "29", at: 999 });
    expect(table).toHaveLength(30_000);
  });

  test("of an item come at once", () => {
    const { add } = createEventTable();
    add("a", []);
    expect(() => add("a", [])).toThrow(RangeError);
  });

  test("of one page after the other come out the same from one room", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(items, fc.integer({ min: 0, max: 50 }))), (pages) => {
        const room = createEventRoom();
        for (const [all, expected] of pages) {
          const { table, add } = createEventTable(expected, room);
          for (const [item, events] of all) add(item, recordsOf(item, events));
          expect([...table]).toEqual(all.flatMap(([item, events]) => recordsOf(item, events)));
          expect(table).toHaveLength(all.flatMap(([, events]) => events).length);
          if (expected % 2 === 0) emptyRoom(room);
        }
      }),
    );
  });

  test.each([
    ["when the next page begins", (room: EventRoom) => void createEventTable(1, room)],
    ["when they are let go of", emptyRoom],
  ])("of a page before are refused %s", (_, end) => {
    const room = createEventRoom();
    const { table, add } = createEventTable(8, room);
    add("a", recordsOf("a", fc.sample(event, 3)));
    expect([...table]).toHaveLength(3);
    end(room);
    expect(() => [...table]).toThrow("of a page before");
    expect(() => table.rows).toThrow("of a page before");
    expect(() => add("b", [])).toThrow("of a page before");
  });
});

function recordsOf(item: string, events: readonly Omit<EventRecord, "item">[]): EventRecord[] {
  return events.map((one) => Object.assign({ item }, one));
}
