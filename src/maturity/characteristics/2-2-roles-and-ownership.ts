import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "2.2",
  level: 2,
  text: "Roles and ownership are generally defined",
  kind: "enabler",
  c4: { clarity: 1 },
  group: "ownership-and-accountability",
  signals: [
    { id: "assignee-coverage-at-start", weight: 0.5, primary: true },
    { id: "stage-ownership-coverage", weight: 0.2, primary: false },
    { id: "off-stage-reassignment", weight: 0.2, primary: false },
    { id: "triage-latency", weight: 0.1, primary: false },
  ],
  observability: "high",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Roles that stand in organisation charts, code owner files or component settings only."],
  insufficientWhen: "Fewer than 50 items were started, or the tool assigns an owner to everything by itself.",
  remediation:
    "Agree who answers for which kind of work and who takes new items in; see that everything in progress carries a name from the start.",
};
