export const characteristic = {
    id: "3.2",
    level: 3,
    text: "Ownership is defined at each stage of execution",
    kind: "enabler",
    c4: { clarity: 0.5, coordination: 0.5 },
    group: "ownership-and-accountability",
    signals: [
        { id: "stage-ownership-coverage", weight: 0.5, primary: true },
        { id: "hand-off-latency", weight: 0.25, primary: false },
        { id: "off-stage-reassignment", weight: 0.25, primary: false },
    ],
    observability: "high",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: [
        "One owner from end to end may be policy; a stage counts as owned when that owner acts in it.",
        "Reviewers named outside of the tracker.",
    ],
    insufficientWhen: "Fewer than 80 visits to a stage, or only one active stage.",
    remediation: "Name who takes an item at each stage, reviews and tests included, and let the hand-over itself set the new owner; keep a second name ready for absences.",
};
