export const characteristic = {
    id: "1.5",
    level: 1,
    text: "Execution depends on individual initiative rather than defined systems",
    kind: "pathology",
    c4: { collaboration: 0.5, coordination: 0.5 },
    group: "ownership-and-accountability",
    signals: [
        { id: "continuity", weight: 0.5, primary: true },
        { id: "workflow-conformance", weight: 0.25, primary: false },
        { id: "retro-logging", weight: 0.25, primary: false },
    ],
    observability: "low",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: [
        "Small teams of specialists are concentrated by design.",
        "An absence is inferred from silence and may be a change of project.",
    ],
    insufficientWhen: "Fewer than 5 people were active, or there were fewer than 3 absences to learn from.",
    remediation: "Make sure that a second person can carry on each kind of work: pair on it, rotate it, write down how it is done, and route work through the agreed stages instead of through whoever knows.",
};
