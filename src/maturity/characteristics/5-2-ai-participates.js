export const characteristic = {
    id: "5.2",
    level: 5,
    text: "AI participates directly in workflow execution and coordination",
    kind: "enabler",
    c4: { collaboration: 1 },
    group: "optimization-and-human-ai",
    signals: [
        { id: "ai-execution-share", weight: 0.5, primary: true },
        { id: "ai-oversight", weight: 0.3, primary: false },
        { id: "ai-assist-share", weight: 0.2, primary: false },
    ],
    observability: "medium",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: ["An agent that works under a person's account counts as that person.", "AI used outside of the tracker."],
    insufficientWhen: "The connector cannot tell agents from people.",
    remediation: "Give agents accounts of their own, hand them whole items of a kind where their work is regularly accepted, and keep a person who owns and reviews each result.",
};
