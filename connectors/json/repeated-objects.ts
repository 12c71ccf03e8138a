import { COLON, COMMA, OPEN_OBJECT, QUOTE, skipString } from "./skip.ts";
import type { Source } from "./source.ts";

export interface RepeatedObject {
  readonly bytes: Buffer;
  readonly value: unknown;
}

/** Objects that came before, by a hash of how they begin. */
export interface RepeatedObjects {
  readonly known: Map<number, RepeatedObject[]>;
  /** Bytes of all of them. */
  size: number;
  /** From the brace of the last one to behind its first value: most often as far as in the next one. */
  reach: number;
}

/** What is kept at most; a site with more accounts than that begins anew. */
const MOST_BYTES = 8 << 20;
/** Objects that begin alike: beyond this it is quicker to read them. */
const MOST_ALIKE = 4;

export function createRepeatedObjects(): RepeatedObjects {
  return { known: new Map(), size: 0, reach: 0 };
}

/** The object that is next, if it came before; then `source` is behind it. An object ends where its text does, so nothing else can begin like it. */
export function findRepeated(objects: RepeatedObjects, source: Source): RepeatedObject | null {
  const { bytes, at } = source;
  const alike = objects.known.get(markOf(objects, bytes, at));
  if (alike === undefined) return null;
  for (const one of alike) {
    const end = at + one.bytes.length;
    if (end > bytes.length || one.bytes.compare(bytes, at, end) !== 0) continue;
    source.at = end;
    return one;
  }
  return null;
}

/** Remembers what stands between `start` and `end`, a correct object, as `value`. */
export function keepRepeated(objects: RepeatedObjects, bytes: Buffer, start: number, end: number, value: unknown): void {
  const mark = markOf(objects, bytes, start);
  if (mark === NO_MARK) return;
  if (objects.size + end - start > MOST_BYTES) {
    objects.known.clear();
    objects.size = 0;
  }
  const alike = objects.known.get(mark) ?? [];
  if (alike.length === MOST_ALIKE) return;
  alike.push({ bytes: Buffer.from(bytes.subarray(start, end)), value });
  objects.known.set(mark, alike);
  objects.size += end - start;
}

const NO_MARK = -1;
/** Numbers that V8 needs no object for. */
const SMALL = 0x3fff_ffff;
const FNV_START = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;

/** Addresses of one kind differ at their end. */
const MARKED_BYTES = 12;

/**
 * Hash of the end of the first member, which in most APIs is the address of what the object is; `NO_MARK` where it begins otherwise. It only says
 * where to look, so where a value ended the last time is good enough as long as one seems to end there.
 */
function markOf(objects: RepeatedObjects, bytes: Buffer, start: number): number {
  if (bytes[start] !== OPEN_OBJECT || bytes[start + 1] !== QUOTE) return NO_MARK;
  let to = start + objects.reach;
  if (objects.reach === 0 || bytes[to - 1] !== QUOTE || bytes[to] !== COMMA) {
    const colon = skipString(bytes, start + 1);
    if (bytes[colon] !== COLON || bytes[colon + 1] !== QUOTE) return NO_MARK;
    to = skipString(bytes, colon + 1);
    objects.reach = to - start;
  }
  let hash = FNV_START;
  for (let at = Math.max(start + 2, to - MARKED_BYTES); at < to; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
  return hash & SMALL;
}
