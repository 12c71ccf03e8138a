export const characteristic = {
    id: "1.4",
    level: 1,
    text: "Limited visibility into work status",
    kind: "pathology",
    c4: { clarity: 0.5, coordination: 0.5 },
    group: "measurement-and-governance",
    signals: [
        { id: "status-freshness", weight: 0.45, primary: true },
        { id: "workflow-conformance", weight: 0.2, primary: false },
        { id: "triage-latency", weight: 0.2, primary: false },
        { id: "chasing-load", weight: 0.15, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: [
        "A fresh status can still be a wrong one.",
        "A status recorded late, at the next meeting, looks fresh on average.",
    ],
    insufficientWhen: "Fewer than 30 items were in progress in 13 weeks.",
    remediation: "Move an item when the work moves, not when somebody asks, and answer new items soon so that nobody has to chase them.",
};
