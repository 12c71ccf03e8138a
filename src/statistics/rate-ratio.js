import { interval90 } from "./distribution.ts";
/**
 * Ratio of two event rates with a cluster-robust standard error: what a Poisson regression on one indicator with log exposure as offset and a
 * sandwich variance (C / (C - 1)) gives, in closed form. Log-normal. When either side has no event, half an event is added to both, and the
 * standard error is at least that of independent events (1 / e1 + 1 / e0): few events cannot show how they cluster. Throws without exposure.
 */
export function rateRatio(rows) {
    const clusters = rows.eventsAfter.length;
    let eventsAfter = 0;
    let timeAfter = 0;
    let eventsBefore = 0;
    let timeBefore = 0;
    for (let c = 0; c < clusters; c++) {
        eventsAfter += rows.eventsAfter[c];
        timeAfter += rows.timeAfter[c];
        eventsBefore += rows.eventsBefore[c];
        timeBefore += rows.timeBefore[c];
    }
    if (!(timeAfter > 0 && timeBefore > 0))
        throw new RangeError("a rate needs exposure on both sides");
    const isSparse = eventsAfter === 0 || eventsBefore === 0;
    const addition = isSparse ? 0.5 : 0;
    const after = eventsAfter + addition;
    const before = eventsBefore + addition;
    let variance = 0;
    for (let c = 0; c < clusters; c++) {
        const influence = (rows.eventsAfter[c] - (eventsAfter / timeAfter) * rows.timeAfter[c]) / after -
            (rows.eventsBefore[c] - (eventsBefore / timeBefore) * rows.timeBefore[c]) / before;
        variance += influence * influence;
    }
    if (clusters > 1)
        variance *= clusters / (clusters - 1);
    if (isSparse || clusters < 2)
        variance = Math.max(variance, 1 / after + 1 / before);
    const logMean = Math.log(after / timeAfter) - Math.log(before / timeBefore);
    const logSd = Math.sqrt(variance);
    const distribution = { kind: "log-normal", logMean, logSd };
    return { value: Math.exp(logMean), interval90: interval90(distribution), distribution, logStandardError: logSd };
}
