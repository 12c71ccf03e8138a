import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./csv.ts";
describe("RFC 4180", () => {
    test("quotes, doubled quotes, commas and line breaks inside fields; CRLF and LF; a byte order mark", () => {
        expect(readCsv('\uFEFFa,b\r\n"x, ""y""","1\r\n2"\r\n,\n')).toEqual([
            { a: 'x, "y"', b: "1\r\n2" },
            { a: "", b: "" },
        ]);
    });
    test("the last line may end without a line break, even on a comma", () => {
        expect(readCsv("a,b\n1,2")).toEqual([{ a: "1", b: "2" }]);
        expect(readCsv("a,b\n1,")).toEqual([{ a: "1", b: "" }]);
        expect(readCsv("")).toEqual([]);
    });
    test.for(['a\n"b', 'a\n"b"c', 'a\nb"c', "a,b\n1", "a\n1,2"])("refuses %j", (text) => {
        expect(() => readCsv(text)).toThrow(/never ends|after the closing quote|inside the unquoted|fields instead of/);
    });
    test("reads back whatever was written by the rules", () => {
        const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é") });
        fc.assert(fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
            const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\r\n");
            expect(readCsv(`a,b\r\n${text}`)).toEqual(rows.map(([a, b]) => ({ a, b })));
        }));
    });
});
