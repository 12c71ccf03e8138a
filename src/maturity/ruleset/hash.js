import { sha256Hex } from "./sha256.ts";
/** JSON with sorted keys and no white space, so that equal content has equal text (RFC 8785 for what occurs here). */
export function canonicalJson(value) {
    if (value === null || typeof value !== "object")
        return JSON.stringify(value);
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(",")}]`;
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
}
/**
 * SHA-256 over the canonical JSON, 64 hex digits. Ladders are sorted by signal first: their order means nothing.
 * `crypto.subtle` is not used: it is asynchronous, the judge is not, and pages served without TLS do not have it.
 */
export function rulesetHash(ruleset) {
    const ladders = ruleset.ladders.toSorted((a, b) => (a.signal < b.signal ? -1 : a.signal > b.signal ? 1 : 0));
    return sha256Hex(canonicalJson({ ...ruleset, ladders }));
}
