import { meanOf } from "./draws.ts";
/** With fewer teams the spread between them cannot be told from noise, and nothing is shrunk. */
const FEWEST_TEAMS = 3;
/** Attainments are kept this far from 0 and 1, where the logit ends. */
const EDGE = 0.005;
/**
 * Empirical-Bayes shrinkage of one characteristic between teams, on the logit of attainment: each team is drawn towards the common mean by
 * se^2 / (tau^2 + se^2), with tau^2 the variance between teams. Without it the weakest of many teams looks worse than
 * it is merely because there are many. `draws[t]` are a team's draws; the answer has the same shape.
 *
 * Not monotone across teams: when one team improves alone, tau^2 grows, and a weak team is pulled up less. Within a team it is.
 */
export function shrinkBetweenTeams(draws) {
    if (draws.length < FEWEST_TEAMS)
        return draws.slice();
    const logits = draws.map((team) => team.map(logit));
    const means = Float64Array.from(logits, meanOf);
    const variances = logits.map((team, t) => Math.max(variance(team, means[t]), 1e-9));
    const tau2 = varianceBetween(means, variances);
    const weights = variances.map((own) => 1 / (own + tau2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const count = draws[0].length;
    const common = new Float64Array(count);
    for (let t = 0; t < logits.length; t++)
        for (let draw = 0; draw < count; draw++)
            common[draw] += (weights[t] / total) * logits[t][draw];
    return logits.map((team, t) => {
        const own = tau2 / (tau2 + variances[t]);
        const spread = Math.sqrt(own);
        return team.map((value, draw) => expit((1 - own) * common[draw] + own * means[t] + spread * (value - means[t])));
    });
}
/**
 * Variance of the true means: that of the observed ones less their mean error (Hedges and Olkin). Estimators that weigh by precision break here:
 * attainments at a cap hardly vary, and a few teams with next to no error would outvote everything else.
 */
function varianceBetween(means, variances) {
    const error = variances.reduce((sum, own) => sum + own, 0) / variances.length;
    return Math.max(0, variance(means, meanOf(means)) - error);
}
function variance(values, mean) {
    let sum = 0;
    for (let i = 0; i < values.length; i++)
        sum += (values[i] - mean) ** 2;
    return sum / Math.max(values.length - 1, 1);
}
function logit(attainment) {
    const held = Math.min(Math.max(attainment, EDGE), 1 - EDGE);
    return Math.log(held / (1 - held));
}
function expit(value) {
    return 1 / (1 + Math.exp(-value));
}
