/** Attainments are sums of many products; what differs by less than this is the same. */
export const TOLERANCE = 1e-9;
/** N, P, L, F by upper bounds that belong to the lower rating (ISO/IEC 33020: exactly 50 % is still P). */
export function rate(attainment, bounds) {
    if (exceeds(attainment, bounds[2]))
        return "F";
    if (exceeds(attainment, bounds[1]))
        return "L";
    return exceeds(attainment, bounds[0]) ? "P" : "N";
}
/** Above a bound, by more than arithmetic noise. */
export function exceeds(attainment, bound) {
    return attainment > bound + TOLERANCE;
}
export const RATING_WORDS = {
    N: "not met",
    P: "partly met",
    L: "largely met",
    F: "fully met",
    I: "cannot be judged",
    NA: "does not apply",
};
