export const characteristic = {
    id: "2.3",
    level: 2,
    text: "Some repeatable workflows are documented",
    kind: "enabler",
    c4: { clarity: 0.5, coordination: 0.5 },
    group: "structure-and-documentation",
    signals: [
        { id: "variant-concentration", weight: 0.4, primary: true },
        { id: "workflow-conformance", weight: 0.35, primary: false },
        { id: "structured-intake", weight: 0.25, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: ["A workflow described in a wiki only; and one that is described but not followed counts as little, on purpose."],
    insufficientWhen: "Only open and closed are in use, or fewer than 100 items were finished.",
    remediation: "Write down the few paths that most work takes, give each a template and the same stages, and let new work use them.",
};
