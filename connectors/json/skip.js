/**
 * JSON's grammar over UTF-8 bytes, without making anything of it. Bytes above 0x7f can only stand in strings, where any of them passes: what
 * is not UTF-8 becomes U+FFFD when it is decoded, as everywhere on the web. Reading behind the last byte gives `undefined`, which fits no
 * rule, so that a cut text fails by itself.
 */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_E = 0x45;
const LOWER_E = 0x65;
const LOWER_U = 0x75;
/** Positions and never the text, which may be anything. */
export function broken(at) {
    return new SyntaxError(`no JSON at byte ${at}`);
}
/** The first byte from `at` on that is no white space. */
export function skipSpace(bytes, at) {
    let end = at;
    for (let byte = bytes[end]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;)
        byte = bytes[++end];
    return end;
}
/** Behind the string that begins with the quote at `start`. */
export function skipString(bytes, start) {
    let at = start + 1;
    for (;;) {
        let byte = bytes[at];
        while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20)
            byte = bytes[++at];
        if (byte === QUOTE)
            return at + 1;
        if (byte !== BACKSLASH)
            throw broken(at);
        at = skipEscape(bytes, at);
    }
}
function skipEscape(bytes, start) {
    switch (bytes[start + 1]) {
        case QUOTE:
        case BACKSLASH:
        case 0x2f: // slash
        case 0x62: // b
        case 0x66: // f
        case 0x6e: // n
        case 0x72: // r
        case 0x74: // t
            return start + 2;
        case LOWER_U:
            for (let at = start + 2; at < start + 6; at++)
                if (!isHex(bytes[at]))
                    throw broken(at);
            return start + 6;
        default:
            throw broken(start + 1);
    }
}
function isHex(byte) {
    return (byte !== undefined && ((byte >= ZERO && byte <= NINE) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)));
}
function isDigit(byte) {
    return byte !== undefined && byte >= ZERO && byte <= NINE;
}
function skipDigits(bytes, start) {
    let at = start;
    while (isDigit(bytes[at]))
        at++;
    if (at === start)
        throw broken(at);
    return at;
}
/** Behind the number, `true`, `false` or `null` at `start`. */
export function skipPlain(bytes, start) {
    let at = start;
    switch (bytes[at]) {
        case 0x74:
            return skipWord(bytes, start, "true");
        case 0x66:
            return skipWord(bytes, start, "false");
        case 0x6e:
            return skipWord(bytes, start, "null");
        case MINUS:
            at++;
            break;
        default:
    }
    at = bytes[at] === ZERO ? at + 1 : skipDigits(bytes, at);
    if (bytes[at] === POINT)
        at = skipDigits(bytes, at + 1);
    if (bytes[at] === LOWER_E || bytes[at] === UPPER_E) {
        at++;
        if (bytes[at] === PLUS || bytes[at] === MINUS)
            at++;
        at = skipDigits(bytes, at);
    }
    return at;
}
function skipWord(bytes, start, word) {
    for (let index = 1; index < word.length; index++) {
        if (bytes[start + index] !== word.charCodeAt(index))
            throw broken(start + index);
    }
    return start + word.length;
}
/** At the value behind the key, which begins at `start` or behind white space. */
function skipKey(bytes, start) {
    const key = skipSpace(bytes, start);
    if (bytes[key] !== QUOTE)
        throw broken(key);
    const colon = skipSpace(bytes, skipString(bytes, key));
    if (bytes[colon] !== COLON)
        throw broken(colon);
    return colon + 1;
}
/** What closes each container that is open. A list of our own instead of recursion: depth is the sender's choice. */
let open = new Uint8Array(1024);
/** Behind the value that begins at `start` or behind white space. */
export function skipValue(bytes, start) {
    let at = start;
    let depth = 0;
    for (;;) {
        at = skipSpace(bytes, at);
        const first = bytes[at];
        if (first === QUOTE)
            at = skipString(bytes, at);
        else if (first === OPEN_OBJECT || first === OPEN_LIST) {
            const close = first + 2;
            at = skipSpace(bytes, at + 1);
            if (bytes[at] === close)
                at++;
            else {
                if (depth === open.length) {
                    const larger = new Uint8Array(2 * depth);
                    larger.set(open);
                    open = larger;
                }
                open[depth++] = close;
                if (first === OPEN_OBJECT)
                    at = skipKey(bytes, at);
                continue;
            }
        }
        else
            at = skipPlain(bytes, at);
        // A value has ended, and with it perhaps what it stands in.
        for (;;) {
            if (depth === 0)
                return at;
            const close = open[depth - 1];
            at = skipSpace(bytes, at);
            if (bytes[at] === COMMA) {
                at = close === CLOSE_OBJECT ? skipKey(bytes, at + 1) : at + 1;
                break;
            }
            if (bytes[at] !== close)
                throw broken(at);
            at++;
            depth--;
        }
    }
}
