import { correctedDistribution } from "./bootstrap.ts";
import { interval90 } from "./distribution.ts";
/**
 * Weighted geometric mean over strata, exp(sum w ln v / sum w), with the uncertainty of all of them together: replicate b of the pool is made of
 * replicate b of each. A replicate in which a stratum has no finite value is left out. Throws without strata.
 */
export function pooledGeometricMean(strata) {
    const weights = strata.reduce((sum, stratum) => sum + stratum.weight, 0);
    if (!(weights > 0))
        throw new RangeError("nothing to pool");
    const value = Math.exp(strata.reduce((sum, { value, weight }) => sum + weight * Math.log(value), 0) / weights);
    const replicates = Math.min(...strata.map((stratum) => stratum.replicates.length));
    const pooled = new Float64Array(replicates);
    for (let b = 0; b < replicates; b++) {
        let sum = 0;
        for (const { replicates: drawn, weight } of strata)
            sum += weight * Math.log(drawn[b]);
        pooled[b] = Math.exp(sum / weights);
    }
    const distribution = correctedDistribution(pooled, value);
    return { value, interval90: interval90(distribution), distribution };
}
