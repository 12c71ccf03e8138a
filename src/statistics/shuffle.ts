import type { Random } from "./random.ts";

/** What a shuffle works on. `room`: as many places as there are rows, to be used again: a new one for each of a hundred shuffles is for the collector. */
type Rows = Uint32Array | Uint8Array;

/**
 * Shuffles rows where they stand (Fisher and Yates, from the last row down). All places are drawn before any row moves: one loop that does both takes twice
 * the time.
 */
export function shuffle(rows: Rows, random: Random, room: Uint32Array): void {
  for (let i = rows.length - 1; i > 0; i--) room[i] = random.below(i + 1);
  for (let i = rows.length - 1; i > 0; i--) {
    const kept = rows[i]!;
    rows[i] = rows[room[i]!]!;
    rows[room[i]!] = kept;
  }
}

/** Puts a random choice of `count` rows, in random order, to the front; the others stay behind it. */
export function shuffleFirst(rows: Rows, count: number, random: Random, room: Uint32Array): void {
  for (let i = 0; i < count; i++) room[i] = i + random.below(rows.length - i);
  for (let i = 0; i < count; i++) {
    const kept = rows[i]!;
    rows[i] = rows[room[i]!]!;
    rows[room[i]!] = kept;
  }
}
