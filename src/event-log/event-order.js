const POSITIONS = 1024;
/**
 * A number that orders events of one item that share an instant, made from their key: `h10023:1` comes after `h10023:0` and before
 * `h10024:0`. Keys without a number get a stable place by hash, positions within one of them stay in order.
 */
export function keyOrder(key) {
    const colon = key.lastIndexOf(":");
    const position = colon < 0 ? NaN : Number(key.slice(colon + 1));
    const hasPosition = Number.isInteger(position) && position >= 0;
    const stem = hasPosition ? key.slice(0, colon) : key;
    const digits = /\d{1,12}$/.exec(stem);
    return stemNumber(stem, digits) * POSITIONS + (hasPosition ? Math.min(position, POSITIONS - 1) : 0);
}
function stemNumber(stem, digits) {
    // A UUID may end in digits by chance: only a short prefix before them makes them a running number.
    if (digits !== null && digits.index <= 8)
        return Number(digits[0]);
    let hash = 2166136261;
    for (let i = 0; i < stem.length; i++)
        hash = Math.imul(hash ^ stem.charCodeAt(i), 16777619);
    return hash >>> 0;
}
/** At the same instant: the creation, then the values the item was created with, then what happened to it. */
export function originRank(isCreation, origin) {
    return isCreation ? 0 : origin === "history" ? 2 : 1;
}
