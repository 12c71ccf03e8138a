import { fromLines, type PlainText } from "../text/plain-text.ts";
import { blockStarts, createDocumentText, endHeading, isFull, plainTextOf, wordsStand } from "./document-text.ts";

const MOST_NODES = 200_000;

/** A document that was read straight from the bytes of an answer, see `documentShape`. No vendor can send this key. */
const READ: unique symbol = Symbol("read document");

export interface ReadDocument {
  readonly [READ]: PlainText;
}

export function readDocumentOf(plain: PlainText): ReadDocument {
  return { [READ]: plain };
}

/** Atlassian Document Format, or plain text with wiki or Markdown headings, as plain text. Anything else is empty. */
export function plainText(value: unknown): PlainText {
  if (typeof value === "string") return fromLines(value);
  if (!isRecord(value)) return EMPTY;
  return isRead(value) ? value[READ] : fromDocument(value);
}

const EMPTY: PlainText = { text: "", headings: [], sectionLengths: [] };

/** Walks with a list of its own instead of recursion: depth is the sender's choice. */
function fromDocument(document: Readonly<Record<string, unknown>>): PlainText {
  const text = createDocumentText();
  const END = { end: true };
  const open: unknown[] = [document];
  for (let nodes = 0; open.length > 0 && nodes < MOST_NODES && !isFull(text); nodes++) {
    const node = open.pop();
    if (node === END) {
      endHeading(text);
      continue;
    }
    if (!isRecord(node)) continue;
    const { type, content } = node;
    wordsStand(text, type === "text" ? textOf(node, "text") : wordsOfAttributes(type, node["attrs"]));
    if (blockStarts(text, type)) open.push(END);
    if (Array.isArray(content))
      for (let index = Math.min(content.length, MOST_NODES) - 1; index >= 0; index--) open.push(content[index]);
  }
  return plainTextOf(text);
}

/** What a node says that has its words, or words of ours, in place of text. */
export function wordsOfAttributes(type: unknown, attrs: unknown): string {
  if (!isRecord(attrs)) return "";
  if (type === "inlineCard" || type === "blockCard") return typeof attrs["url"] === "string" ? ` ${attrs["url"]} ` : "";
  // Mentions and dates count as words; who is mentioned does not matter.
  if (type === "mention") return "@someone";
  return type === "emoji" || type === "status" ? textOf(attrs, "text") : "";
}

function textOf(record: Readonly<Record<string, unknown>>, key: string): string {
  const value = record[key];
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRead(value: object): value is ReadDocument {
  return READ in value;
}
