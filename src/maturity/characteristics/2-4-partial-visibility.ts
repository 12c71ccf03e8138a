import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "2.4",
  level: 2,
  text: "Managers have partial visibility into execution status",
  kind: "enabler",
  c4: { clarity: 0.5, completion: 0.5 },
  group: "measurement-and-governance",
  signals: [
    { id: "status-freshness", weight: 0.4, primary: true },
    { id: "definition-completeness-at-start", weight: 0.2, primary: false },
    { id: "zombie-wip", weight: 0.2, primary: false },
    { id: "triage-latency", weight: 0.2, primary: false },
  ],
  observability: "medium",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Whether anybody looks."],
  insufficientWhen: "Fewer than 30 items were in progress in 13 weeks.",
  remediation:
    "Keep the board true: items described well enough for an outsider, moved when work moves, and closed or sent back when nobody works on them.",
};
