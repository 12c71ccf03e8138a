/** The result in a few lines: level, ratings by characteristic, what could not be judged and why. */
export function describeJudgement({ asOf, level, index, characteristics, signals, diagnostics }) {
    const percent = (share) => share === null || share === undefined ? "?" : `${Math.round(share * 100)} %`;
    const ratings = [2, 3, 4, 5].map((of) => {
        const own = characteristics.filter((one) => one.level === of);
        return `  level ${of}: ${own.map(({ id, rating }) => `${id} ${rating === "I" ? "?" : rating === "NA" ? "-" : rating}`).join("   ")}`;
    });
    const measured = signals.filter(({ outcome }) => outcome === "measured");
    const unjudged = Map.groupBy(signals.filter(({ outcome }) => outcome !== "measured"), ({ outcome, reason }) => `${outcome}: ${short(reason ?? "")}`);
    return [
        `as of ${asOf.slice(0, 10)}: level ${level.best ?? "?"} (confirmed ${level.confirmed ?? "?"}, between ${level.lower} and ${level.upper}), index ${index.score100 === null ? "?" : index.score100.toFixed(0)} of 100`,
        ...(level.probabilities === null
            ? []
            : [
                `  probabilities: ${Object.entries(level.probabilities)
                    .map(([one, share]) => `${one}: ${percent(share)}`)
                    .join("  ")}`,
            ]),
        ...(level.notAssessable === null
            ? []
            : [`  not assessable from level ${level.notAssessable.level}: ${level.notAssessable.reason}`]),
        ...ratings,
        `  measured: ${measured.map(({ id, value, unit, sampleSize }) => `${id} ${value === null ? "?" : Number(value.toPrecision(3))} ${unit} (n ${sampleSize})`).join("; ") || "nothing"}`,
        ...Array.from(unjudged, ([why, of]) => `  ${of.map(({ id }) => id).join(", ")}: ${why}`),
        `  diagnostics: ${JSON.stringify(diagnostics)}`,
    ];
}
/** The start of a long sentence. */
function short(text) {
    return text.length <= 160 ? text : `${text.slice(0, 157)}...`;
}
