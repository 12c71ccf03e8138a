/** Percentile bootstrap of a statistic over cases: quantiles `at` of its values over `draws` samples with replacement. NaN draws are left out. */
export function bootstrapQuantiles(cases, statistic, at, random, draws = 500) {
    const values = [];
    for (let draw = 0; draw < draws; draw++) {
        const value = statistic(Array.from(cases, () => cases[random.below(cases.length)]));
        if (!Number.isNaN(value))
            values.push(value);
    }
    return at.map((p) => quantile(values, p));
}
/** Linear between order statistics (type 7 of Hyndman and Fan). NaN of nothing. */
export function quantile(values, p) {
    if (values.length === 0)
        return NaN;
    const sorted = values.toSorted((a, b) => a - b);
    const place = (sorted.length - 1) * p;
    const low = Math.floor(place);
    const high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}
