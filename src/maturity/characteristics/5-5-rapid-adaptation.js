export const characteristic = {
    id: "5.5",
    level: 5,
    text: "Execution adapts rapidly to changing conditions",
    kind: "outcome",
    c4: { completion: 0.6, coordination: 0.4 },
    group: "optimization-and-human-ai",
    signals: [
        { id: "shock-recovery", weight: 0.6, primary: true },
        { id: "sle-shortfall", weight: 0.2, primary: false },
        { id: "hand-off-latency", weight: 0.2, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    crossTeam: true,
    blindSpots: ["An organisation that met no shock was not tested; that is neither good nor bad."],
    insufficientWhen: "Fewer than 3 shocks in 52 weeks in the whole workspace.",
    remediation: "Agree beforehand what gives way when demand jumps, keep some slack, reorder openly, and return to normal limits on a date.",
};
