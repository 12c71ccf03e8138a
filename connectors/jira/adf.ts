import { fromLines, MOST_CHARACTERS, type PlainText } from "../text/plain-text.ts";

const MOST_NODES = 200_000;

/** Atlassian Document Format, or plain text with wiki or Markdown headings, as plain text. Anything else is empty. */
export function plainText(value: unknown): PlainText {
  if (typeof value === "string") return fromLines(value);
  return isRecord(value) ? fromDocument(value) : EMPTY;
}

const EMPTY: PlainText = { text: "", headings: [], sectionLengths: [] };
const BLOCKS = new Set([
  "paragraph",
  "heading",
  "listItem",
  "tableRow",
  "tableCell",
  "tableHeader",
  "codeBlock",
  "rule",
  "hardBreak",
  "blockquote",
  "panel",
  "taskItem",
]);

/** Walks with a list of its own instead of recursion: depth is the sender's choice. */
function fromDocument(document: Readonly<Record<string, unknown>>): PlainText {
  const headings: string[] = [];
  const sectionLengths: number[] = [];
  const parts: string[] = [];
  let heading: string[] | null = null;
  let characters = 0;
  const END = { end: true };
  const open: unknown[] = [document];
  for (let nodes = 0; open.length > 0 && nodes < MOST_NODES && characters < MOST_CHARACTERS; nodes++) {
    const node = open.pop();
    if (node === END) {
      if (heading !== null) {
        headings.push(heading.join(""));
        sectionLengths.push(0);
        heading = null;
      }
      continue;
    }
    if (!isRecord(node)) continue;
    const words = wordsOf(node);
    if (words !== "") {
      characters += words.length;
      parts.push(words);
      if (heading !== null) heading.push(words);
      else if (sectionLengths.length > 0) sectionLengths[sectionLengths.length - 1]! += words.trim().length;
    }
    if (typeof node["type"] === "string" && BLOCKS.has(node["type"])) parts.push("\n");
    if (node["type"] === "heading") {
      heading = [];
      open.push(END);
    }
    const { content } = node;
    if (Array.isArray(content))
      for (let index = Math.min(content.length, MOST_NODES) - 1; index >= 0; index--) open.push(content[index]);
  }
  return { text: parts.join("").trim(), headings, sectionLengths };
}

function wordsOf(node: Readonly<Record<string, unknown>>): string {
  if (node["type"] === "text") return typeof node["text"] === "string" ? node["text"] : "";
  const attrs = node["attrs"];
  if (!isRecord(attrs)) return "";
  if (node["type"] === "inlineCard" || node["type"] === "blockCard")
    return typeof attrs["url"] === "string" ? ` ${attrs["url"]} ` : "";
  // Mentions and dates count as words; who is mentioned does not matter.
  if (node["type"] === "mention") return "@someone";
  if (node["type"] === "emoji" || node["type"] === "status") return typeof attrs["text"] === "string" ? attrs["text"] : "";
  return "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
