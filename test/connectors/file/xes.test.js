import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { xesReader } from "../../../connectors/file/xes.ts";
import { ProblemError } from "../../../src/model/problem.ts";
function read(...pieces) {
    const records = [];
    const reader = xesReader({
        record: (values, row) => {
            expect(records.push([...values])).toBe(row);
        },
    });
    for (const piece of pieces)
        reader.push(piece);
    reader.end();
    return records;
}
/** As the logs of the BPI challenges are written: extensions, globals, classifiers, nested attributes. */
const LOG = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- a <log> in a comment -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <string key="source" value="hand"/>
  <trace>
    <string key="concept:name" value="173688"/>
    <int key="AMOUNT_REQ" value='20000'>
      <string key="concept:name" value="nested"/>
    </int>
    <event>
      <date key="time:timestamp" value="2011-10-01T00:38:44.546+02:00"/>
      <string key="concept:name" value="A &amp; B &#x2014; &lt;c&gt;"/>
      <list key="l"><values><string key="concept:name" value="inside"/></values></list>
    </event>
    <event><string key="concept:name" value="A_END > B"/></event>
  </trace>
  <trace><string key="concept:name" value="173691"/></trace>
</log>`;
const RECORDS = [
    [
        ["case:concept:name", "173688"],
        ["case:AMOUNT_REQ", "20000"],
        ["time:timestamp", "2011-10-01T00:38:44.546+02:00"],
        ["concept:name", "A & B — <c>"],
    ],
    [
        ["case:concept:name", "173688"],
        ["case:AMOUNT_REQ", "20000"],
        ["concept:name", "A_END > B"],
    ],
];
describe("XES", () => {
    test("events with the attributes of their traces, and nothing that is nested", () => {
        expect(read(LOG)).toEqual(RECORDS);
    });
    test("however it is cut into pieces", () => {
        fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
            expect(read(...LOG.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")))).toEqual(RECORDS);
        }), { numRuns: 40 });
    });
    test("any text comes back from an attribute", () => {
        const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll(">", "&gt;");
        fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
            const log = `<log><trace><event><string key="x" value="${escaped(text)}"/></event></trace></log>`;
            expect(read(log)).toEqual([[["x", text]]]);
        }), { numRuns: 200 });
    });
    test.each([
        ["a document type", '<!DOCTYPE log [<!ENTITY a "b">]><log/>', /DOCTYPE/],
        ["an entity of its own", '<log><string key="a" value="&a;"/></log>', /entity/],
        ["elements that do not nest", "<log><trace></log></trace>", /not the last one opened/],
        ["an end in the middle", "<log><trace>", /ends in the middle/],
        ["another document", "<html></html>", /not `log`/],
        ["depth without end", `<log>${"<a>".repeat(100)}`, /nested/],
        ["a tag without end", `<log><string key="${"x".repeat(1_000_001)}`, /million/],
        ["an attribute twice", '<log a="1" a="2"/>', /twice/],
    ])("%s is refused with a sentence", (_, text, sentence) => {
        expect(() => read(text)).toThrow(ProblemError);
        expect(() => read(text)).toThrow(sentence);
    });
});
