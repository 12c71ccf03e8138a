import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainText } from "../../../connectors/jira/adf.ts";
import { documentShape } from "../../../connectors/jira/document-reader.ts";
import { createJsonReader } from "../../../connectors/json/reader.ts";

/** The text of a document read from bytes; `refused` where it is no JSON. */
function fromBytes(body: Buffer): unknown {
  try {
    return plainText(createJsonReader(documentShape).read(body));
  } catch (error) {
    return error instanceof SyntaxError ? "refused" : error;
  }
}

function fromObjects(body: Buffer): unknown {
  try {
    return plainText(JSON.parse(body.toString()));
  } catch (error) {
    return error instanceof SyntaxError ? "refused" : error;
  }
}

const words = fc.oneof(fc.constantFrom("", " ", "Done when", "a\nb", 'say "so"', "Größe 😀"), fc.string({ maxLength: 90 }));
const attributes = fc.oneof(
  fc.record({ url: words, text: words, level: fc.nat(6) }, { requiredKeys: [] }),
  fc.constantFrom(null, "none", [1]),
);
const types = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("text", "paragraph", "heading") },
  fc.constantFrom("doc", "mention", "emoji", "status", "inlineCard", "blockCard", "hardBreak", "panel", "toString", 5, null),
);
/** Members in any order and more than once, as text: `JSON.stringify` would write each once. */
const nodes = fc.letrec<{ node: string; content: string }>((tie) => ({
  node: fc
    .array(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        types.map((type) => `"type":${JSON.stringify(type)}`),
        words.map((text) => `"text":${JSON.stringify(text)}`),
        attributes.map((attrs) => `"attrs" : ${JSON.stringify(attrs)}`),
        fc.constantFrom('"version":1', '"marks":[{"type":"strong"}]', '"t\\u0079pe":"text"', '"__proto__":{"type":"text"}'),
        tie("content").map((content) => `"content":${content}`),
      ),
      { maxLength: 4 },
    )
    .map((members) => `{${members.join(",")}}`),
  content: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("null", "{}", '"text"'),
    fc
      .array(fc.oneof({ weight: 5, arbitrary: tie("node") }, fc.constantFrom("3", "[]", '"x"')), { maxLength: 4 })
      .map((list) => `[${list.join(" ,\n")}]`),
  ),
}));
/** As Atlassian writes them. */
const documents = fc.letrec<{ node: object }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    words.map((text) => ({ type: "text", text, marks: [{ type: "link", attrs: { href: text } }] })),
    fc.tuple(types, attributes).map(([type, attrs]) => ({ type, attrs })),
    fc
      .tuple(types, attributes, fc.array(tie("node"), { maxLength: 4 }))
      .map(([type, attrs, content]) => ({ type, attrs, content })),
  ),
}));

describe("a document read from bytes", () => {
  test("has the text that it has as an object, whatever it is written like", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nodes.node,
          documents.node.map((node) => JSON.stringify(node)),
        ),
        (text) => {
          const body = Buffer.from(text);
          expect(fromBytes(body)).toEqual(fromObjects(body));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("damaged, is refused where JSON.parse refuses it", () => {
    fc.assert(
      fc.property(documents.node, fc.nat(), fc.constantFrom("", '"', "}", "]", ",", "\\", "\n", "x"), (node, where, piece) => {
        const text = JSON.stringify(node);
        const at = where % text.length;
        const body = Buffer.from(text.slice(0, at) + piece + text.slice(at + 1));
        expect(fromBytes(body)).toEqual(fromObjects(body));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["nested beyond measure", `${'{"type":"panel","content":['.repeat(5_000)}{"type":"text","text":"deep"}${"]}".repeat(5_000)}`],
    ["of many nodes", `{"type":"doc","content":[${'{"type":"text","text":"x"},'.repeat(30_000)}{}]}`],
    [
      "of many words",
      `{"type":"doc","content":[${`{"type":"text","text":"${"word ".repeat(1_000)}"},`.repeat(30)}{"type":"text","text":"end"}]}`,
    ],
  ])("%s has the same text", (_, text) => {
    const body = Buffer.from(text);
    const read = fromBytes(body) as ReturnType<typeof plainText>;
    expect(read).toEqual(fromObjects(body));
    expect(read.text).not.toBe("");
  });
});
