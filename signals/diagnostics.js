import { contains, DAY_MS, WEEK_MS, windowEndingAt } from "../src/model/window.ts";
import { kaplanMeier, survivalQuantile } from "../src/statistics/survival.ts";
/** Weeks that flow is judged over. */
export const FLOW_WEEKS = 26;
/** Diagnostics of the items of one scope over the last `FLOW_WEEKS` weeks. Shutdown weeks count neither for arrivals nor for departures. */
export function diagnose(facts, items) {
    const { log, lifecycle, population, calendar } = facts;
    const window = windowEndingAt(log.asOf, FLOW_WEEKS);
    const time = [];
    const observed = [];
    const entry = [];
    let arrivals = 0;
    let departures = 0;
    let completed = 0;
    let inScope = 0;
    let events = 0;
    const startSources = { status: 0, assignment: 0, link: 0, none: 0 };
    let begunAt = Infinity;
    const isCounted = (at) => contains(window, at) && !calendar.isShutdown(at);
    for (const item of items) {
        const createdAt = log.items.createdAt[item];
        const startedAt = lifecycle.startedAt[item];
        const doneAt = lifecycle.doneAt[item];
        const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[item] : doneAt;
        begunAt = Math.min(begunAt, createdAt);
        const end = log.items.firstEvent[item + 1];
        let own = 0;
        for (let e = end - 1; e >= log.items.firstEvent[item] && log.events.at[e] >= window.startAt; e--)
            own++;
        events += own;
        if (own > 0 || Number.isNaN(closedAt))
            inScope++;
        if (isCounted(createdAt) && population.isImported[item] === 0)
            arrivals++;
        if (isCounted(closedAt) && lifecycle.doneInBulk[item] === 0)
            departures++;
        if (contains(window, doneAt)) {
            completed++;
            startSources[lifecycle.startSource[item]]++;
        }
        if (!(startedAt < window.endAt) || lifecycle.doneInBulk[item] === 1)
            continue;
        if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item])
            continue;
        const stoppedAt = Number.isNaN(closedAt) ? window.endAt : closedAt;
        if (stoppedAt < window.startAt || stoppedAt < startedAt)
            continue;
        time.push((stoppedAt - startedAt) / DAY_MS);
        observed.push(Number.isNaN(doneAt) ? 0 : 1);
        entry.push(Math.max(0, window.startAt - startedAt) / DAY_MS);
    }
    const curve = kaplanMeier({ time, observed, entry });
    const weeks = weekStarts(window.startAt, Math.max(window.startAt, begunAt)).filter((at) => !calendar.isShutdown(at + WEEK_MS / 2));
    return {
        cycleTimeP50Days: survivalQuantile(curve, 0.5),
        cycleTimeP85Days: survivalQuantile(curve, 0.85),
        flowBalance: arrivals > 0 && departures > 0 ? Math.log(arrivals / departures) : null,
        wipSlopePerWeek: slopeOf(weeks, wipAt(lifecycle, items, weeks)),
        logQuality: facts.quality.logQuality(items, window),
        items: inScope,
        events,
        completed,
        startSources,
        effectiveWeeks: weeks.length,
    };
}
function weekStarts(startAt, begunAt) {
    return Array.from({ length: FLOW_WEEKS }, (_, week) => startAt + week * WEEK_MS).filter((at) => at + WEEK_MS > begunAt);
}
/** Items started and not finished at each of the instants (ascending). An item counts from its first start to its last finish. */
function wipAt(lifecycle, items, instants) {
    const change = new Float64Array(instants.length + 1);
    const firstAfter = (at) => {
        const index = instants.findIndex((instant) => instant >= at);
        return index < 0 ? instants.length : index;
    };
    for (const item of items) {
        const startedAt = lifecycle.startedAt[item];
        if (Number.isNaN(startedAt))
            continue;
        const doneAt = lifecycle.doneAt[item];
        const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[item] : doneAt;
        if (closedAt < (instants[0] ?? Infinity))
            continue;
        change[firstAfter(startedAt)]++;
        if (!Number.isNaN(closedAt))
            change[Math.max(firstAfter(closedAt), firstAfter(startedAt))]--;
    }
    let level = 0;
    return instants.map((_, k) => (level += change[k]));
}
/** Per week. */
function slopeOf(instants, values) {
    const n = instants.length;
    if (n < 2)
        return null;
    const weeks = instants.map((at) => (at - instants[0]) / WEEK_MS);
    const meanX = weeks.reduce((sum, x) => sum + x, 0) / n;
    const meanY = values.reduce((sum, y) => sum + y, 0) / n;
    let covariance = 0;
    let variance = 0;
    for (let k = 0; k < n; k++) {
        covariance += (weeks[k] - meanX) * (values[k] - meanY);
        variance += (weeks[k] - meanX) ** 2;
    }
    return covariance / variance;
}
