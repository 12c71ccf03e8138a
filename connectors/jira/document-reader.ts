import { own, type JsonShape } from "../json/shape.ts";
import { readString, type ShortStrings } from "../json/short-strings.ts";
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  skipSpace,
  skipString,
  skipValue,
} from "../json/skip.ts";
import type { Source } from "../json/source.ts";
import { readDocumentOf, wordsOfAttributes, type ReadDocument } from "./adf.ts";
import {
  blockStarts,
  createDocumentText,
  endHeading,
  isFull,
  plainTextOf,
  wordsStand,
  type DocumentText,
} from "./document-text.ts";

/**
 * Descriptions and comments become plain text without their nodes ever being objects. Whatever is not written as Atlassian writes it (the type
 * of a node before what it holds, each key once, of bounded depth and size) is left to `JSON.parse` and `plainText`, which gives the same text.
 */
export const documentShape: JsonShape = own(readDocument);

/** Documents nest a dozen levels at most. */
const MOST_DEPTH = 64;
const MOST_NODES = 10_000;

interface Walk {
  readonly source: Source;
  readonly strings: ShortStrings;
  readonly text: DocumentText;
  nodes: number;
}

function readDocument(source: Source, strings: ShortStrings): ReadDocument | undefined {
  const walk: Walk = { source, strings, text: createDocumentText(), nodes: 0 };
  return readNode(walk, MOST_DEPTH) ? readDocumentOf(plainTextOf(walk.text)) : undefined;
}

/** The object that is next. False: it is to be read in another way. */
function readNode(walk: Walk, depth: number): boolean {
  const { source, strings, text } = walk;
  const { bytes } = source;
  if (depth === 0 || walk.nodes++ > MOST_NODES || isFull(text)) return false;
  let type: string | null = null;
  let words: string | null = null;
  let hasContent = false;
  source.at = skipSpace(bytes, source.at + 1);
  if (bytes[source.at] === CLOSE_OBJECT) {
    source.at++;
    return true;
  }
  for (;;) {
    const key = readKey(source);
    const at = (source.at = skipSpace(bytes, source.at));
    if (key === UNCLEAR) return false;
    if (key === OTHER) source.at = skipValue(bytes, at);
    else if (key === TYPE) {
      if (type !== null || bytes[at] !== QUOTE) return false;
      type = readString(strings, source);
    } else if (type === null || hasContent) return false;
    else if (key === CONTENT) {
      hasContent = true;
      wordsStand(text, words ?? "");
      const isHeading = blockStarts(text, type);
      if (bytes[at] !== OPEN_LIST) source.at = skipValue(bytes, at);
      else if (!readContent(walk, depth - 1)) return false;
      if (isHeading) endHeading(text);
    } else if ((key === TEXT) === (type === "text")) {
      if (words !== null) return false;
      if (key === TEXT && bytes[at] !== QUOTE) return false;
      words = key === TEXT ? readString(strings, source) : readAttributes(type, source);
    } else source.at = skipValue(bytes, at);

    const behind = skipSpace(bytes, source.at);
    source.at = behind + 1;
    if (bytes[behind] === CLOSE_OBJECT) break;
    if (bytes[behind] !== COMMA) return false;
    source.at = skipSpace(bytes, behind + 1);
  }
  if (hasContent) return true;
  wordsStand(text, words ?? "");
  if (blockStarts(text, type)) endHeading(text);
  return true;
}

function readContent(walk: Walk, depth: number): boolean {
  const { source } = walk;
  const { bytes } = source;
  source.at = skipSpace(bytes, source.at + 1);
  if (bytes[source.at] === CLOSE_LIST) {
    source.at++;
    return true;
  }
  for (;;) {
    if (bytes[source.at] !== OPEN_OBJECT) return false;
    if (!readNode(walk, depth)) return false;
    const behind = skipSpace(bytes, source.at);
    source.at = behind + 1;
    if (bytes[behind] === CLOSE_LIST) return true;
    if (bytes[behind] !== COMMA) return false;
    source.at = skipSpace(bytes, behind + 1);
  }
}

/** Few nodes say something in their attributes; those of the others are left out. */
function readAttributes(type: string, source: Source): string {
  const { bytes, at } = source;
  source.at = skipValue(bytes, at);
  return SPEAKING.has(type) ? wordsOfAttributes(type, JSON.parse(bytes.toString("utf8", at, source.at))) : "";
}

const SPEAKING: ReadonlySet<string> = new Set(["inlineCard", "blockCard", "mention", "emoji", "status"]);

const UNCLEAR = 0;
const OTHER = 1;
const TYPE = 2;
const TEXT = 3;
const CONTENT = 4;
const ATTRS = 5;
type Key = typeof UNCLEAR | typeof OTHER | typeof TYPE | typeof TEXT | typeof CONTENT | typeof ATTRS;

const SPELLINGS = (["type", "text", "content", "attrs"] as const).map((name) => new Uint8Array(Buffer.from(`"${name}":`)));
const KEYS: readonly Key[] = [TYPE, TEXT, CONTENT, ATTRS];

/** Which key is next; the source is behind its colon then. An escape could spell any of them. */
function readKey(source: Source): Key {
  const { bytes, at } = source;
  for (let index = 0; index < SPELLINGS.length; index++) {
    const spelling = SPELLINGS[index]!;
    let same = 0;
    while (same < spelling.length && spelling[same] === bytes[at + same]) same++;
    if (same < spelling.length) continue;
    source.at = at + same;
    return KEYS[index]!;
  }
  if (bytes[at] !== QUOTE) return UNCLEAR;
  const end = skipString(bytes, at);
  // White space before a colon, and a known name in front of it, are as unclear as an escape.
  if (bytes[end] !== COLON || bytes.subarray(at, end).includes(BACKSLASH)) return UNCLEAR;
  source.at = end + 1;
  return OTHER;
}
