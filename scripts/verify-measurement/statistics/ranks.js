import { mean } from "./icc.ts";
/** Ranks from 1 on; equal values share the mean of theirs. */
export function ranksOf(values) {
    const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
    const ranks = values.map(() => 0);
    for (let start = 0; start < order.length;) {
        let end = start;
        while (end + 1 < order.length && values[order[end + 1]] === values[order[start]])
            end++;
        for (let at = start; at <= end; at++)
            ranks[order[at]] = (start + end) / 2 + 1;
        start = end + 1;
    }
    return ranks;
}
/** Spearman's rho: Pearson's correlation of ranks. NaN where one of them never varies. */
export function spearman(x, y) {
    const [a, b] = [ranksOf(x), ranksOf(y)];
    const [ma, mb] = [mean(a), mean(b)];
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = 0; i < a.length; i++) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) ** 2;
        bb += (b[i] - mb) ** 2;
    }
    return ab / Math.sqrt(aa * bb);
}
/** Area under the ROC curve: how likely a value of `upper` is greater than one of `lower`, ties half. Source: Hanley and McNeil 1982, Radiology 143, 29-36. */
export function areaUnderCurve(lower, upper) {
    const ranks = ranksOf([...lower, ...upper]).slice(lower.length);
    const sum = ranks.reduce((total, rank) => total + rank, 0);
    return (sum - (upper.length * (upper.length + 1)) / 2) / (lower.length * upper.length);
}
/** Difference of means over the pooled standard deviation. Source: Cohen 1988, Statistical Power Analysis, 2.2. */
export function cohenD(lower, upper) {
    const squares = (values) => {
        const centre = mean(values);
        return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    };
    const pooled = (squares(lower) + squares(upper)) / (lower.length + upper.length - 2);
    return (mean(upper) - mean(lower)) / Math.sqrt(pooled);
}
