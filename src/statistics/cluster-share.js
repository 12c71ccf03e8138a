import { interval90 } from "./distribution.ts";
/**
 * A share of time or of visits, sum(part) / sum(whole) with 0 <= part <= whole, over independent rows (items), as a Beta with the effective
 * sample size p(1-p) / Var(p), Var from the rows (linearised). Next to 0 and 1 resampling finds hardly any of the rare rows, its
 * intervals cover half of what they say, and at 0 or 1 they have no width; there the effective size never exceeds Kish's number of rows,
 * (sum w)^2 / sum w^2. Korn and Graubard (1998) with Jeffreys' prior; cheap at any size. Throws when the whole sums to 0.
 */
export function clusterShare(part, whole, scale = 100) {
    const n = part.length;
    let parts = 0;
    let wholes = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
        parts += part[i];
        wholes += whole[i];
        squares += whole[i] ** 2;
    }
    if (!(wholes > 0))
        throw new RangeError("a share of nothing has no value");
    const share = Math.min(Math.max(parts / wholes, 0), 1);
    let variance = 0;
    for (let i = 0; i < n; i++)
        variance += ((part[i] - share * whole[i]) / wholes) ** 2;
    if (n > 1)
        variance *= n / (n - 1);
    const kish = wholes ** 2 / squares;
    const fromVariance = variance > 0 ? (share * (1 - share)) / variance : Infinity;
    const isRare = Math.min(share, 1 - share) * kish < 5;
    const effectiveSize = isRare || fromVariance === Infinity ? Math.min(kish, fromVariance) : fromVariance;
    const distribution = {
        kind: "beta",
        alpha: share * effectiveSize + 0.5,
        beta: (1 - share) * effectiveSize + 0.5,
        scale,
    };
    const [low, high] = interval90(distribution);
    const value = scale * share;
    return { value, interval90: [Math.min(low, value), Math.max(high, value)], distribution, effectiveSize };
}
