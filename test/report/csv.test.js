import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contribution } from "../../src/report/contribution.ts";
import { csvLine, renderCsv } from "../../src/report/csv.ts";
import { sampleResult, UNJUDGED, withTexts } from "../support/sample-result.ts";
/** A reader of RFC 4180 written from its grammar, character by character, that knows nothing of the writer. */
function parse(text) {
    const rows = [];
    let at = 0;
    while (at < text.length) {
        const row = [];
        for (;;) {
            let field = "";
            if (text[at] === '"') {
                at++;
                while (text[at] !== '"' || text[at + 1] === '"') {
                    if (at >= text.length)
                        throw new Error("a quoted field does not end");
                    field += text[at];
                    at += text[at] === '"' ? 2 : 1;
                }
                at++;
            }
            else {
                while (at < text.length && text[at] !== "," && text[at] !== "\r") {
                    if (text[at] === '"' || text[at] === "\n")
                        throw new Error("a character that needs quotes");
                    field += text[at++];
                }
            }
            row.push(field);
            if (text[at] === ",")
                at++;
            else
                break;
        }
        if (text.slice(at, at + 2) !== "\r\n")
            throw new Error(`no line end at ${at}`);
        at += 2;
        rows.push(row);
    }
    return rows;
}
const STARTS_A_FORMULA = /^\s*[=+\-@\t\r\n\0＝＋－＠]/;
const hostile = fc.oneof(fc.string({ unit: "binary" }), fc
    .tuple(fc.constantFrom("=", "+", "-", "@", "\t=", " =", "＝", "'=", "\r\n@", "\0-", "\u00A0="), fc.string())
    .map(([start, rest]) => start + rest), fc.constantFrom('=HYPERLINK("http://x.example","a")', "=cmd|' /C calc'!A0", '"', '""', ",", "\r\n", "-3", "'", ""));
describe("a line", () => {
    test("reads back as the same cells, up to the guard before what would start a formula", () => {
        fc.assert(fc.property(fc.array(hostile, { minLength: 2, maxLength: 6 }), (cells) => {
            const [row, ...more] = parse(csvLine(cells));
            expect(more).toEqual([]);
            expect(row).toHaveLength(cells.length);
            row.forEach((read, at) => expect([cells[at], `'${cells[at]}`]).toContain(read));
            for (const read of row)
                expect(read).not.toMatch(STARTS_A_FORMULA);
        }));
    });
    test("the guard can be taken off again: no two texts read the same", () => {
        const written = ["=1", "'=1", "''=1"].map((text) => parse(csvLine([text]))[0][0]);
        expect(written).toEqual(["'=1", "''=1", "'''=1"]);
    });
    test("numbers stay numbers, also below zero; what is missing is empty", () => {
        expect(csvLine([-3, 0.5, null, true, Number.NaN])).toBe("-3,0.5,,true,\r\n");
    });
});
describe("a result", () => {
    const [header, ...rows] = parse(renderCsv(sampleResult()));
    const column = (name) => header.indexOf(name);
    test("has a row for each characteristic and signal, all of one length", () => {
        const expected = sampleResult().characteristics.flatMap(({ id, signals }) => signals.map((signal) => [id, signal.id]));
        expect(rows.map((row) => [row[column("characteristic")], row[column("signal")]])).toEqual(expected);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    });
    test("contributions of a characteristic sum to 1 where anything was measured", () => {
        for (const characteristic of sampleResult().characteristics.filter((one) => (one.attainment ?? 0) > 0)) {
            const sum = characteristic.signals.reduce((total, part) => total + (contribution(characteristic, part) ?? 0), 0);
            expect(sum).toBeCloseTo(1, 3);
        }
    });
    test("writes nothing for what is not known", () => {
        const text = renderCsv(sampleResult(UNJUDGED));
        expect(text).not.toMatch(/null|NaN|undefined|Infinity/);
    });
    test("no foreign text starts a formula or breaks a row", () => {
        const texts = withTexts(sampleResult(), (text) => `=1+${text}\r\n"\u001B[31m`);
        const hostileRows = parse(renderCsv(texts));
        expect(new Set(hostileRows.map((row) => row.length))).toEqual(new Set([header.length]));
        for (const cell of hostileRows.flat()) {
            expect(cell).not.toMatch(STARTS_A_FORMULA);
            expect(cell).not.toContain("\u001B");
        }
    });
});
