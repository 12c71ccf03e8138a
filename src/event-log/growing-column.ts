type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array;

const SMALLEST = 256;

/** A column whose length is not known beforehand. Memory that is no longer needed is given back at once, not at the next garbage collection. */
export class GrowingColumn<A extends Numbers> {
  readonly #allocate: (length: number) => A;
  #values: A;
  #length = 0;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
    this.#values = allocate(SMALLEST);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#allocate(this.#length * 2);
      larger.set(this.#values);
      release(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  at(row: number): number {
    return this.#values[row]!;
  }

  /** Rows in the order of `rows`, as one array. The column is empty afterwards. */
  take(rows: Uint32Array): A {
    const values = this.#values;
    const result = this.#allocate(rows.length);
    for (let i = 0; i < rows.length; i++) result[i] = values[rows[i]!]!;
    this.clear();
    return result;
  }

  clear(): void {
    release(this.#values);
    this.#values = this.#allocate(SMALLEST);
    this.#length = 0;
  }
}

function release(values: Numbers): void {
  (values.buffer as ArrayBuffer).transfer(0);
}
