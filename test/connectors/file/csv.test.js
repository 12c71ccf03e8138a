import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvReader } from "../../../connectors/file/csv.ts";
function read(...pieces) {
    const records = [];
    const rows = [];
    const faults = [];
    const reader = csvReader({
        record: (fields, row) => {
            records.push([...fields]);
            rows.push(row);
        },
        fault: (fault, row) => faults.push(`${fault} ${row}`),
    });
    for (const piece of pieces)
        reader.push(piece);
    reader.end();
    return { records, rows, faults };
}
const quoted = (field) => `"${field.replaceAll('"', '""')}"`;
const letters = fc.string({
    unit: fc.constantFrom("a", "é", '"', ",", ";", "\t", "\n", "\r", "\r\n", " ", "漢", "🙂"),
    maxLength: 6,
});
describe("CSV", () => {
    test("what was written comes back, however it is cut into pieces and whatever ends its lines", () => {
        fc.assert(fc.property(fc.array(fc.array(letters, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), fc.constantFrom("\n", "\r\n", "\r"), fc.constantFrom(",", ";", "\t"), fc.boolean(), fc.integer({ min: 1, max: 7 }), (rows, newline, delimiter, hasLast, size) => {
            const header = ["one", "two", "three"];
            const lines = [header, ...rows].map((row, at) => row.map((field) => (at === 0 ? field : quoted(field))).join(delimiter));
            const text = lines.join(newline) + (hasLast ? newline : "");
            const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g"));
            expect(read(...pieces)).toEqual({
                records: [header, ...rows],
                rows: rows.map((_, at) => at + 1).concat(rows.length + 1),
                faults: [],
            });
        }), { numRuns: 300 });
    });
    test.each([
        [
            "a,b\n1,2",
            [
                ["a", "b"],
                ["1", "2"],
            ],
        ],
        [
            "a,b\n1,\n",
            [
                ["a", "b"],
                ["1", ""],
            ],
        ],
        [
            "a,b\n\n\n1,2\n",
            [
                ["a", "b"],
                ["1", "2"],
            ],
        ],
        [
            'a,b\n"",""\n',
            [
                ["a", "b"],
                ["", ""],
            ],
        ],
        [
            'a;b;c\n"1,5";2;3\n',
            [
                ["a", "b", "c"],
                ["1,5", "2", "3"],
            ],
        ],
        [
            'a,b\n5" pipe,2\n',
            [
                ["a", "b"],
                ['5" pipe', "2"],
            ],
        ],
        ["", []],
    ])("%j", (text, records) => {
        expect(read(text)).toMatchObject({ records, faults: [] });
    });
    test("text behind a closing quote spoils its record alone", () => {
        expect(read('a,b\n"x"y,"z\n1,2\n')).toEqual({
            records: [
                ["a", "b"],
                ["1", "2"],
            ],
            rows: [1, 3],
            faults: ["text-behind-quote 2"],
        });
    });
    test("a quote that never ends is told with its row", () => {
        expect(read('a,b\n1,2\n"x,3\n4,5\n')).toMatchObject({
            records: [
                ["a", "b"],
                ["1", "2"],
            ],
            faults: ["quote-never-ends 3"],
        });
        expect(read("a,b\n", `"${"x".repeat(1_000_001)}`, "y\n1,2\n").faults).toEqual(["too-long 2"]);
    });
});
