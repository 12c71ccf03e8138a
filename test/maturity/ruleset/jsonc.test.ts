import fc from "fast-check";
import { expect, test } from "vitest";
import { plainJson } from "../../../src/maturity/ruleset/jsonc.ts";

test.each<[string, string, unknown]>([
  ["line comments", '{ // one\n "a": 1 // two\n}', { a: 1 }],
  ["block comments", '/* x\n y */{"a":/**/1}', { a: 1 }],
  ["commas before brackets", '{"a":[1,2,],}', { a: [1, 2] }],
  ["a comment between a comma and its bracket", "[1, // last\n]", [1]],
  ["what looks like a comment in a string", '{"a":"// no","b":"/* no */",}', { a: "// no", b: "/* no */" }],
  ["an escaped quote before what looks like a comment", String.raw`{"a":"\"// no","b":1}`, { a: '"// no', b: 1 }],
  ["a comma in a string before a bracket", '["a,"]', ["a,"]],
])("%s", (_, text, expected) => {
  expect(JSON.parse(plainJson(text))).toEqual(expected);
});

test("a comma too many is still wrong", () => {
  expect(() => JSON.parse(plainJson("[1,,]")) as unknown).toThrow(SyntaxError);
  expect(() => JSON.parse(plainJson("[,]")) as unknown).toThrow(SyntaxError);
});

test("plain JSON is left as it is, and positions stay where they were", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(plainJson(text)).toBe(text);
      const commented = `// "a\n${text.replaceAll("\n", " ")} /* "b" */`;
      const plain = plainJson(commented);
      expect(plain).toHaveLength(commented.length);
      expect(JSON.parse(plain)).toEqual(JSON.parse(text));
    }),
  );
});

test("any text keeps its length and its lines", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("/", "*", '"', "\\", ",", "]", "}", "\n", "a", " ") }), (text) => {
      const plain = plainJson(text);
      expect(plain).toHaveLength(text.length);
      expect(plain.split("\n")).toHaveLength(text.split("\n").length);
    }),
  );
});
