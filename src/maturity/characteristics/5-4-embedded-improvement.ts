import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "5.4",
  level: 5,
  text: "Continuous improvement is embedded in operational systems",
  kind: "enabler",
  c4: { completion: 1 },
  group: "optimization-and-human-ai",
  signals: [
    { id: "improvement-slope", weight: 0.35, primary: true },
    { id: "bottleneck-resolution", weight: 0.35, primary: true },
    { id: "improvement-work-share", weight: 0.3, primary: false },
  ],
  requires: { historyWeeks: 52 },
  observability: "medium",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Improvements that were made and never filed."],
  insufficientWhen: "Less than 52 weeks of history.",
  remediation:
    "Keep room for improvement work in every plan, file it like other work, tie it to what it should change, and look a quarter later whether it did.",
};
