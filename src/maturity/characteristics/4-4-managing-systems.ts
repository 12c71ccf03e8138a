import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "4.4",
  level: 4,
  text: "Leaders manage execution systems, not just individual work",
  kind: "enabler",
  c4: { coordination: 0.5, completion: 0.5 },
  group: "measurement-and-governance",
  signals: [
    { id: "workflow-evolution", weight: 0.3, primary: true },
    { id: "bottleneck-resolution", weight: 0.3, primary: true },
    { id: "continuity", weight: 0.2, primary: false },
    { id: "wip-load", weight: 0.2, primary: false },
  ],
  requires: { historyWeeks: 52, orConfigurationHistory: true },
  observability: "low",
  observabilityCap: {
    cap: 0.84,
    unlessConfigurationHistory: true,
    reason: "without the history of rules and settings, traces cannot tell leading a system from tidying it",
  },
  crossTeam: true,
  blindSpots: [
    "Who leads is never inferred for a person; only changes to the system are set against nudges to items.",
    "Decisions taken outside of the tool.",
  ],
  insufficientWhen: "No history of the configuration and less than 52 weeks of work.",
  remediation:
    "When the same thing goes wrong twice, change the rule, the limit or the template rather than chasing the item; spend review meetings on the system and its numbers.",
};
