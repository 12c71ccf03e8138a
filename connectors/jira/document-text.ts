import { MOST_CHARACTERS, type PlainText } from "../text/plain-text.ts";

/** The plain text of a document while its nodes are met one after the other, parents before what stands in them. */
export interface DocumentText {
  readonly headings: string[];
  readonly sectionLengths: number[];
  readonly parts: string[];
  /** Words of the heading that is open; null = none is. */
  heading: string[] | null;
  characters: number;
}

export function createDocumentText(): DocumentText {
  return { headings: [], sectionLengths: [], parts: [], heading: null, characters: 0 };
}

/** Nothing that follows is looked at. */
export function isFull({ characters }: DocumentText): boolean {
  return characters >= MOST_CHARACTERS;
}

export function wordsStand(text: DocumentText, words: string): void {
  if (words === "") return;
  const { heading, sectionLengths } = text;
  text.characters += words.length;
  text.parts.push(words);
  if (heading !== null) heading.push(words);
  else if (sectionLengths.length > 0) sectionLengths[sectionLengths.length - 1]! += words.trim().length;
}

const BLOCKS: ReadonlySet<unknown> = new Set([
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

/** A node of this type begins. True: it is a heading, and its end must be told. */
export function blockStarts(text: DocumentText, type: unknown): boolean {
  if (BLOCKS.has(type)) text.parts.push("\n");
  if (type !== "heading") return false;
  text.heading = [];
  return true;
}

export function endHeading(text: DocumentText): void {
  if (text.heading === null) return;
  text.headings.push(text.heading.join(""));
  text.sectionLengths.push(0);
  text.heading = null;
}

export function plainTextOf({ parts, headings, sectionLengths }: DocumentText): PlainText {
  return { text: parts.join("").trim(), headings, sectionLengths };
}
