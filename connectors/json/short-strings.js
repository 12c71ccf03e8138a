import { BACKSLASH, QUOTE, skipString } from "./skip.ts";
/** Ids, names, words of the tool; dates and sentences seldom come twice. */
const LONGEST = 40;
/** One string a place; another one with the same place takes it over. */
const PLACES = 1 << 12;
const FNV_PRIME = 0x0100_0193;
export function createShortStrings() {
    return { known: Array.from({ length: PLACES }, () => ""), spelt: new Uint8Array(PLACES * LONGEST) };
}
/** The string whose quote is next. Throws `SyntaxError`. */
export function readString({ known, spelt }, source) {
    const { bytes } = source;
    const from = source.at + 1;
    let at = from;
    let hash = 0;
    let byte = bytes[at];
    // Escapes and letters beyond ASCII are left to the runtime.
    while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20 && byte < 0x80) {
        hash = Math.imul(hash ^ byte, FNV_PRIME);
        byte = bytes[++at];
    }
    if (byte !== QUOTE)
        return readOther(source, at);
    source.at = at + 1;
    const length = at - from;
    if (length > LONGEST)
        return bytes.toString("latin1", from, at);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const candidate = known[place];
    const spelling = place * LONGEST;
    if (candidate.length === length) {
        let same = 0;
        while (same < length && spelt[spelling + same] === bytes[from + same])
            same++;
        if (same === length)
            return candidate;
    }
    for (let index = 0; index < length; index++)
        spelt[spelling + index] = bytes[from + index];
    return (known[place] = bytes.toString("latin1", from, at));
}
/** `plainTo`: no escape and nothing beyond ASCII before it. */
function readOther(source, plainTo) {
    const { bytes, at: start } = source;
    const end = skipString(bytes, start);
    source.at = end;
    let at = plainTo;
    while (at < end && bytes[at] !== BACKSLASH)
        at++;
    return at === end ? bytes.toString("utf8", start + 1, end - 1) : JSON.parse(bytes.toString("utf8", start, end));
}
