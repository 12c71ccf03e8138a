/** C0 and C1 control characters, DEL, line and paragraph separators: what could end a line or start an escape code. */
// oxlint-disable-next-line no-control-regex -- control characters are what is being taken out
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;
/** Marks that reorder what stands around them, so that a text reads differently from what it is (Unicode TR 36), and invisible ones. */
const INVISIBLE = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g;
/** Foreign text on one line: control characters become spaces, marks that change the reading order go, broken surrogates are replaced. */
export function oneLine(text) {
    return text.toWellFormed().replaceAll(CONTROLS, " ").replaceAll(INVISIBLE, "");
}
/** The same result with every text in it, keys of counts included, made safe to print. Numbers and structure are untouched. */
export function cleanResult(result) {
    return clean(result);
}
function clean(value) {
    if (typeof value === "string")
        return oneLine(value);
    if (Array.isArray(value))
        return value.map(clean);
    if (typeof value !== "object" || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [oneLine(key), clean(inner)]));
}
