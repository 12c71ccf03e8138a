import { resultSchema } from "./result-schema.ts";
/** The result as one object, two spaces, a newline at the end. Follows `schemas/result.schema.json`, keys in its order. */
export function renderJson(result) {
    return `${safeJson(result, 2)}\n`;
}
/**
 * Keys in the schema's order, names of counts by spelling, so that the same result is the same text however it was put together. What could
 * end a script element, steer a terminal or reorder text is escaped the JSON way: the values stay the same.
 */
export function safeJson(result, indent = 0) {
    const parsed = resultSchema.safeParse(result);
    const ordered = parsed.success ? parsed.data : result;
    const signals = ordered.signals.map((signal) => ({
        ...signal,
        excluded: bySpelling(signal.excluded),
        details: bySpelling(signal.details),
    }));
    return JSON.stringify({ ...ordered, signals }, null, indent).replaceAll(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/** Only ever inside of strings, where an escape means the same. */
const UNSAFE = /[<\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;
function bySpelling(counts) {
    return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
