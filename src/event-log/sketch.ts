/** Numbers of a MinHash, and bytes of a sketch: one of each. */
export const SKETCH_LENGTH = 64;
/** Hex digits of one number. */
const DIGITS = 8;
const BYTES = 4;
/** Numbers whose highest byte is below this are minima of their own bin; larger ones were borrowed from a neighbour, because the bin was empty. */
const BORROWED = 0x04;
/** Two bytes are equal by chance this often. */
const BY_CHANCE = 1 / 256;

/**
 * What is kept of a MinHash in a log: the lowest byte of each number (b-bit minwise hashing, Li and König 2010), a quarter of the room, and how many
 * bins had a word of their own, which is about the number of different words up to a few dozen.
 */
export class Sketches {
  #bytes = new Uint8Array(SKETCH_LENGTH);
  #words = new Uint8Array(1);

  /** `minhash`: 64 numbers as bytes or as hex, see `WorkItemRecord.minhash`; anything else is no text. */
  set(row: number, minhash: Uint8Array | string | null): void {
    if (row >= this.#words.length) this.#grow(row + 1);
    const target = row * SKETCH_LENGTH;
    this.#bytes.fill(0, target, target + SKETCH_LENGTH);
    this.#words[row] = 0;
    if (minhash === null) return;
    if (minhash.length !== SKETCH_LENGTH * (typeof minhash === "string" ? DIGITS : BYTES)) return;
    let words = 0;
    for (let bin = 0; bin < SKETCH_LENGTH; bin++) {
      this.#bytes[target + bin] = byteAt(minhash, bin * BYTES + BYTES - 1);
      if (byteAt(minhash, bin * BYTES) < BORROWED) words++;
    }
    this.#words[row] = words;
  }

  /** Of the rows in this order. */
  columns(rows: Uint32Array): { readonly sketch: Uint8Array; readonly words: Uint8Array } {
    const sketch = new Uint8Array(rows.length * SKETCH_LENGTH);
    const words = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (row >= this.#words.length) continue;
      words[i] = this.#words[row]!;
      sketch.set(this.#bytes.subarray(row * SKETCH_LENGTH, (row + 1) * SKETCH_LENGTH), i * SKETCH_LENGTH);
    }
    return { sketch, words };
  }

  #grow(rows: number): void {
    const length = Math.max(rows, 2 * this.#words.length);
    const bytes = new Uint8Array(length * SKETCH_LENGTH);
    bytes.set(this.#bytes);
    const words = new Uint8Array(length);
    words.set(this.#words);
    [this.#bytes, this.#words] = [bytes, words];
  }
}

function byteAt(minhash: Uint8Array | string, at: number): number {
  return typeof minhash === "string"
    ? 16 * digit(minhash.charCodeAt(2 * at)) + digit(minhash.charCodeAt(2 * at + 1))
    : minhash[at]!;
}

/** Of a lower-case hex digit. */
function digit(unit: number): number {
  return unit <= 0x39 ? unit - 0x30 : unit - 0x57;
}

/**
 * Whether two texts have at least this share of their words in common (Jaccard, 0-1), as far as their sketches tell: give or take 0.05. Ends as soon
 * as it cannot be.
 */
export function areAlike(sketch: Uint8Array, a: number, b: number, share: number): boolean {
  const from = a * SKETCH_LENGTH;
  const other = b * SKETCH_LENGTH;
  let left = Math.floor(SKETCH_LENGTH * (1 - (share * (1 - BY_CHANCE) + BY_CHANCE)));
  for (let n = 0; n < SKETCH_LENGTH; n++) if (sketch[from + n] !== sketch[other + n] && --left < 0) return false;
  return true;
}
