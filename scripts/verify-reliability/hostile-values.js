import fc from "fast-check";
const LONG = "x".repeat(20_000);
/** Values that have hurt somebody's parser before. */
const KNOWN = [
    null,
    true,
    false,
    0,
    -1,
    2 ** 53,
    1e308,
    -1e308,
    5e-324,
    "",
    " ",
    "null",
    "__proto__",
    "constructor",
    "toString",
    "2026-13-45T99:99:99Z",
    "0000-00-00",
    "+275760-09-13T00:00:00.001Z",
    "9".repeat(400),
    "\u0000",
    "\ud800",
    "\udfff\ud83d",
    "\u202e\u200b\ufeff",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "'; DROP TABLE item; --",
    "a".repeat(300) + "!",
    LONG,
    [],
    {},
    [[]],
    [null],
    { length: 1e9 },
    { toString: null, valueOf: null },
    JSON.parse('{"then":"x"}'),
    JSON.parse('{"__proto__":{"isPolluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"isPolluted":true}}}'),
    Array.from({ length: 500 }, (_, index) => index),
];
/** Those and arbitrary JSON, always the same. */
export const HOSTILE = [
    ...KNOWN,
    ...fc.sample(fc.jsonValue({ maxDepth: 4 }), { numRuns: 400, seed: 7 }),
    ...fc.sample(fc.string({ unit: "binary", maxLength: 40 }), { numRuns: 200, seed: 8 }),
    ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 100, seed: 9 }),
];
const pick = (values, random) => values[random.below(values.length)];
/** A copy with a few places changed: another value, another type, gone, doubled, under a key that prototypes have. */
export function mutated(value, random) {
    const copy = structuredClone(value);
    const holder = { root: copy };
    const times = 1 + random.below(4);
    for (let time = 0; time < times; time++)
        mutateOnce(holder, random);
    return holder.root;
}
function mutateOnce(holder, random) {
    let parent = holder;
    let key = "root";
    // Each step down is as likely as stopping, so that outer and inner fields are both met.
    for (let depth = 0; depth < 8; depth++) {
        const value = parent[key];
        if (typeof value !== "object" || value === null || (depth > 0 && random.next() < 0.35))
            break;
        const keys = Object.keys(value);
        if (keys.length === 0)
            break;
        parent = value;
        key = pick(keys, random);
    }
    const value = parent[key];
    const kind = random.next();
    if (kind < 0.5)
        put(parent, key, pick(HOSTILE, random));
    else if (kind < 0.65)
        delete parent[key];
    else if (kind < 0.75)
        put(parent, key, [value]);
    else if (kind < 0.85)
        put(parent, key, wordOf(value));
    else if (kind < 0.92)
        put(parent, pick(["__proto__", "constructor", "toString", "hasOwnProperty", "length"], random), pick(HOSTILE, random));
    else if (Array.isArray(parent))
        parent.push(value, value);
    else
        put(parent, key, { value });
}
/** As `String`, which an object with a key `toString` of its own would break. */
function wordOf(value) {
    return typeof value === "object" ? "[object Object]" : `${value}`;
}
/** As `JSON.parse` sets keys: `__proto__` too is a key of its own. */
function put(target, key, value) {
    // A list has no other keys in a body.
    if (Array.isArray(target) && !/^\d+$/.test(key))
        return;
    Object.defineProperty(target, key, { value: structuredClone(value), writable: true, enumerable: true, configurable: true });
}
