export const characteristic = {
    id: "3.1",
    level: 3,
    text: "Workflows are explicitly structured",
    kind: "enabler",
    c4: { coordination: 0.7, clarity: 0.3 },
    group: "structure-and-documentation",
    signals: [
        { id: "workflow-conformance", weight: 0.4, primary: true },
        { id: "variant-concentration", weight: 0.25, primary: false },
        { id: "backflow", weight: 0.2, primary: false },
        { id: "structured-intake", weight: 0.15, primary: false },
    ],
    observability: "high",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: [
        "A rigid workflow that everything is forced through scores high; read it together with flow efficiency and blocker times.",
    ],
    insufficientWhen: "Fewer than 3 stages are in use, or fewer than 50 items were finished.",
    remediation: "Define the stages, what may enter and leave each, and which may be skipped for what kind of work; then review together why items jumped or came back.",
};
