import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "4.3",
  level: 4,
  text: "Workflow architecture is intentionally designed",
  kind: "enabler",
  c4: { coordination: 1 },
  group: "design-and-coordination",
  signals: [
    { id: "workflow-differentiation", weight: 0.3, primary: true },
    { id: "workflow-evolution", weight: 0.25, primary: false },
    { id: "wip-load", weight: 0.15, primary: false },
    { id: "workflow-conformance", weight: 0.15, primary: false },
    { id: "flow-efficiency", weight: 0.15, primary: false },
  ],
  observability: "medium",
  observabilityCap: null,
  crossTeam: true,
  blindSpots: ["A template that was inherited and fits by luck."],
  insufficientWhen: "Fewer than 150 items, or only one type of work.",
  remediation:
    "Give different kinds of work different paths and expectations, limit what is in progress, change the workflow rarely and on purpose, and check a month later whether the change was adopted.",
};
