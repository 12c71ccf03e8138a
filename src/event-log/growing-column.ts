const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A column whose length is not known beforehand. Grows in chunks, so that growing never copies what is there. */
export class GrowingColumn<A extends Numbers> {
  readonly #allocate: (length: number) => A;
  #chunks: A[] = [];
  #length = 0;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const offset = this.#length & (CHUNK - 1);
    if (offset === 0) this.#chunks.push(this.#allocate(CHUNK));
    this.#chunks[this.#length >>> CHUNK_BITS]![offset] = value;
    this.#length++;
  }

  at(row: number): number {
    return this.#chunks[row >>> CHUNK_BITS]![row & (CHUNK - 1)]!;
  }

  /** Rows in the order of `rows`, as one array. The column is empty afterwards, so that both never stand in memory in full for long. */
  take(rows: Uint32Array): A {
    const result = this.#allocate(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      result[i] = this.#chunks[row >>> CHUNK_BITS]![row & (CHUNK - 1)]!;
    }
    this.#chunks = [];
    this.#length = 0;
    return result;
  }
}
