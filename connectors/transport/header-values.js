/** Null for anything but a plain whole number of up to twelve digits. */
export function wholeNumber(text) {
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}
/** An instant as a header tells it; null for anything else. */
export function instantOf(text, unit) {
    if (text === undefined || text.length > 40)
        return null;
    if (unit === "iso") {
        const at = Date.parse(text);
        return Number.isNaN(at) ? null : at;
    }
    // Milliseconds since 1970 have thirteen digits.
    const number = /^\d{1,14}$/.test(text) ? Number(text) : null;
    return number === null ? null : unit === "epoch-s" ? number * 1000 : number;
}
