import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bar, fit, padEnd, padStart, width, wrap } from "../../../src/report/terminal/layout.ts";
const anyText = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.string({ maxLength: 60 }), fc.constantFrom("日本語のチーム名がとても長い", "👩‍👩‍👧 team", "e\u0301clair", ""));
test("width counts columns: wide characters two, marks and joiners none, escape codes none", () => {
    const widths = [
        "abc",
        "日本",
        "ｆｕｌｌ",
        "한글",
        "e\u0301",
        "👍",
        "👩\u200D👩\u200D👧",
        "🇩🇪",
        "❤\uFE0F",
        "é·…●█",
        "\u001B[31mred\u001B[39m",
        "नमस्ते",
    ].map(width);
    expect(widths).toEqual([3, 4, 8, 4, 1, 2, 2, 2, 2, 5, 3, 3]);
});
describe("fit", () => {
    test("cuts at a word that is near, else inside of one, and says so", () => {
        expect(fit("Ownership is unclear or implicit", 40)).toBe("Ownership is unclear or implicit");
        expect(fit("Ownership is unclear or implicit", 26)).toBe("Ownership is unclear or…");
        expect(fit("Donaudampfschifffahrtsgesellschaft", 10)).toBe("Donaudamp…");
        expect(fit("日本語のチーム", 8)).toBe("日本語…");
    });
    test("never takes more columns than there are, and never half a character", () => {
        fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, columns) => {
            const fitted = fit(text, columns);
            expect(width(fitted)).toBeLessThanOrEqual(columns);
            expect(text.startsWith(fitted.replace(/…$/, ""))).toBe(true);
        }));
    });
});
describe("wrap", () => {
    test("breaks at spaces, indents what follows and keeps numbers with their percent sign", () => {
        expect(wrap("more than 50 % is needed here", 12)).toEqual(["more than", "50 % is", "needed here"]);
        expect(wrap("one two three four", 9, "  ")).toEqual(["one two", "  three", "  four"]);
    });
    test("breaks words that are longer than a line, by columns", () => {
        expect(wrap("日本語のチーム名", 6)).toEqual(["日本語", "のチー", "ム名"]);
    });
    test("no line is too wide and nothing but spaces is lost", () => {
        fc.assert(fc.property(anyText, fc.integer({ min: 4, max: 40 }), (text, columns) => {
            const lines = wrap(text, columns);
            for (const line of lines)
                expect(width(line)).toBeLessThanOrEqual(columns);
            expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        }));
    });
});
test("padding fills to the column, whatever the text is made of", () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 0, max: 80 }), (text, columns) => {
        expect(width(padEnd(text, columns))).toBe(Math.max(columns, width(text)));
        expect(width(padStart(text, columns))).toBe(Math.max(columns, width(text)));
    }));
});
test("a bar is as long as its share, and anything above nothing shows", () => {
    expect([0, 0.001, 0.5, 1, 2, -1].map((share) => bar(share, 4))).toEqual(["", "▏", "██", "████", "████", ""]);
});
