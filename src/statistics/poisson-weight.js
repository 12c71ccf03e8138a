/** P(X <= k) of a Poisson variable with mean 1, k = 0, 1, ... */
const CUMULATIVE = (() => {
    const table = new Float64Array(14);
    let term = Math.exp(-1);
    let sum = 0;
    for (let k = 0; k < table.length; k++) {
        sum += term;
        table[k] = sum;
        term /= k + 1;
    }
    return table;
})();
/** How often a row stands in a bootstrap replicate: Poisson(1), which the multinomial count of a large sample comes down to. */
export function poissonWeight(random) {
    const u = random.next();
    let k = 0;
    while (k < CUMULATIVE.length && u >= CUMULATIVE[k])
        k++;
    return k;
}
/** A Poisson number of any mean: by multiplication up to 30, above that the rounded normal, which is within a percent of it there. */
export function poisson(mean, random) {
    if (mean <= 0)
        return 0;
    if (mean > 30)
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
    const limit = Math.exp(-mean);
    let product = random.next();
    let k = 0;
    while (product > limit) {
        product *= random.next();
        k++;
    }
    return k;
}
