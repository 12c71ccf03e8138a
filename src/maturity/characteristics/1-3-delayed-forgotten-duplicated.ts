import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "1.3",
  level: 1,
  text: "Work is frequently delayed, forgotten, or duplicated",
  kind: "pathology",
  c4: { completion: 1 },
  group: "measurement-and-governance",
  signals: [
    { id: "zombie-wip", weight: 0.2, primary: true },
    { id: "forgotten-commitments", weight: 0.2, primary: true },
    { id: "due-date-reliability", weight: 0.2, primary: true },
    { id: "duplicate-burden", weight: 0.15, primary: false },
    { id: "wip-age-over-sle", weight: 0.15, primary: false },
    { id: "reopen-rate", weight: 0.1, primary: false },
  ],
  parts: {
    needed: 2,
    of: [
      { name: "delayed", signals: ["due-date-reliability", "wip-age-over-sle"] },
      { name: "forgotten", signals: ["zombie-wip", "forgotten-commitments"] },
      { name: "duplicated", signals: ["duplicate-burden", "reopen-rate"] },
    ],
  },
  observability: "medium",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["What was forgotten before it was written down cannot be seen.", "Teams that set no dates have no late items."],
  insufficientWhen:
    "Fewer than two of the three (delayed, forgotten, duplicated) could be measured: no dates or commitments, fewer than 30 items in progress.",
  remediation:
    "Go through old commitments at a fixed rhythm and close, cancel or restart each; look for an existing item before filing a new one; set dates only where they matter and keep the first one visible.",
};
