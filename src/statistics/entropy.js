/** Plug-in (maximum likelihood) entropy of counts in bits; 0 for one value. Too low in small samples. NaN when there is nothing. */
export function entropy(counts) {
    let sum = 0;
    let weighted = 0;
    for (let i = 0; i < counts.length; i++) {
        const count = counts[i];
        sum += count;
        if (count > 0)
            weighted += count * Math.log2(count);
    }
    return sum === 0 ? NaN : Math.log2(sum) - weighted / sum;
}
/** Miller-Madow (1955): the plug-in entropy plus (K - 1) / 2N nats for the K values seen, in bits. */
export function millerMadowEntropy(counts) {
    let sum = 0;
    let seen = 0;
    for (let i = 0; i < counts.length; i++) {
        sum += counts[i];
        if (counts[i] > 0)
            seen++;
    }
    return entropy(counts) + (seen - 1) / (2 * sum * Math.LN2);
}
