export function percent(share) {
    return `${Math.round(share * 100)} %`;
}
/** With a capital at the front and a full stop at the end. */
export function sentence(text) {
    const trimmed = text.trim();
    const end = /[.!?]$/.test(trimmed) ? "" : ".";
    return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${end}`;
}
/** First words that are written small inside of a sentence; names of tools and abbreviations are not. */
const ORDINARY_FIRST_WORD = /^(?:A|All|An|Anything|Comments|Every|Fewer|Here|How|In|It|Items|Less|Many|More|Most|Much|Neither|No|Nobody|None|Not|Nothing|Of|One|Only|People|The|There|These|This|Too|What|Whether|Who|Work)\b/;
/** A sentence as a part of another one: without its capital and its full stop. */
export function clause(text) {
    const trimmed = text.trim().replace(/\.$/, "");
    return ORDINARY_FIRST_WORD.test(trimmed) ? `${trimmed.charAt(0).toLowerCase()}${trimmed.slice(1)}` : trimmed;
}
/** A title as a part of a sentence: small, unless it begins with an abbreviation. */
export function titleInside(title) {
    return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
/** "a", "a and b", "a, b and c". */
export function listed(parts) {
    return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
/** How a characteristic is called in a sentence. */
export function nameOf(characteristic) {
    return `${characteristic.id} "${characteristic.text}"`;
}
export function plural(count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
}
/** Rounds what leaves the judge, so that the last bits of a floating-point sum never decide whether two machines agree. */
export function round(value, digits) {
    const factor = 10 ** digits;
    const rounded = Math.round(value * factor) / factor;
    return rounded === 0 ? 0 : rounded;
}
/** Four significant digits, for values in the unit of a signal. */
export function roundSignificant(value) {
    return Number.isFinite(value) && value !== 0 ? Number(value.toPrecision(4)) : value === 0 ? 0 : value;
}
