/**
 * Where a value stands on its signal's ladder: 1 at the rung of level 1, 5 at that of level 5, 6 at the last one, straight lines between them
 * on the ladder's own scale and on beyond both ends, held to 0.4-6.4. Higher is always better. Equal rungs count as the lowest of them. Null
 * without a ladder.
 */
export function ladderPosition({ ladder, scale }, value) {
    if (ladder.length < 2)
        return null;
    const sign = ladder.at(-1) >= ladder[0] ? 1 : -1;
    const place = (at) => sign * (scale === "log" ? Math.log(Math.max(at, Number.MIN_VALUE)) : at);
    const rungs = ladder.map(place);
    const target = place(value);
    let upper = rungs.findIndex((rung) => rung >= target);
    if (upper === 0 && rungs[0] === target)
        return 1;
    if (upper === -1)
        upper = rungs.length - 1;
    if (upper === 0)
        upper = 1;
    // Past the ends the line goes on with the nearest step that has a length.
    let lower = upper - 1;
    while (lower > 0 && rungs[lower] === rungs[upper])
        lower--;
    const step = rungs[upper] - rungs[lower];
    const position = step === 0 ? upper + 1 : lower + 1 + ((target - rungs[lower]) / step) * (upper - lower);
    return Math.min(Math.max(position, 0.4), 6.4);
}
