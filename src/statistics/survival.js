import { QUANTILE_POINTS, fromReplicates } from "./distribution.ts";
import { normalCdf } from "./special.ts";
import { drawBySteps, drawRows, SLACK } from "./survival-replicates.ts";
function lowerBound(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
function upperBound(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (sorted[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
function distinctSorted(values) {
    values.sort();
    let count = 0;
    for (let i = 0; i < values.length; i++)
        if (i === 0 || values[i] !== values[i - 1])
            values[count++] = values[i];
    return values.slice(0, count);
}
function gridOf(sample, isEnd) {
    const { time, entry, cluster } = sample;
    const rows = [];
    const ends = [];
    for (let i = 0; i < time.length; i++) {
        const t = time[i];
        if (!(t > (entry === undefined ? -Infinity : entry[i])) || Number.isNaN(t))
            continue;
        rows.push(i);
        if (isEnd(i))
            ends.push(t);
    }
    const times = distinctSorted(Float64Array.from(ends));
    const enters = new Int32Array(rows.length);
    const leaves = new Int32Array(rows.length);
    const ended = new Uint8Array(rows.length);
    const clusters = new Int32Array(rows.length);
    let clusterCount = rows.length;
    let followUp = 0;
    for (let r = 0; r < rows.length; r++) {
        const row = rows[r];
        const t = time[row];
        // At risk at every grid time in (entry, time]: what ends at t counts before what is censored at t.
        enters[r] = entry === undefined ? 0 : upperBound(times, entry[row]);
        leaves[r] = upperBound(times, t);
        ended[r] = isEnd(row) ? 1 : 0;
        clusters[r] = cluster === undefined ? r : cluster[row];
        if (clusters[r] >= clusterCount)
            clusterCount = clusters[r] + 1;
        if (t > followUp)
            followUp = t;
    }
    return { times, enters, leaves, ended, cluster: clusters, clusters: clusterCount, followUp };
}
/** Kaplan-Meier (1958) product-limit curve with right censoring and left truncation, Greenwood's variance. */
export function kaplanMeier(sample) {
    return curveOf(gridOf(sample, (row) => Boolean(sample.observed[row])));
}
function curveOf(grid) {
    const { times, enters, leaves, ended } = grid;
    const size = times.length;
    const events = new Float64Array(size);
    const atRisk = new Float64Array(size + 1);
    let eventCount = 0;
    for (let r = 0; r < enters.length; r++) {
        if (enters[r] >= leaves[r])
            continue;
        atRisk[enters[r]]++;
        atRisk[leaves[r]]--;
        if (ended[r] === 1) {
            events[leaves[r] - 1]++;
            eventCount++;
        }
    }
    for (let k = 1; k < size; k++)
        atRisk[k] += atRisk[k - 1];
    const survival = new Float64Array(size);
    const greenwood = new Float64Array(size);
    let s = 1;
    let g = 0;
    for (let k = 0; k < size; k++) {
        const n = atRisk[k];
        const d = events[k];
        s *= 1 - d / n;
        g += d / (n * (n - d));
        survival[k] = s;
        greenwood[k] = g;
    }
    return {
        times,
        survival,
        greenwood,
        atRisk: atRisk.subarray(0, size),
        events,
        sampleSize: enters.length,
        eventCount,
        followUp: grid.followUp,
    };
}
/**
 * Smallest time by which a share `p` (0-1) has ended; null when the curve never gets there. No averaging over a flat stretch:
 * where S equals 1 - p exactly R's `quantile.survfit` answers the middle of the step and this its beginning.
 */
export function survivalQuantile(curve, p) {
    const { survival, times } = curve;
    const target = 1 - p + SLACK;
    let low = 0;
    let high = survival.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (survival[middle] > target)
            low = middle + 1;
        else
            high = middle;
    }
    return low < times.length ? times[low] : null;
}
/** Share that has not ended just after `time`; 1 before the first end. NaN beyond the longest time seen unless everything had ended. */
export function survivalAt(curve, time) {
    const index = upperBound(curve.times, time) - 1;
    const s = index < 0 ? 1 : curve.survival[index];
    return time > curve.followUp && s > 0 ? NaN : s;
}
/** From this many rows on quantiles get their uncertainty from the large-sample formula: the bootstrap would cost seconds and add nothing. */
export const BOOTSTRAP_ROWS = 2_000;
export const REPLICATES = 1_000;
/**
 * A quantile with its uncertainty; null when the curve does not reach `p`. Up to `BOOTSTRAP_ROWS` rows (or whenever rows come in clusters) a
 * Poisson-weighted bootstrap over rows or clusters, above that the confidence distribution of Brookmeyer and Crowley (1982) on the
 * complementary log-log scale. A replicate that does not reach `p` counts as the longest time seen, which is a lower bound.
 */
export function survivalQuantileEstimate(sample, p, random, replicates = REPLICATES) {
    const grid = gridOf(sample, (row) => Boolean(sample.observed[row]));
    const curve = curveOf(grid);
    const value = survivalQuantile(curve, p);
    if (value === null)
        return null;
    if (grid.enters.length > BOOTSTRAP_ROWS && sample.cluster === undefined) {
        const { distribution, openAbove } = quantileConfidence(curve, p);
        return { value, distribution, openAbove };
    }
    const drawn = drawRows(grid, curve, [p], random, replicates)[0];
    const openAbove = drawn.filter((x) => x === Infinity).length > drawn.length / 20;
    return { value, distribution: fromReplicates(drawn.map((x) => (x === Infinity ? curve.followUp : x))), openAbove };
}
/**
 * Replicates of several quantiles of one curve, one array a probability, drawn together so that their ratio can be formed replicate by
 * replicate. Infinity = not reached in that replicate.
 */
export function survivalQuantileReplicates(sample, probabilities, random, replicates = REPLICATES) {
    const grid = gridOf(sample, (row) => Boolean(sample.observed[row]));
    const draw = grid.enters.length > BOOTSTRAP_ROWS && sample.cluster === undefined ? drawBySteps : drawRows;
    return draw(grid, curveOf(grid), probabilities, random, replicates);
}
/**
 * Confidence distribution of a quantile without resampling: at each time, how sure one is that the quantile lies at or before it, from Greenwood's
 * variance of ln(-ln S). Its 5 % and 95 % points are the Brookmeyer-Crowley 90 % limits.
 */
export function quantileConfidence(curve, p) {
    const { times, survival, greenwood, followUp } = curve;
    const target = Math.log(-Math.log(1 - p));
    const values = [];
    let k = 0;
    let openAbove = false;
    for (let i = 0; i < QUANTILE_POINTS; i++) {
        // The ends of the table stand for the outermost thousandths: the tails of a confidence distribution have no end.
        const probability = Math.min(Math.max(i / (QUANTILE_POINTS - 1), 0.001), 0.999);
        while (k < times.length && certainty(survival[k], greenwood[k], target) < probability - SLACK)
            k++;
        if (k >= times.length) {
            if (probability <= 0.95)
                openAbove = true;
            values.push(followUp);
        }
        else
            values.push(times[k]);
    }
    return {
        distribution: values[0] === values.at(-1) ? { kind: "exact", value: values[0] } : { kind: "quantiles", values },
        openAbove,
    };
}
function certainty(s, greenwood, target) {
    if (s <= 0)
        return 1;
    if (s >= 1)
        return 0;
    const logS = Math.log(s);
    const standardError = Math.sqrt(greenwood) / -logS;
    return normalCdf((Math.log(-logS) - target) / standardError);
}
/**
 * Aalen-Johansen (1978) cumulative incidence of one cause among competing ones. `cause`: 0 = censored, otherwise the number of the cause.
 * Cancelled work is not work that would have been finished later; treating it as censored would say so.
 */
export function aalenJohansen(sample, causeOfInterest) {
    const { time, cause, entry } = sample;
    const rows = entry === undefined ? { time, observed: cause } : { time, observed: cause, entry };
    const grid = gridOf(rows, (row) => cause[row] !== 0);
    const all = curveOf(grid);
    const ofInterest = new Float64Array(all.times.length);
    for (let i = 0; i < time.length; i++) {
        if (cause[i] !== causeOfInterest || !(time[i] > (entry === undefined ? -Infinity : entry[i])))
            continue;
        ofInterest[lowerBound(all.times, time[i])]++;
    }
    const incidence = new Float64Array(all.times.length);
    let before = 1;
    let sum = 0;
    for (let k = 0; k < incidence.length; k++) {
        sum += (before * ofInterest[k]) / all.atRisk[k];
        incidence[k] = sum;
        before = all.survival[k];
    }
    return { times: all.times, incidence, followUp: all.followUp };
}
