import { DAY_MS, type Instant, type Window } from "../model/window.ts";
import { ACTOR_KIND, KIND, LINK, type EventLog } from "./columns.ts";
import type { Lifecycle, Population, Twins } from "./facts.ts";
import { areAlike, SKETCH_LENGTH } from "./sketch.ts";

/**
 * Of this much in common two texts are called the same. Of pairs of simulated items about different matters, whose texts come from a small vocabulary,
 * 1 in 380,000 has as much, 30 have 0.7; of pairs about one matter with a description each about half have.
 */
const SAME_TEXT = 0.8;
/** Texts of fewer different words are alike by chance or by habit ("weekly report"). */
const LEAST_WORDS = 12;
/** An item that comes within this of the finish of another one may stand for its reopening. */
const AFTER_DONE_MS = 30 * DAY_MS;
/** 12 bands of 5 numbers: texts with 0.8 in common share a band in 99 of 100 cases, with 0.3 in 3 (Rajaraman and Ullman, chapter 3). */
const BAND = 5;
const BANDS = Math.floor(SKETCH_LENGTH / BAND);
/** Texts with so much in common have about as many different words; what counts them is off by a few. */
const FEWER_WORDS = 0.7;
/** So many latest items of a band are compared: words of a template make bands that hundreds share, and none of these has more in common for it. */
const COMPARED = 4;
/** Rows of a bucket that are passed on the way, those of other bands included: a bucket that a template has filled is not gone through. */
const STEPS = 64;

/** Items that say what an earlier one says. Nothing is compared with everything: only what shares a band of its sketch. */
export function findTwins(log: EventLog, population: Population, lifecycle: Lifecycle): Twins {
  const known = new Map<string, ReturnType<Twins["in"]>>();
  return {
    in(window) {
      const name = `${window.startAt}-${window.endAt}`;
      let found = known.get(name);
      if (found === undefined) known.set(name, (found = findIn(log, population, lifecycle, window)));
      return found;
    },
  };
}

function findIn(log: EventLog, population: Population, lifecycle: Lifecycle, window: Window): ReturnType<Twins["in"]> {
  const { items } = log;
  const { sketch, words, createdAt } = items;
  const endOf = (item: number): Instant =>
    !Number.isNaN(lifecycle.doneAt[item]!)
      ? lifecycle.doneAt[item]!
      : !Number.isNaN(lifecycle.cancelledAt[item]!)
        ? lifecycle.cancelledAt[item]!
        : Infinity;
  const found: number[] = [];
  for (let i = 0; i < items.count; i++) {
    if (population.isWork[i] !== 1 || words[i]! < LEAST_WORDS || isOfRule(log, i)) continue;
    // What was over a month before the window has no twin in it.
    if (createdAt[i]! < window.endAt && endOf(i) >= window.startAt - AFTER_DONE_MS) found.push(i);
  }
  const rows = Uint32Array.from(found.sort((a, b) => createdAt[a]! - createdAt[b]! || a - b));
  // Side by side, in the order in which they are compared: what is looked at next is near.
  const text = new Uint8Array(rows.length * SKETCH_LENGTH);
  rows.forEach((item, r) => text.set(sketch.subarray(item * SKETCH_LENGTH, (item + 1) * SKETCH_LENGTH), r * SKETCH_LENGTH));
  const length = Uint8Array.from(rows, (item) => words[item]!);
  const author = Int32Array.from(rows, (item) => items.creator[item]!);
  const end = Float64Array.from(rows, endOf);
  const isNew = Uint8Array.from(rows, (item) =>
    createdAt[item]! >= window.startAt && population.isImported[item] === 0 ? 1 : 0,
  );

  const earlier = new Int32Array(items.count).fill(-1);
  const again = new Int32Array(items.count).fill(-1);
  const isKnown = linkedPairs(log);
  // One band after the other: its table stays small. Latest row of each bucket, and the one before each row in it; at most half of the buckets are used.
  const bits = Math.max(4, Math.ceil(Math.log2(2 * rows.length + 1)));
  const latest = new Int32Array(1 << bits);
  const before = new Int32Array(rows.length);
  const keys = new Int32Array(rows.length);
  for (let band = 0; band < BANDS; band++) {
    latest.fill(-1);
    for (let r = 0; r < rows.length; r++) {
      const at = r * SKETCH_LENGTH + band * BAND;
      const four = text[at]! | (text[at + 1]! << 8) | (text[at + 2]! << 16) | (text[at + 3]! << 24);
      const key = Math.imul(four ^ Math.imul(text[at + 4]!, 0x85eb_ca6b), 0x9e37_79b1);
      keys[r] = key;
      const bucket = key >>> (32 - bits);
      before[r] = latest[bucket]!;
      latest[bucket] = r;
      if (isNew[r] === 0) continue;
      for (let other = before[r]!, n = 0, step = 0; other >= 0 && n < COMPARED && step < STEPS; other = before[other]!, step++) {
        if (keys[other] !== key) continue;
        n++;
        compare(r, other);
      }
    }
  }
  return { earlier, again };

  function compare(r: number, other: number): void {
    if (Math.min(length[r]!, length[other]!) < FEWER_WORDS * Math.max(length[r]!, length[other]!)) return;
    // Somebody who files the same text twice means two things, as a rule: a step for each of several places.
    if (author[r]! >= 0 && author[r] === author[other]) return;
    if (!areAlike(text, r, other, SAME_TEXT)) return;
    const [item, twin] = [rows[r]!, rows[other]!];
    const isOpen = end[other]! > createdAt[item]!;
    if ((!isOpen && createdAt[item]! - end[other]! > AFTER_DONE_MS) || isKnown(item, twin)) return;
    if (isOpen) earlier[item] = Math.max(earlier[item]!, twin);
    else if (lifecycle.doneAt[twin] === end[other]) again[twin] = item;
  }
}

function isOfRule({ items, actors }: EventLog, item: number): boolean {
  const creator = items.creator[item]!;
  return creator >= 0 && actors.kind[creator] !== ACTOR_KIND.human && actors.kind[creator] !== ACTOR_KIND.unknown;
}

/** Whether somebody linked the two in any way, or one is a part of the other: then what they have in common is known. */
function linkedPairs({ items, events }: EventLog): (a: number, b: number) => boolean {
  const has = (item: number, other: number): boolean => {
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
      if (events.kind[e] === KIND.parent && events.to[e] === other) return true;
      if (events.kind[e] === KIND.link && events.detail[e] !== LINK["pull-request"] && events.to[e] === other) return true;
    }
    return false;
  };
  return (a, b) => has(a, b) || has(b, a) || (items.sameWork[a]! >= 0 && items.sameWork[a] === items.sameWork[b]);
}
