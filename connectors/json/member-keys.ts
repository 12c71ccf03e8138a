import { BACKSLASH, broken, COLON, QUOTE, skipSpace, skipString } from "./skip.ts";
import type { Source } from "./source.ts";

/** A key as it stands in the text, with its quotes and its colon, and which one was behind it the last time. */
interface Spelling<Field> {
  readonly bytes: Uint8Array;
  /** What is asked for under this name; null = nothing. */
  readonly field: Field | null;
  next: Spelling<Field> | null;
}

/**
 * The keys of objects of one kind. A vendor writes their members in one order, so the key behind a key is guessed and compared; only a wrong
 * guess is looked up.
 */
export interface MemberKeys<Field> {
  readonly fields: ReadonlyMap<string, Field>;
  readonly spellings: Map<string, Spelling<Field>>;
  readonly front: Spelling<Field>;
  before: Spelling<Field>;
}

/** Kinds of objects have few keys; a sender who makes up new ones is read the slow way. */
const MOST_SPELLINGS = 256;

export function createMemberKeys<Field>(fields: ReadonlyMap<string, Field>): MemberKeys<Field> {
  const front: Spelling<Field> = { bytes: new Uint8Array(0), field: null, next: null };
  return { fields, spellings: new Map(), front, before: front };
}

/** Reads the next key and its colon. To be told of each object's beginning by `keys.before = keys.front`. Throws `SyntaxError`. */
export function readKey<Field>(keys: MemberKeys<Field>, source: Source): Field | null {
  const { bytes, at } = source;
  const guess = keys.before.next;
  if (guess !== null) {
    const spelt = guess.bytes;
    const { length } = spelt;
    let same = 0;
    while (same < length && spelt[same] === bytes[at + same]) same++;
    if (same === length) {
      source.at = at + same;
      keys.before = guess;
      return guess.field;
    }
  }
  return lookUp(keys, source);
}

function lookUp<Field>(keys: MemberKeys<Field>, source: Source): Field | null {
  const { bytes, at: start } = source;
  if (bytes[start] !== QUOTE) throw broken(start);
  const behind = skipString(bytes, start);
  const colon = skipSpace(bytes, behind);
  if (bytes[colon] !== COLON) throw broken(colon);
  source.at = colon + 1;
  const text = bytes.toString("latin1", start, colon + 1);
  const known = keys.spellings.get(text);
  if (known !== undefined) {
    keys.before.next = known;
    keys.before = known;
    return known.field;
  }
  let at = start;
  while (at < behind && bytes[at] !== BACKSLASH) at++;
  // Names that are asked for are ASCII, so nothing beyond needs to be decoded.
  const name = at === behind ? text.slice(1, behind - start - 1) : (JSON.parse(bytes.toString("utf8", start, behind)) as string);
  const field = keys.fields.get(name) ?? null;
  if (keys.spellings.size < MOST_SPELLINGS) {
    const spelling: Spelling<Field> = { bytes: new Uint8Array(bytes.subarray(start, colon + 1)), field, next: null };
    keys.spellings.set(text, spelling);
    keys.before.next = spelling;
    keys.before = spelling;
  }
  return field;
}
