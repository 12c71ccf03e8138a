/** Fano factor (index of dispersion): sample variance over mean. 1 for a Poisson process, 0 for a metronome; NaN when the mean is 0 or n < 2. */
export function fanoFactor(counts) {
    const n = counts.length;
    let sum = 0;
    for (let i = 0; i < n; i++)
        sum += counts[i];
    const mean = sum / n;
    let squares = 0;
    for (let i = 0; i < n; i++)
        squares += (counts[i] - mean) ** 2;
    return n < 2 || mean === 0 ? NaN : squares / (n - 1) / mean;
}
/**
 * Natural process limits of an XmR chart (Wheeler): mean -+ 2.66 times the mean moving range. The lower limit of counts does not go below 0.
 */
export function naturalLimits(values) {
    const n = values.length;
    let sum = 0;
    let ranges = 0;
    for (let i = 0; i < n; i++) {
        sum += values[i];
        if (i > 0)
            ranges += Math.abs(values[i] - values[i - 1]);
    }
    const mean = sum / n;
    const reach = n > 1 ? (2.66 * ranges) / (n - 1) : 0;
    const lower = Math.max(0, mean - reach);
    const upper = mean + reach;
    let inside = 0;
    for (let i = 0; i < n; i++)
        if (values[i] >= lower && values[i] <= upper)
            inside++;
    return { mean, lower, upper, insideShare: inside / n };
}
