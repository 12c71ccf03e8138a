import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "2.5",
  level: 2,
  text: "Coordination still relies heavily on meetings and manual follow-up",
  kind: "limitation",
  c4: { coordination: 1 },
  group: "design-and-coordination",
  signals: [
    { id: "hand-off-latency", weight: 0.4, primary: true },
    { id: "blocker-time-to-clear", weight: 0.2, primary: false },
    { id: "dependency-visibility", weight: 0.2, primary: false },
    { id: "backflow", weight: 0.2, primary: false },
  ],
  observability: "low",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Meetings themselves are not observed.", "Follow-up by chat or on the corridor."],
  insufficientWhen: "Fewer than 30 items passed through more than one person.",
  remediation:
    "Hand work over in the tool: a clear next owner, blockers written on the item, and a reason when something comes back; then drop the meetings that only passed status on.",
};
