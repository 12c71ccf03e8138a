import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "5.1",
  level: 5,
  text: "Workflow architecture is treated as a strategic capability",
  kind: "enabler",
  c4: { coordination: 0.5, completion: 0.5 },
  group: "design-and-coordination",
  signals: [
    { id: "workflow-evolution", weight: 0.35, primary: true },
    { id: "workflow-differentiation", weight: 0.25, primary: false },
    { id: "improvement-slope", weight: 0.25, primary: false },
    { id: "improvement-work-share", weight: 0.15, primary: false },
  ],
  requires: { historyWeeks: 52 },
  observability: "low",
  observabilityCap: {
    cap: 0.84,
    unlessConfigurationHistory: true,
    reason: "strategy leaves few traces in a tracker, and the history of rules and settings is not read",
  },
  crossTeam: true,
  blindSpots: ["Intent and budget: strategy is not in a tracker."],
  insufficientWhen: "Less than 52 weeks of history.",
  remediation:
    "Give the way of working an owner, a plan and time of its own; treat changes to it like changes to a product, with a reason, a trial and a look back.",
};
