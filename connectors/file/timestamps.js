import { MINUTE_MS } from "../../src/model/window.ts";
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
/** Ten digits are seconds up to the year 2286, thirteen are milliseconds. */
const EPOCH = /^(\d{9,10}|\d{12,13})(?:\.\d{1,9})?$/;
/** `zone`: minutes east of Greenwich for dates that carry none; null = such dates are refused, since a guess may be half a day off. */
export function readInstant(text, zone) {
    const iso = ISO.exec(text.slice(0, 60));
    if (iso === null)
        return epoch(text);
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", offset] = iso;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    const back = new Date(at);
    // `Date.UTC` takes 31 February for 3 March, and 25 o'clock for one in the morning. A leap second is the next minute's first.
    const isReal = back.getUTCDate() === Number(day) && back.getUTCMonth() === Number(month) - 1 && Number(hour) < 24 && Number(minute) < 60;
    if ((!isReal && second !== "60") || Number(second) > 60)
        return "no-date";
    const minutes = offset === undefined ? zone : offsetMinutes(offset);
    if (minutes === null)
        return offset === undefined ? "no-zone" : "no-date";
    return at + Math.floor(Number(`0.${fraction}`) * 1000) - minutes * MINUTE_MS;
}
function epoch(text) {
    const found = EPOCH.exec(text.slice(0, 30));
    if (found === null)
        return "no-date";
    return found[1].length <= 10 ? Math.round(Number(text) * 1000) : Math.floor(Number(text));
}
/** Minutes east of Greenwich of `Z`, `UTC`, `+02`, `+02:00` or `-0530`; null for anything else. */
export function offsetMinutes(zone) {
    if (/^(?:Z|UTC)$/i.test(zone))
        return 0;
    const found = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(zone);
    if (found === null)
        return null;
    const [, sign, hours, minutes = "0"] = found;
    const all = Number(hours) * 60 + Number(minutes);
    // Kiribati is 14 hours ahead, nobody is further.
    return Number(minutes) > 59 || all > 14 * 60 ? null : sign === "-" ? -all : all;
}
/** `2026-06-30` of a date with or without a time; null = none. */
export function readDate(text) {
    const date = text.slice(0, 10);
    return /^\d{4}-\d\d-\d\d$/.test(date) && typeof readInstant(date, 0) === "number" ? date : null;
}
