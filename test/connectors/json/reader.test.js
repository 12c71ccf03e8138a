import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createJsonReader } from "../../../connectors/json/reader.ts";
import { list, object, record, repeated, whole } from "../../../connectors/json/shape.ts";
/** What the reader must do, in the plainest way: parse everything, then pick. */
function picked(shape, value) {
    if (shape.kind === "list")
        return Array.isArray(value) ? value.map((one) => picked(shape.of, one)) : value;
    if (shape.kind !== "object" || typeof value !== "object" || value === null || Array.isArray(value))
        return value;
    const kept = {};
    for (const [name, one] of Object.entries(value)) {
        if (Object.hasOwn(shape.keys, name))
            kept[name] = picked(shape.keys[name], one);
    }
    return shape.make === null ? kept : shape.make(Object.keys(shape.keys).map((name) => kept[name]));
}
/** The outcome of either way, so that refusals are compared as well. */
function outcome(read) {
    try {
        return { value: read() };
    }
    catch (error) {
        return error instanceof SyntaxError ? "refused" : error;
    }
}
/** The bodies that a reader reads otherwise than `JSON.parse`, one after the other with the same reader. */
function differing(shape, ...bodies) {
    const reader = createJsonReader(shape);
    return bodies.flatMap((body) => {
        const expected = outcome(() => picked(shape, JSON.parse(new TextDecoder().decode(body))));
        const read = outcome(() => reader.read(body));
        // The order of keys; then prototypes, -0 and whatever else JSON does not show.
        const isSame = JSON.stringify(read) === JSON.stringify(expected) && isDeepStrictEqual(read, expected);
        return isSame ? [] : [body.toString("latin1")];
    });
}
const person = repeated({ id: whole, on: whole });
const made = record({ id: whole, on: whole, c: list(whole) }, (values) => ({ c: values[2], on: values[1], id: values[0] }));
const shape = object({
    id: whole,
    b: made,
    c: list(made),
    a: object({ b: whole, c: list(whole) }),
    people: list(person),
    owner: person,
    "": list(list(object({ toString: whole, constructor: whole }))),
});
const names = fc.constantFrom("id", "a", "b", "c", "on", "people", "owner", "", "toString", "constructor", "__proto__", "i\\d", "ä");
const values = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom("", 0, -0, 1e300, -1.5e-7, 123456789012345, true, false, null), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), tie("object"), tie("list")),
    object: fc.uniqueArray(fc.tuple(names, tie("value")), { maxLength: 6, selector: ([name]) => name }).map((members) => {
        const made = {};
        // Defined and not set: `__proto__` is to be a key like any other.
        for (const [name, value] of members)
            Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
        return made;
    }),
    list: fc.array(tie("value"), { maxLength: 4 }),
}));
const texts = fc
    .tuple(values.object, fc.constantFrom("", " ", "\t", "\r\n "))
    .map(([value, space]) => JSON.stringify(value, null, space));
