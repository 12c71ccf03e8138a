import { interval90 } from "./distribution.ts";
/**
 * A proportion with its Jeffreys posterior Beta(k + 1/2, n - k + 1/2), times `scale` (100 = percent). `value` is the observed share k / n.
 * The interval follows Brown, Cai and DasGupta (2001): its lower end is 0 when k = 0 and its upper end `scale` when k = n, so that it always
 * holds the observed share. Throws when there are no trials: a share of nothing has no value.
 */
export function jeffreys(successes, trials, scale = 100) {
    if (!(trials > 0) || successes < 0 || successes > trials)
        throw new RangeError(`no proportion: ${successes} of ${trials}`);
    const distribution = { kind: "beta", alpha: successes + 0.5, beta: trials - successes + 0.5, scale };
    const [low, high] = interval90(distribution);
    return {
        value: (scale * successes) / trials,
        interval90: [successes === 0 ? 0 : low, successes === trials ? scale : high],
        distribution,
    };
}
