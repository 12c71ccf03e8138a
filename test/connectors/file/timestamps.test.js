import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMN_NAMES, COLUMNS, normalName, understand } from "../../../connectors/file/columns.ts";
import { jsonLineReader } from "../../../connectors/file/json-lines.ts";
import { offsetMinutes, readDate, readInstant } from "../../../connectors/file/timestamps.ts";
describe("timestamps", () => {
    test.each([
        ["2026-06-30T12:00:00Z", "2026-06-30T12:00:00.000Z"],
        ["2026-06-30 12:00:00.123456+02:00", "2026-06-30T10:00:00.123Z"],
        ["2026-06-30T12:00-0530", "2026-06-30T17:30:00.000Z"],
        ["2026-06-30 12:00:00 UTC", "2026-06-30T12:00:00.000Z"],
        ["2011-10-01T00:38:44,546+02", "2011-09-30T22:38:44.546Z"],
        ["1782820800", "2026-06-30T12:00:00.000Z"],
        ["1782820800123", "2026-06-30T12:00:00.123Z"],
        ["1782820800.5", "2026-06-30T12:00:00.500Z"],
        ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ])("%s", (text, iso) => {
        expect(readInstant(text, null)).toBe(Date.parse(iso));
    });
    test.each([
        "2026-02-31T00:00:00Z",
        "2026-06-30T25:00:00Z",
        "2026-06-30T12:61:00Z",
        "30.6.2026",
        "yesterday",
        "12",
        "2026-06-30T12:00:00+25:00",
        "",
    ])("%j is no date", (text) => {
        expect(readInstant(text, 0)).toBe("no-date");
    });
    test("without a zone it is only read where one was named", () => {
        expect(readInstant("2026-06-30 12:00", null)).toBe("no-zone");
        expect(readInstant("2026-06-30", null)).toBe("no-zone");
        expect(readInstant("2026-06-30 12:00", 90)).toBe(Date.parse("2026-06-30T10:30:00Z"));
        expect(offsetMinutes("-05:30")).toBe(-330);
        expect(offsetMinutes("Europe/Berlin")).toBeNull();
    });
    test("every instant comes back from its ISO form and from its milliseconds", () => {
        fc.assert(fc.property(fc.date({ min: new Date("1971-01-01"), max: new Date("2286-01-01"), noInvalidDate: true }), (date) => {
            expect(readInstant(date.toISOString(), null)).toBe(date.getTime());
            expect(readDate(date.toISOString())).toBe(date.toISOString().slice(0, 10));
            // Twelve digits begin in 1973; fewer are seconds.
            const later = Math.max(date.getTime(), 1e11);
            expect(readInstant(String(later), null)).toBe(later);
        }));
    });
});
describe("columns", () => {
    test("no name stands for two columns, and all are written as they are compared", () => {
        const names = Object.values({ ...COLUMNS.event, ...COLUMNS.item }).flatMap((column) => column.names);
        expect(names.filter((name, at) => names.indexOf(name) !== at || normalName(name) !== name)).toEqual([]);
        expect(names.map((name) => understand(name, new Map())?.column)).not.toContain(undefined);
        expect(COLUMN_NAMES.length).toBe(Object.keys({ ...COLUMNS.event, ...COLUMNS.item }).length);
    });
    test("case and what stands between words do not matter; the user's own names win", () => {
        expect(understand("Case_ID", new Map())?.column).toBe("item");
        expect(understand(" due-date ", new Map())?.column).toBe("dueDate");
        expect(understand("case:Priority", new Map())?.column).toBe("priority");
        expect(understand("case:timestamp", new Map())).toBeNull();
        expect(understand("__proto__", new Map())).toBeNull();
        expect(understand("status", new Map([["status", "activity"]]))?.column).toBe("activity");
    });
});
test("JSON lines: lists are joined, nulls left out, objects told apart; lines that are none are faults with their number", () => {
    const records = [];
    const faults = [];
    const reader = jsonLineReader({
        record: (values, row) => records.push([row, ...values]),
        fault: (fault, row) => faults.push(`${fault} ${row}`),
    });
    for (const piece of ['{"a":1,"b":nu', 'll,"c":["x","y"],"d":{"e":1}}\r\n\n[1]\n{"a"\n', '{"__proto__":"p","toString":true}'])
        reader.push(piece);
    reader.end();
    expect(records).toEqual([
        [1, ["a", "1"], ["c", "x;y"], ["d", null]],
        [5, ["__proto__", "p"], ["toString", "true"]],
    ]);
    expect(faults).toEqual(["not-an-object 3", "not-json 4"]);
});
