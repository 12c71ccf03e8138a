import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "2.1",
  level: 2,
  text: "Work is tracked in task or project management tools",
  kind: "enabler",
  c4: { clarity: 1 },
  group: "structure-and-documentation",
  signals: [
    { id: "issue-before-code", weight: 0.4, primary: true },
    { id: "retro-logging", weight: 0.35, primary: true },
    { id: "status-freshness", weight: 0.25, primary: false },
  ],
  requires: { finishedItems: 50 },
  observability: "medium",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["A second tracker that is not connected.", "Work that leaves no trace in any connected tool."],
  insufficientWhen: "Fewer than 50 items were finished in 26 weeks.",
  remediation:
    "Make the tracker the place where work begins: file the item first, link changes to it, and update it while the work is going on rather than after.",
};
