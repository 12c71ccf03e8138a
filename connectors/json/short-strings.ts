import { latin1 } from "./latin1.ts";
import { BACKSLASH, QUOTE, skipString } from "./skip.ts";
import type { Source } from "./source.ts";

/** Strings that were read lately: a short one that comes again is the same string again and costs no memory. */
export interface ShortStrings {
  readonly known: string[];
  /** Their bytes, which are quicker to compare than letters. */
  readonly spelt: Uint8Array;
}

/** Ids, names, words of the tool; dates and sentences seldom come twice. Accounts of Atlassian have 43 letters. */
const LONGEST = 48;
/** One string a place; another one with the same place takes it over. */
const PLACES = 1 << 12;
const FNV_PRIME = 0x0100_0193;

export function createShortStrings(): ShortStrings {
  return { known: Array.from({ length: PLACES }, () => ""), spelt: new Uint8Array(PLACES * LONGEST) };
}

/** 1 = stands for itself in a string: ASCII, no control character, no quote, no backslash. One look-up is quicker than four comparisons. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** The string whose quote is next. Throws `SyntaxError`. */
export function readString({ known, spelt }: ShortStrings, source: Source): string {
  const { bytes } = source;
  const from = source.at + 1;
  let at = from;
  while (PLAIN[bytes[at]!] === 1) at++;
  // Escapes and letters beyond ASCII are left to the runtime.
  if (bytes[at] !== QUOTE) return readOther(source, at);
  source.at = at + 1;
  const length = at - from;
  if (length > LONGEST) return latin1(bytes, from, at);
  const place = placeOf(bytes, from, length);
  const candidate = known[place]!;
  const spelling = place * LONGEST;
  if (candidate.length === length) {
    let same = 0;
    while (same < length && spelt[spelling + same] === bytes[from + same]) same++;
    if (same === length) return candidate;
  }
  for (let index = 0; index < length; index++) spelt[spelling + index] = bytes[from + index]!;
  return (known[place] = latin1(bytes, from, at));
}

/** Ids and names differ in their length, at their end, or in the middle; all bytes of them would take longer than the look-up saves. */
function placeOf(bytes: Uint8Array, from: number, length: number): number {
  const last = from + length - 1;
  let hash = length;
  hash = Math.imul(hash ^ bytes[from]!, FNV_PRIME);
  hash = Math.imul(hash ^ bytes[from + (length >> 1)]!, FNV_PRIME);
  hash = Math.imul(hash ^ bytes[last - 2]!, FNV_PRIME);
  hash = Math.imul(hash ^ bytes[last - 1]!, FNV_PRIME);
  hash = Math.imul(hash ^ bytes[last]!, FNV_PRIME);
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

/** `plainTo`: no escape and nothing beyond ASCII before it. */
function readOther(source: Source, plainTo: number): string {
  const { bytes, at: start } = source;
  const end = skipString(bytes, start);
  source.at = end;
  let at = plainTo;
  while (at < end && bytes[at] !== BACKSLASH) at++;
  return at === end ? bytes.toString("utf8", start + 1, end - 1) : (JSON.parse(bytes.toString("utf8", start, end)) as string);
}
