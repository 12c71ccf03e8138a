import { createMemberKeys, readKey } from "./member-keys.ts";
import { createRepeatedObjects, findRepeated, keepRepeated } from "./repeated-objects.ts";
import { createShortStrings, readString } from "./short-strings.ts";
import { broken, CLOSE_LIST, CLOSE_OBJECT, COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE, skipPlain, skipSpace, skipValue, } from "./skip.ts";
export function createJsonReader(shape) {
    const compiled = compile(shape);
    const strings = createShortStrings();
    return {
        read(bytes) {
            const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
            const source = { bytes, at: hasMark ? 3 : 0, strings };
            const value = readValue(compiled, source);
            source.at = skipSpace(bytes, source.at);
            if (source.at !== bytes.length)
                throw broken(source.at);
            return value;
        },
    };
}
function compile(shape) {
    if (shape.kind === "whole" || shape.kind === "own")
        return shape;
    if (shape.kind === "list")
        return { kind: "list", of: compile(shape.of) };
    const fields = new Map();
    for (const [name, one] of Object.entries(shape.keys)) {
        if (name === "__proto__" || !/^[\x20-\x7e]{0,100}$/.test(name))
            throw new TypeError(`a shape cannot ask for ${name}`);
        fields.set(name, { name, index: fields.size, shape: compile(one) });
    }
    return {
        kind: "object",
        keys: createMemberKeys(fields),
        repeats: shape.repeats ? createRepeatedObjects() : null,
        make: shape.make,
        values: Array.from({ length: fields.size }),
    };
}
/** Shapes are trees and their depth is ours; the depth of what is skipped or kept whole is not, and takes no stack. */
function readValue(shape, source) {
    const { bytes } = source;
    source.at = skipSpace(bytes, source.at);
    const first = bytes[source.at];
    if (first === QUOTE)
        return readString(source.strings, source);
    if (first === OPEN_OBJECT) {
        if (shape.kind === "object")
            return readObject(shape, source);
        return shape.kind === "own" ? readOwn(shape, source) : readWhole(source);
    }
    if (first === OPEN_LIST)
        return shape.kind === "list" ? readList(shape.of, source) : readWhole(source);
    return readPlain(source);
}
function readObject(shape, source) {
    const { repeats, make } = shape;
    if (make !== null)
        return readRecord(shape, make, source);
    if (repeats === null)
        return readMembers(shape, source);
    const { bytes, at: start } = source;
    const known = findRepeated(repeats, source);
    if (known !== null)
        return known.value;
    const value = readMembers(shape, source);
    keepRepeated(repeats, bytes, start, source.at, value);
    return value;
}
function readMembers({ keys }, source) {
    const { bytes } = source;
    const value = {};
    source.at = skipSpace(bytes, source.at + 1);
    if (bytes[source.at] === CLOSE_OBJECT) {
        source.at++;
        return value;
    }
    keys.before = keys.front;
    for (;;) {
        const field = readKey(keys, source);
        if (field === null)
            source.at = skipValue(bytes, source.at);
        else
            value[field.name] = readValue(field.shape, source);
        const at = skipSpace(bytes, source.at);
        source.at = at + 1;
        if (bytes[at] === CLOSE_OBJECT)
            return value;
        if (bytes[at] !== COMMA)
            throw broken(at);
        source.at = skipSpace(bytes, at + 1);
    }
}
function readRecord({ keys, values }, make, source) {
    const { bytes } = source;
    for (let index = 0; index < values.length; index++)
        values[index] = undefined;
    source.at = skipSpace(bytes, source.at + 1);
    if (bytes[source.at] === CLOSE_OBJECT) {
        source.at++;
        return make(values);
    }
    keys.before = keys.front;
    for (;;) {
        const field = readKey(keys, source);
        if (field === null)
            source.at = skipValue(bytes, source.at);
        else
            values[field.index] = readValue(field.shape, source);
        const at = skipSpace(bytes, source.at);
        source.at = at + 1;
        if (bytes[at] === CLOSE_OBJECT)
            return make(values);
        if (bytes[at] !== COMMA)
            throw broken(at);
        source.at = skipSpace(bytes, at + 1);
    }
}
function readList(of, source) {
    const { bytes } = source;
    source.at = skipSpace(bytes, source.at + 1);
    if (bytes[source.at] === CLOSE_LIST) {
        source.at++;
        return [];
    }
    // Most lists have one element. An empty list that one is pushed to takes room for seventeen.
    const values = [readValue(of, source)];
    for (;;) {
        const at = skipSpace(bytes, source.at);
        source.at = at + 1;
        if (bytes[at] === CLOSE_LIST)
            return values;
        if (bytes[at] !== COMMA)
            throw broken(at);
        values.push(readValue(of, source));
    }
}
function readOwn(shape, source) {
    const { at } = source;
    const value = shape.read(source, source.strings);
    if (value !== undefined)
        return value;
    source.at = at;
    return readWhole(source);
}
function readWhole(source) {
    const { bytes, at: start } = source;
    source.at = skipValue(bytes, start);
    return JSON.parse(bytes.toString("utf8", start, source.at));
}
function readPlain(source) {
    const { bytes, at: start } = source;
    source.at = skipPlain(bytes, start);
    switch (bytes[start]) {
        case 0x74:
            return true;
        case 0x66:
            return false;
        case 0x6e:
            return null;
        default:
            return numberOf(bytes, start, source.at);
    }
}
/** So many digits are exact, and so is each step towards them. */
const MOST_DIGITS = 15;
function numberOf(bytes, start, end) {
    let value = 0;
    let at = end - start <= MOST_DIGITS ? start : end + 1;
    for (; at < end; at++) {
        const digit = bytes[at] - 0x30;
        if (!(digit >= 0 && digit <= 9))
            break;
        value = value * 10 + digit;
    }
    return at === end ? value : Number(bytes.toString("latin1", start, end));
}
