import { BACKSLASH, broken, COLON, QUOTE, skipSpace, skipString } from "./skip.ts";
/** Kinds of objects have few keys; a sender who makes up new ones is read the slow way. */
const MOST_SPELLINGS = 256;
export function createMemberKeys(fields) {
    const front = { bytes: new Uint8Array(0), field: null, next: null };
    return { fields, spellings: new Map(), front, before: front };
}
/** Reads the next key and its colon. To be told of each object's beginning by `keys.before = keys.front`. Throws `SyntaxError`. */
export function readKey(keys, source) {
    const { bytes, at } = source;
    const guess = keys.before.next;
    if (guess !== null) {
        const spelt = guess.bytes;
        const { length } = spelt;
        let same = 0;
        while (same < length && spelt[same] === bytes[at + same])
            same++;
        if (same === length) {
            source.at = at + same;
            keys.before = guess;
            return guess.field;
        }
    }
    return lookUp(keys, source);
}
function lookUp(keys, source) {
    const { bytes, at: start } = source;
    if (bytes[start] !== QUOTE)
        throw broken(start);
    const behind = skipString(bytes, start);
    const colon = skipSpace(bytes, behind);
    if (bytes[colon] !== COLON)
        throw broken(colon);
    source.at = colon + 1;
    const text = bytes.toString("latin1", start, colon + 1);
    const known = keys.spellings.get(text);
    if (known !== undefined) {
        keys.before.next = known;
        keys.before = known;
        return known.field;
    }
    let at = start;
    while (at < behind && bytes[at] !== BACKSLASH)
        at++;
    // Names that are asked for are ASCII, so nothing beyond needs to be decoded.
    const name = at === behind ? text.slice(1, behind - start - 1) : JSON.parse(bytes.toString("utf8", start, behind));
    const field = keys.fields.get(name) ?? null;
    if (keys.spellings.size < MOST_SPELLINGS) {
        const spelling = { bytes: new Uint8Array(bytes.subarray(start, colon + 1)), field, next: null };
        keys.spellings.set(text, spelling);
        keys.before.next = spelling;
        keys.before = spelling;
    }
    return field;
}
