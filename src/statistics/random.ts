/** A stream of numbers that is the same on every machine for the same seed. Not for secrets. */
export interface Random {
  /** Uniform on [0, 1). */
  next(): number;
  /** Uniform integer on [0, below). */
  below(limit: number): number;
  /** Standard normal. */
  normal(): number;
  /** An independent stream named by a label. */
  fork(label: string): Random;
}

/** FNV-1a over UTF-16 units followed by an avalanche; spreads short labels well enough to seed `sfc32`. */
function hash32(text: string, seed: number): number {
  let h = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 16777619);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Numbers made at once. Made one by one they take twice as long: the state would go through memory for each. */
const BLOCK = 64;
const NOT_MADE = new Float64Array(BLOCK);

/**
 * Chris Doty-Humphrey's sfc32 (PractRand), 128 bits of state, integer arithmetic only: no floating-point differences between machines.
 * `normal` uses the polar method, whose log and sqrt are the only floating-point functions in here.
 */
export function seededRandom(seed: string): Random {
  return new BlockRandom(seed);
}

/**
 * A class, so that all streams share their functions: with closures code that was compiled for one stream is thrown away at the next. Its fields are
 * `private` and not `#`, which V8 checks at every access (a third more for a number).
 */
class BlockRandom implements Random {
  private readonly seed: string;
  private readonly state: Int32Array;
  /** Numbers made at once, of which `given` were given. */
  private block = NOT_MADE;
  private given = BLOCK;
  private spare = NaN;

  constructor(seed: string) {
    this.seed = seed;
    this.state = Int32Array.of(hash32(seed, 1), hash32(seed, 2), hash32(seed, 3), 1);
    skip(this.state, 15);
  }

  next(): number {
    if (this.given === BLOCK) {
      if (this.block === NOT_MADE) this.block = new Float64Array(BLOCK);
      make(this.state, this.block);
      this.given = 0;
    }
    return this.block[this.given++]!;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const value = this.spare;
      this.spare = NaN;
      return value;
    }
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        this.spare = y * factor;
        return x * factor;
      }
    }
  }

  fork(label: string): Random {
    return new BlockRandom(`${this.seed}/${label}`);
  }
}

/** Fills the block, two steps a number: 53 bits of the two. */
function make(state: Int32Array, block: Float64Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let counter = state[3]!;
  for (let n = 0; n < BLOCK; n++) {
    const high = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + high) | 0;
    const low = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + low) | 0;
    block[n] = ((high >>> 0) * 2 ** 21 + (low >>> 11)) / 2 ** 53;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = counter;
}

/** The same step as in `make`, which has it twice in a row: a function that both call would take the state through memory. */
function skip(state: Int32Array, steps: number): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let counter = state[3]!;
  for (let n = 0; n < steps; n++) {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
  }
  state.set([a, b, c, counter]);
}
