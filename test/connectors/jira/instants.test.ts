import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "../../../connectors/jira/instants.ts";

test.each<readonly [string | number | null, number | null]>([
  ["2026-06-30T12:00:00.000+0000", Date.UTC(2026, 5, 30, 12)],
  ["2026-06-30T12:00:00.000-0530", Date.UTC(2026, 5, 30, 17, 30)],
  ["2024-02-29T23:59:59.999+0000", Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
  ["2024-03-01T00:00:00.000+0000", Date.UTC(2024, 2, 1)],
  ["1900-03-01T00:00:00.000+0000", Date.UTC(1900, 2, 1)],
  ["2000-12-28T00:00:00.000+0000", Date.UTC(2000, 11, 28)],
  ["1000-01-01T00:00:00.000+0000", Date.UTC(1000, 0, 1)],
  ["9999-12-28T24:00:00.000+0000", Date.UTC(9999, 11, 29)],
  ["2026-06-3xT12:00:00.000+0000", null],
  ["2026-06-30T12:00:00.0x0+0000", null],
  ["2026-06-30T12:00:60.000+0000", null],
  ["2026-13-01T12:00:00.000+0000", null],
  [Date.UTC(2026, 5, 30), Date.UTC(2026, 5, 30)],
  [1_751_241_600, 1_751_241_600_000],
  ["soon", null],
  [null, null],
])("%s", (value, at) => expect(instantOf(value)).toBe(at));

const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"));
const FORM = { noInvalidDate: true, min: new Date(Date.UTC(1000, 0, 1)), max: new Date(Date.UTC(9999, 11, 31, 23, 59, 59, 999)) };

test("property: any zone without a colon is read as the one with it", () => {
  fc.assert(
    fc.property(fc.date(FORM), fc.constantFrom("+", "-"), two(30), two(70), (date, sign, hours, minutes) => {
      const local = date.toISOString().slice(0, -1);
      const at = Date.parse(`${local}${sign}${hours}:${minutes}`);
      expect(instantOf(`${local}${sign}${hours}${minutes}`)).toBe(Number.isNaN(at) ? null : at);
    }),
    { numRuns: 500 },
  );
});

test("property: a letter that is changed makes another instant or none, as for `Date.parse`", () => {
  fc.assert(
    fc.property(
      fc.date(FORM),
      fc.nat(22),
      fc.constantFrom("0", "1", "2", "3", "6", "9", ":", "-", ".", "T", " ", "/", "x"),
      (date, place, letter) => {
        const local = date.toISOString().slice(0, -1);
        const changed = `${local.slice(0, place)}${letter}${local.slice(place + 1)}`;
        const at = Date.parse(`${changed}+00:00`);
        expect(instantOf(`${changed}+0000`)).toBe(Number.isNaN(at) ? null : at);
      },
    ),
    { numRuns: 500 },
  );
});
