import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "4.2",
  level: 4,
  text: "Bottlenecks and delays are systematically identified",
  kind: "enabler",
  c4: { completion: 0.6, coordination: 0.4 },
  group: "measurement-and-governance",
  signals: [
    { id: "bottleneck-resolution", weight: 0.4, primary: true },
    { id: "sle-crossing-response", weight: 0.35, primary: true },
    { id: "blocker-time-to-clear", weight: 0.25, primary: false },
  ],
  observability: "medium",
  observabilityCap: null,
  fullOnlyWith: { signals: ["bottleneck-resolution"], reason: "no queue was followed from its growth to its end" },
  crossTeam: false,
  blindSpots: ["A queue that went away by luck or because the work was dropped."],
  insufficientWhen:
    "There are no waiting stages or fewer than 4 queue episodes in a year, and fewer than 30 items passed their expected time.",
  remediation:
    "Make waiting visible with stages of its own, look weekly at where work piles up, take one pile at a time and note what was done about it.",
};
