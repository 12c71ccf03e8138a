export const characteristic = {
    id: "1.2",
    level: 1,
    text: "Ownership is unclear or implicit",
    kind: "pathology",
    c4: { clarity: 1 },
    group: "ownership-and-accountability",
    signals: [
        { id: "assignee-coverage-at-start", weight: 0.5, primary: true },
        { id: "off-stage-reassignment", weight: 0.3, primary: false },
        { id: "stage-ownership-coverage", weight: 0.2, primary: false },
    ],
    observability: "high",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: [
        "An owner set by default or by a lead for everybody looks like ownership.",
        "Teams that share items on purpose need the shared-ownership policy, else their reassignments count against them.",
    ],
    insufficientWhen: "Fewer than 50 items were started, or the tool assigns an owner to everything by itself.",
    remediation: "Let whoever starts an item take it in their name at that moment, hand items of people who left to somebody else, and keep items without an owner out of work in progress.",
};
