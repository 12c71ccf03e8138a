import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanResult, oneLine } from "../../src/report/clean.ts";
import { sampleResult } from "../support/sample-result.ts";
test("escape codes lose what makes them codes", () => {
    expect(oneLine("a\u001B[31mred\u001B]0;title\u0007\u009B2Jb")).toBe("a [31mred ]0;title 2Jb");
});
test("line ends of every kind become spaces", () => {
    expect(oneLine("one\r\ntwo\u2028three\u0085four\tfive")).toBe("one two three four five");
});
test("marks that turn the reading direction are taken out (CVE-2021-42574)", () => {
    expect(oneLine("user\u202E\u2066 // gnp.exe\u2069 \u200Fx\u061C")).toBe("user // gnp.exe x");
});
test("letters, marks, emoji and joiners of every script stay", () => {
    const texts = ["日本語", "العربية", "Zu\u0308rich", "👩\u200D👩\u200D👧", "नमस्ते"];
    expect(texts.map(oneLine)).toEqual(texts);
});
test("whatever comes in, no control character comes out, and cleaning twice changes nothing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = oneLine(text);
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(clean).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
        expect(oneLine(clean)).toBe(clean);
    }));
});
test("a clean result stays as it is, numbers, nulls and order included", () => {
    expect(JSON.stringify(cleanResult(sampleResult()))).toBe(JSON.stringify(sampleResult()));
});
