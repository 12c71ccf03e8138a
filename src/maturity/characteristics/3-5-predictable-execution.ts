import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "3.5",
  level: 3,
  text: "Execution is generally predictable",
  kind: "outcome",
  c4: { completion: 1 },
  group: "measurement-and-governance",
  signals: [
    { id: "sle-shortfall", weight: 0.3, primary: true },
    { id: "cycle-time-tail-ratio", weight: 0.2, primary: false },
    { id: "throughput-dispersion", weight: 0.15, primary: false },
    { id: "say-do-ratio", weight: 0.15, primary: false },
    { id: "due-date-reliability", weight: 0.1, primary: false },
    { id: "wip-age-over-sle", weight: 0.1, primary: false },
  ],
  observability: "high",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Predictable because it is trivial or padded: read it together with the cycle time itself."],
  insufficientWhen: "Fewer than 50 items were finished in 39 weeks, or arrivals and departures are far apart.",
  remediation:
    "Start less at once, finish the oldest first, split what is too large to foresee, and promise what your own history supports.",
};
