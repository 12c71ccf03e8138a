/** Fills a column row by row. `TypedArray.from` with a function would first collect all values in a list. */
export function fill(column, valueOf) {
    for (let row = 0; row < column.length; row++)
        column[row] = valueOf(row);
    return column;
}
/** Values at `rows`; the same list when those are all of them in order. */
export function pick(rows, values) {
    if (rows.length === values.length && rows.every((row, index) => row === index))
        return values;
    const picked = [];
    for (let i = 0; i < rows.length; i++)
        picked.push(values[rows[i]]);
    return picked;
}
