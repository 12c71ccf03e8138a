export const quadratic = (i, j) => (i - j) ** 2;
/**
 * Weighted kappa of a square table of counts or shares: 1 = whole agreement, 0 = what chance gives. NaN where chance would never disagree.
 * Source: Cohen 1968, Psychological Bulletin 70, 213-220.
 */
export function weightedKappa(table, disagreement) {
    const size = table.length;
    const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
    const columns = Array.from({ length: size }, (_, j) => table.reduce((sum, row) => sum + row[j], 0));
    const total = rows.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    let expected = 0;
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
            seen += (disagreement(i, j) * table[i][j]) / total;
            expected += (disagreement(i, j) * rows[i] * columns[j]) / total ** 2;
        }
    }
    return expected === 0 ? NaN : 1 - seen / expected;
}
/** Quadratic weighted kappa of pairs of category numbers from 0 on. */
export function kappaOf(pairs, categories) {
    const table = Array.from({ length: categories }, () => Array.from({ length: categories }, () => 0));
    for (const [one, other] of pairs)
        table[one][other]++;
    return weightedKappa(table, quadratic);
}
