const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Smaller numbers are taken for the epoch seconds of Jira's documentation. */
const LEAST_MILLISECONDS = 1e11;

/** Instant of a date in any form Jira writes it: ISO with `+0000`, epoch milliseconds, and the epoch seconds of its documentation. Null = none. */
export function instantOf(value: string | number | null | undefined): number | null {
  if (typeof value === "number")
    return Number.isFinite(value) ? (Math.abs(value) < LEAST_MILLISECONDS ? value * 1000 : value) : null;
  if (typeof value !== "string" || value.length > 40) return null;
  // `Date.parse` reads `2026-06-30T12:00:00.000`, but not the zone behind it, which has no colon; adding one costs more than counting.
  if (value.length === 28) {
    const sign = value.charCodeAt(23) === MINUS ? -1 : value.charCodeAt(23) === PLUS ? 1 : 0;
    const zone = twoDigits(value, 24) * 60 + twoDigits(value, 26);
    if (sign !== 0 && zone >= 0 && zone < MINUTES_A_DAY && twoDigits(value, 26) < 60) {
      const utc = plainUtc(value);
      const at = Number.isNaN(utc) ? Date.parse(`${value.slice(0, 23)}Z`) : utc;
      if (!Number.isNaN(at)) return at - sign * zone * MINUTE_MS;
    }
  }
  const at = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(at) ? null : at;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const LETTER_T = 0x54;
const MINUTES_A_DAY = 1440;

/** Days of a year before each of its months, in years without a 29 February. */
const DAYS_BEFORE = Int32Array.of(0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334);
/** Days from 1 January of the year 0 to that of 1970, in the calendar of ISO 8601. */
const DAYS_TO_1970 = 719_528;

/**
 * Instant of `2026-06-30T12:00:00.000`, whatever stands behind it, as `Date.parse` tells it of UTC, without making a string or a date. NaN = another
 * form, or the end of a month, a leap second or the like. A first read asks this once for each entry of a changelog.
 */
function plainUtc(text: string): number {
  const isForm =
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === POINT;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const hundredths = twoDigits(text, 20);
  const thousandth = text.charCodeAt(22) - 0x30;
  if (!isForm || !(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return Number.NaN;
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return Number.NaN;
  if (!(hundredths >= 0 && thousandth >= 0 && thousandth <= 9)) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = year - 1;
  const leapDays = ((before / 4) | 0) - ((before / 100) | 0) + ((before / 400) | 0) + 1;
  const days = year * 365 + leapDays + DAYS_BEFORE[month - 1]! + (isLeap && month > 2 ? 1 : 0) + day - 1 - DAYS_TO_1970;
  return days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + hundredths * 10 + thousandth;
}

/** Far below anything that two digits can be multiplied into. */
const NO_NUMBER = -1_000_000;

/** The number that two digits make; below zero when one of them is none. */
function twoDigits(text: string, start: number): number {
  const tens = text.charCodeAt(start) - 0x30;
  const ones = text.charCodeAt(start + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
}
