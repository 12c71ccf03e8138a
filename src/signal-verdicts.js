/** What each signal answered, with what a reader needs to believe it. */
export function signalVerdicts(signals, measures, ruleset) {
    return signals.map((signal) => {
        const measure = measures[signal.id] ?? { outcome: "failed", reason: "It was not run." };
        const ladder = ruleset.ladders.find((candidate) => candidate.signal === signal.id);
        const measured = measure.outcome === "measured" ? measure : null;
        const insufficient = measure.outcome === "insufficient-data" ? measure : null;
        return {
            id: signal.id,
            reference: signal.reference,
            title: signal.title,
            dimension: signal.dimension,
            unit: signal.unit,
            better: signal.better,
            outcome: measure.outcome,
            reason: measure.outcome === "measured" ? null : measure.reason,
            value: measured && rounded(measured.value),
            interval90: measured && [rounded(measured.interval90[0]), rounded(measured.interval90[1])],
            distribution: measured && measured.distribution,
            sampleSize: measured?.sampleSize ?? insufficient?.sampleSize ?? null,
            needed: insufficient?.needed ?? null,
            minimumSample: signal.minimumSample,
            coverage: measured && rounded(measured.coverage),
            excluded: (measured ?? insufficient)?.excluded ?? {},
            details: Object.fromEntries(Object.entries(measured?.details ?? {}).map(([name, value]) => [name, rounded(value)])),
            warnings: measured?.warnings ?? [],
            families: signal.families,
            ladder: ladder?.rungs ?? [],
            scale: ladder?.scale ?? "linear",
            basis: ladder?.basis ?? null,
            limits: signal.limits,
            definition: signal.definition,
            examples: measured?.examples ?? [],
        };
    });
}
/** Six significant digits: more than any reader needs, few enough that the last bits of a sum do not show. */
function rounded(value) {
    return Number(value.toPrecision(6));
}
