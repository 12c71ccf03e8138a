import { mean } from "./icc.ts";
/** Mean squared difference, 0 = perfect. Source: Brier 1950, Monthly Weather Review 78, 1-3, in its form for yes and no. */
export function brier(forecasts) {
    return mean(forecasts.map(({ said, happened }) => (said - Number(happened)) ** 2));
}
/**
 * Expected calibration error over `bins` of equal width: how far what was said is from how often it happened, weighted by how often it was said.
 * Source: Naeini, Cooper and Hauskrecht 2015, AAAI.
 */
export function expectedCalibrationError(forecasts, bins = 10) {
    const groups = Map.groupBy(forecasts, ({ said }) => Math.min(bins - 1, Math.floor(said * bins)));
    let error = 0;
    for (const group of groups.values()) {
        const gap = mean(group.map(({ said }) => said)) - mean(group.map(({ happened }) => Number(happened)));
        error += (Math.abs(gap) * group.length) / forecasts.length;
    }
    return error;
}
/** Beyond this a probability says "sure"; its logit would be infinite. */
const SUREST = 0.999;
/** Slope of the logistic regression of what happened on the logit of what was said: 1 = as sure as it may be, below 1 = too sure. */
export function calibrationSlope(forecasts) {
    const x = forecasts.map(({ said }) => {
        const p = Math.min(SUREST, Math.max(1 - SUREST, said));
        return Math.log(p / (1 - p));
    });
    return logisticRegression(x, forecasts.map(({ happened }) => happened)).slope;
}
/** Maximum likelihood by Newton's method; one variable. Where the two kinds are wholly apart the slope grows without bound: it stops at 50 steps. */
export function logisticRegression(x, happened) {
    let intercept = 0;
    let slope = 0;
    for (let step = 0; step < 50; step++) {
        let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
        for (let i = 0; i < x.length; i++) {
            const p = 1 / (1 + Math.exp(-(intercept + slope * x[i])));
            const miss = Number(happened[i]) - p;
            const weight = p * (1 - p);
            g0 += miss;
            g1 += miss * x[i];
            h00 += weight;
            h01 += weight * x[i];
            h11 += weight * x[i] ** 2;
        }
        const determinant = h00 * h11 - h01 ** 2;
        if (determinant < 1e-12)
            break;
        const d0 = (h11 * g0 - h01 * g1) / determinant;
        const d1 = (h00 * g1 - h01 * g0) / determinant;
        intercept += d0;
        slope += d1;
        if (Math.abs(d0) + Math.abs(d1) < 1e-9)
            break;
    }
    return { intercept, slope };
}