/** One change of a byte or two, a cut, a piece twice. */
const damage = fc.tuple(fc.constantFrom("set", "cut", "insert", "double", "drop"), fc.nat(), fc.nat(255), fc.nat(20));
function damaged(text, [kind, where, byte, length]) {
    const at = text.length === 0 ? 0 : where % text.length;
    const [before, behind] = [text.subarray(0, at), text.subarray(at)];
    switch (kind) {
        case "set":
            return Buffer.concat([before, Buffer.of(byte), behind.subarray(1)]);
        case "cut":
            return before;
        case "insert":
            return Buffer.concat([before, Buffer.of(byte), behind]);
        case "double":
            return Buffer.concat([before, behind.subarray(0, length), behind]);
        default:
            return Buffer.concat([before, behind.subarray(length)]);
    }
}
describe("a JSON text read for a part of it", () => {
    test("gives what JSON.parse gives, less what nobody asked for", () => {
        fc.assert(fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (many) => {
            expect(differing(shape, ...many.map((text) => Buffer.from(text)), Buffer.from(`[${many.join(",")}]`))).toEqual([]);
            expect(differing(list(shape), Buffer.from(`[${[...many, ...many].join(" , ")}]`))).toEqual([]);
        }), { numRuns: 300 });
    });
    test("damaged in any place, is refused exactly where JSON.parse refuses it", () => {
        fc.assert(fc.property(texts, fc.array(damage, { minLength: 1, maxLength: 3 }), (text, hits) => {
            let body = Buffer.from(text);
            for (const hit of hits)
                body = damaged(body, hit);
            // What was read before must not help a damaged text through.
            expect(differing(shape, Buffer.from(text), body, Buffer.from(text))).toEqual([]);
        }), { numRuns: 1500 });
    });
    test.each([
        '{"id":1,"id":2}',
        '{"a":{"b":1,"c":[]},"a":{"c":[2]}}',
        '{"owner":{"id":"x","on":1},"owner":{"id":"x","on":2}}',
        '{"\\u0069d":"by its number","\\u0061":{"\\u0062":"\\ud83d\\ude00 \\ud83d \\u0000"}}',
        '{"id":"\\/\\b\\f\\n\\r\\t\\"\\\\","a":"a text where an object was asked for","people":{"not":["a","list"]}}',
        '{"id":1234567890123456,"a":12345678901234567890,"owner":0.1e-400,"people":1e400}',
        '{"id":01}',
        '{"id":-}',
        '{"id":-0}',
        '{"id":1.}',
        '{"id":.5}',
        '{"id":1e}',
        '{"id":1E+2}',
        '{"id":+1}',
        '{"id":NaN}',
        '{"id":0x10}',
        '{"skipped":01}',
        '{"skipped":[1,]}',
        '{"skipped":{"a":1,}}',
        '{"skipped":{1:1}}',
        '{"skipped":tru}',
        '{"skipped":nulll}',
        '{"skipped":"\\x41"}',
        '{"skipped":"\\u00g0"}',
        '{"skipped":"line\nbreak"}',
        '{"skipped":"\u007f\u2028"}',
        '{"skipped":[[[}]]}',
        '{"id":1}}',
        '{"id":1}{}',
        '{"id":1,}',
        '{"id" :\n1 , "a"\t: { } }',
        "{id:1}",
        "{'id':1}",
        "[1,2]",
        '"text"',
        "null",
        "",
        " ",
        "\ufeff{}",
        " \ufeff{}",
        "\u00a0{}",
        "{}\u0000",
        '{"__proto__":{"polluted":1},"id":{"__proto__":2},"a":{"__proto__":[]}}',
    ])("%j", (text) => {
        expect(differing(shape, Buffer.from(text))).toEqual([]);
        expect(differing(list(whole), Buffer.from(text), Buffer.from(`[${text}]`))).toEqual([]);
    });
    test("bytes that are no UTF-8 become what they become on the web", () => {
        for (const bytes of [[0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0x80]]) {
            const text = (key) => Buffer.concat([Buffer.from(`{"${key}":"a`), Buffer.from(bytes), Buffer.from(`b"}`), Buffer.from(" ")]);
            expect(differing(shape, text("id"), text("skipped"), text("owner"))).toEqual([]);
            expect(differing(shape, Buffer.concat([Buffer.from('{"id'), Buffer.from(bytes), Buffer.from('":1}')]))).toEqual([]);
            expect(differing(shape, Buffer.concat([Buffer.from(bytes), Buffer.from('{"id":1}')]))).toEqual([]);
        }
    });
    test("depth takes no stack, in what is skipped and in what is kept", () => {
        const depth = 200_000;
        const deep = `${"[".repeat(depth)}${'{"a":'.repeat(depth)}1${"}".repeat(depth)}${"]".repeat(depth)}`;
        const reader = createJsonReader(object({ id: whole, kept: whole }));
        expect(reader.read(Buffer.from(`{"skipped":${deep},"id":1}`))).toStrictEqual({ id: 1 });
        expect(Object.keys(reader.read(Buffer.from(`{"kept":${deep}}`)))).toStrictEqual(["kept"]);
        expect(() => reader.read(Buffer.from(`{"skipped":${deep.slice(0, -1)}}`))).toThrow(SyntaxError);
    });
    test("an object that comes again byte for byte is the same object; one that differs anywhere is not", () => {
        const reader = createJsonReader(list(repeated({ id: whole, on: whole })));
        const one = '{"self":"https://tracker.example/u/1","id":"u1","on":true}';
        const other = '{"self":"https://tracker.example/u/1","id":"u1","on":false}';
        const spaced = '{"self":"https://tracker.example/u/1","id":"u1", "on":true}';
        const read = reader.read(Buffer.from(`[${[one, other, one, spaced, other].join(",")}]`));
        expect(read).toStrictEqual([true, false, true, true, false].map((on) => ({ id: "u1", on })));
        expect(read[2]).toBe(read[0]);
        expect(read[4]).toBe(read[1]);
        expect(read[3]).not.toBe(read[0]);
        expect(reader.read(Buffer.from(`[${one}]`))[0]).toBe(read[0]);
    });
    test("an object that its shape makes has all of its keys, and none of another one's values", () => {
        const reader = createJsonReader(list(record({ id: whole, on: whole }, (values) => ({ id: values[0], on: values[1] }))));
        const read = reader.read(Buffer.from('[{"on":true,"id":"u1"},{"id":"u2"},{},{"x":1,"on":2,"on":3},null]'));
        expect(read).toStrictEqual([
            { id: "u1", on: true },
            { id: "u2", on: undefined },
            { id: undefined, on: undefined },
            { id: undefined, on: 3 },
            null,
        ]);
    });
    test("more repeated objects and more keys than are remembered change nothing", () => {
        const many = Array.from({ length: 3000 }, (_, index) => ({
            self: `https://tracker.example/u/${index}`,
            id: `u${index}`,
            [`key${index}`]: "x".repeat(3000),
            on: index % 2 === 0,
        }));
        const body = Buffer.from(JSON.stringify([...many, ...many]));
        expect(differing(list(repeated({ id: whole, on: whole })), body, body)).toEqual([]);
        expect(differing(list(object({ id: whole, on: whole })), body)).toEqual([]);
    });
    test("a shape cannot ask for a prototype", () => {
        expect(() => createJsonReader(object(JSON.parse('{"__proto__":{"kind":"whole"}}')))).toThrow(TypeError);
    });
});
