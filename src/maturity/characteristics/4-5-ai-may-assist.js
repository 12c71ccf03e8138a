export const characteristic = {
    id: "4.5",
    level: 4,
    text: "AI may assist with monitoring, routing, or reporting",
    kind: "permissive",
    c4: { collaboration: 1 },
    group: "optimization-and-human-ai",
    signals: [
        { id: "ai-assist-share", weight: 0.5, primary: true },
        { id: "rule-based-routing", weight: 0.25, primary: false },
        { id: "automation-share", weight: 0.25, primary: false },
    ],
    observability: "low",
    observabilityCap: null,
    crossTeam: false,
    blindSpots: ["AI used outside of the tracker, which is most of it: absence here means not observed."],
    insufficientWhen: "The connector cannot tell agents from people.",
    remediation: "Where it helps, let an assistant sort, summarise or watch, under its own account so that what it did can be seen and undone.",
};
