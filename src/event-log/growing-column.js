const SMALLEST = 256;
/** A column whose length is not known beforehand. Memory that is no longer needed is given back at once, not at the next garbage collection. */
export class GrowingColumn {
    #allocate;
    #values;
    #length = 0;
    constructor(allocate) {
        this.#allocate = allocate;
        this.#values = allocate(SMALLEST);
    }
    get length() {
        return this.#length;
    }
    push(value) {
        if (this.#length === this.#values.length) {
            const larger = this.#allocate(this.#length * 2);
            larger.set(this.#values);
            release(this.#values);
            this.#values = larger;
        }
        this.#values[this.#length++] = value;
    }
    at(row) {
        return this.#values[row];
    }
    /** Rows in the order of `rows`, as one array. The column is empty afterwards. */
    take(rows) {
        const values = this.#values;
        const result = this.#allocate(rows.length);
        for (let i = 0; i < rows.length; i++)
            result[i] = values[rows[i]];
        this.clear();
        return result;
    }
    clear() {
        release(this.#values);
        this.#values = this.#allocate(SMALLEST);
        this.#length = 0;
    }
}
function release(values) {
    values.buffer.transfer(0);
}
