export const characteristic = {
    id: "3.3",
    level: 3,
    text: "Cross-team dependencies are visible and managed",
    kind: "enabler",
    c4: { coordination: 1 },
    group: "design-and-coordination",
    signals: [
        { id: "dependency-readiness-at-start", weight: 0.4, primary: true },
        { id: "dependency-visibility", weight: 0.3, primary: false },
        { id: "blocker-time-to-clear", weight: 0.3, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    crossTeam: true,
    blindSpots: ["Dependencies that were only spoken about.", "What counts as contact between teams is itself detected in part."],
    insufficientWhen: "Fewer than 30 items with a blocker or a contact between teams.",
    remediation: "Link what waits for what before the work starts, begin only what is ready, and give every blocker an owner in the other team and a day to look at it again.",
};
