import type { EventOrigin } from "../model/event.ts";

const POSITIONS = 1024;
/** Digits of a running number that are read, from its end. */
const MOST_DIGITS = 12;
/** Letters in front of a running number. */
const LONGEST_PREFIX = 8;

/**
 * A number that orders events of one item that share an instant, made from their key: `h10023:1` comes after `h10023:0` and before
 * `h10024:0`. Keys without a number get a stable place by hash, positions within one of them stay in order. It is asked for so often that no
 * string is made on the way.
 */
export function keyOrder(key: string): number {
  const colon = key.lastIndexOf(":");
  const position = colon < 0 ? -1 : positionIn(key, colon + 1);
  const stem = stemNumber(key, position < 0 ? key.length : colon);
  return stem * POSITIONS + (position < 0 ? 0 : Math.min(position, POSITIONS - 1));
}

/** The whole number that stands from `start` to the end, in any way that `Number` reads it; -1 = there is none. */
function positionIn(key: string, start: number): number {
  const { length } = key;
  // What begins with a letter is no number but infinity, which is not whole.
  if (start < length && isLetter(key.charCodeAt(start))) return -1;
  if (length - start > MOST_DIGITS) return slowPosition(key.slice(start));
  let position = 0;
  for (let index = start; index < length; index++) {
    const digit = key.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return slowPosition(key.slice(start));
    position = position * 10 + digit;
  }
  return Math.min(position, POSITIONS);
}

function slowPosition(text: string): number {
  const position = Number(text);
  return Number.isInteger(position) && position >= 0 ? Math.min(position, POSITIONS) : -1;
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

/** Of the letters of `key` before `end`. */
function stemNumber(key: string, end: number): number {
  let start = end;
  let number = 0;
  let factor = 1;
  for (; start > 0 && end - start < MOST_DIGITS; start--, factor *= 10) {
    const digit = key.charCodeAt(start - 1) - 0x30;
    if (!(digit >= 0 && digit <= 9)) break;
    number += digit * factor;
  }
  // A UUID may end in digits by chance: only a short prefix before them makes them a running number.
  if (start < end && start <= LONGEST_PREFIX) return number;
  let hash = 2166136261;
  for (let index = 0; index < end; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 16777619);
  return hash >>> 0;
}

/** At the same instant: the creation, then the values the item was created with, then what happened to it. */
export function originRank(isCreation: boolean, origin: EventOrigin): number {
  return isCreation ? 0 : origin === "history" ? 2 : 1;
}
