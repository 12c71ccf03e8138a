export const characteristic = {
    id: "1.1",
    level: 1,
    text: "Work exists primarily in conversations, inboxes, or memory",
    kind: "pathology",
    c4: { clarity: 1 },
    group: "structure-and-documentation",
    signals: [
        { id: "issue-before-code", weight: 0.35, primary: true },
        { id: "retro-logging", weight: 0.35, primary: true },
        { id: "definition-completeness-at-start", weight: 0.2, primary: false },
        { id: "status-freshness", weight: 0.1, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    fullOnlyWith: { signals: ["issue-before-code"], reason: "no source control was measured, so only tracked work was judged" },
    crossTeam: false,
    blindSpots: [
        "Work that never reached any tool leaves no trace: only its shadows can be seen, never its size.",
        "Without source control only tracked work can be judged.",
    ],
    insufficientWhen: "No source control is connected and fewer than 50 items were finished in 26 weeks.",
    remediation: "Record work before it starts, also when it came by chat or e-mail: one place to write it down, one rule that nothing is begun without an item, and a short form so that writing it down costs less than not doing so.",
};
