import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "3.4",
  level: 3,
  text: "Work status can be understood without constant meetings",
  kind: "enabler",
  c4: { coordination: 0.6, clarity: 0.4 },
  group: "design-and-coordination",
  signals: [
    { id: "status-freshness", weight: 0.35, primary: true },
    { id: "meeting-batch-index", weight: 0.35, primary: true },
    { id: "chasing-load", weight: 0.15, primary: false },
    { id: "hand-off-latency", weight: 0.15, primary: false },
  ],
  // Its 200 moves by people are what the sentence cannot be judged without.
  requires: { signals: ["meeting-batch-index"] },
  observability: "low",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: [
    "Meetings themselves are not observed, and calendars are deliberately not read.",
    "A disciplined team may do its updates in the meeting.",
  ],
  insufficientWhen: "Fewer than 200 moves on the board by people.",
  remediation:
    "Update items as work happens, write decisions and obstacles on the item, and let the board answer status questions; then make status rounds optional and see who still needs them.",
};
