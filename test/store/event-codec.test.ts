import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BrokenHistoryError,
  packEvents,
  packRecords,
  packRows,
  rowCodes,
  unpackEvents,
  visitEvents,
  type PackedEvent,
} from "../../src/store/event-codec.ts";
import { EVENT_KINDS, EVENT_ORIGINS, type EventRecord } from "../../src/model/event.ts";
import { createEventTable } from "../../src/model/event-table.ts";

const code = fc.option(fc.nat({ max: 2 ** 40 }));
const event = fc.record<PackedEvent>({
  key: fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.nat().map((n) => `h${n}:0`),
  ),
  at: fc.oneof(fc.integer({ min: -(2 ** 43), max: 2 ** 43 }), fc.constantFrom(0, 1_767_571_200_000)),
  kind: fc.nat({ max: 300 }),
  origin: fc.nat({ max: 300 }),
  viaAutomation: fc.boolean(),
  actor: code,
  from: code,
  to: code,
  fromRaw: code,
  toRaw: code,
  detail: code,
});
const events = fc.uniqueArray(event, { selector: ({ key }) => key, maxLength: 40 });

test("every event comes back as it went in, by time", () => {
  fc.assert(
    fc.property(events, (given) => {
      const unpacked = unpackEvents(packEvents([...given]));
      const byKey = (a: PackedEvent, b: PackedEvent) => (a.key < b.key ? -1 : 1);
      expect(unpacked.toSorted(byKey)).toEqual(given.toSorted(byKey));
      expect(unpacked.map(({ at }) => at)).toEqual(given.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
  );
});

test("the bytes do not depend on the order in which the events came", () => {
  fc.assert(
    fc.property(
      events.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
      ([given, shuffled]) => {
        expect(packEvents([...shuffled])).toEqual(packEvents([...given]));
      },
    ),
  );
});

test("records are packed to the bytes that their codes are packed to", () => {
  fc.assert(
    fc.property(events, (given) => {
      const text = (value: number | null) => (value === null ? null : String(value));
      const records = given.map((event) => ({
        item: "jira/1",
        key: event.key,
        at: event.at,
        kind: String(event.kind) as EventRecord["kind"],
        origin: String(event.origin) as EventRecord["origin"],
        viaAutomation: event.viaAutomation,
        actor: text(event.actor),
        from: text(event.from),
        to: text(event.to),
        fromRaw: text(event.fromRaw),
        toRaw: text(event.toRaw),
        detail: text(event.detail),
      }));
      const codes = { word: Number, codeOrNull: (value: string | null) => (value === null ? null : Number(value)) };
      expect(Buffer.from(packRecords(records, codes)).equals(packEvents([...given]))).toBe(true);
    }),
  );
});

const words = [...EVENT_KINDS, ...EVENT_ORIGINS];
const wordCodes = {
  word: (text: string) => words.indexOf(text as (typeof words)[number]) + 1,
  codeOrNull: (text: string | null) => (text === null ? null : text.length),
};
const text = fc.option(fc.string({ maxLength: 5 }));
const row = fc.record({
  key: fc.nat({ max: 90 }).map((n) => `h${n >> 2}:${n % 4}`),
  at: fc.integer({ min: -5, max: 60 }),
  kind: fc.constantFrom(...EVENT_KINDS),
  origin: fc.constantFrom(...EVENT_ORIGINS),
  viaAutomation: fc.boolean(),
  actor: text,
  from: text,
  to: text,
  fromRaw: text,
  toRaw: text,
  detail: text,
});

test("rows are packed to the bytes of their records, of which the first of a key counts", () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 150 }), { maxLength: 4 }), (items) => {
      const { table, add } = createEventTable();
      const lists = items.map((of, item) => of.map((event): EventRecord => ({ ...event, item: `jira/${item}` })));
      for (const [item, list] of lists.entries()) add(`jira/${item}`, list);
      const packed: string[] = [];
      table.eachItem((_, begin, end) =>
        packed.push(Buffer.from(packRows(table.rows, begin, end, rowCodes(wordCodes))).toString("hex")),
      );
      const expected = lists.map((list) => {
        const firsts = list.filter(({ key }, index) => list.findIndex((other) => other.key === key) === index);
        return Buffer.from(packRecords(firsts, wordCodes)).toString("hex");
      });
      expect(packed).toEqual(expected);
    }),
  );
});

const one: PackedEvent = {
  key: "h1:0",
  at: 1000,
  kind: 3,
  origin: 1,
  viaAutomation: true,
  actor: 300,
  from: null,
  to: 0,
  fromRaw: null,
  toRaw: null,
  detail: null,
};

const keyed = (key: string): PackedEvent => ({ ...one, key });

test("the format, byte by byte", () => {
  // 1000 as zigzag 2000 = d0 0f; kind; origin 1 and automation; 300 + 1 = ad 02; none; 0 + 1; none x 3; length; "h1:0".
  expect(Buffer.from(packEvents([one])).toString("hex")).toBe("d00f0303ad0200010000000468313a30");
});

test("ties stand in the tool's order", () => {
  const keys = ["h1000:0", "h999:10", "h999:2"];
  const packed = packEvents(keys.map(keyed));
  expect(unpackEvents(packed).map(({ key }) => key)).toEqual(["h999:2", "h999:10", "h1000:0"]);
});

test("bytes that end too early are refused, never read as something else", () => {
  const packed = packEvents([one, { ...one, key: "h2:0", at: 2000 }]);
  const whole = packEvents([one]).length;
  for (let length = 1; length < packed.length; length++) {
    if (length === whole) continue;
    expect(() => visitEvents(packed.subarray(0, length), () => {})).toThrow(BrokenHistoryError);
  }
});

test("an instant that is none is refused", () => {
  expect(() => packEvents([{ ...one, at: Number.NaN }])).toThrow(RangeError);
  expect(() => packEvents([{ ...one, at: 1.5 }])).toThrow(RangeError);
});

test("an item with very many events", () => {
  const many = Array.from({ length: 50_000 }, (_, n) => ({ ...one, key: `h${n}:0`, at: 1000 * n }));
  expect(unpackEvents(packEvents([...many]))).toEqual(many);
});
