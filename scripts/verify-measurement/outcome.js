export function outcomeOf(organisation, judgement, size, tookMs) {
    const { level, index } = judgement;
    return {
        name: organisation.name,
        level: organisation.level,
        group: organisation.group,
        best: level.best,
        confirmed: level.confirmed,
        atLeast: [2, 3, 4, 5].map((k) => level.atLeast?.[k] ?? NaN),
        index: index.score5,
        interval90: index.interval90,
        ...size,
        ratings: Object.fromEntries(judgement.characteristics.map(({ id, rating }) => [id, rating])),
        attainments: Object.fromEntries(judgement.characteristics.map(({ id, attainment }) => [id, attainment])),
        tookMs,
    };
}
