import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "4.1",
  level: 4,
  text: "Workflow performance is actively measured",
  kind: "enabler",
  c4: { completion: 1 },
  group: "measurement-and-governance",
  signals: [
    { id: "instrumentation-breadth", weight: 0.35, primary: true },
    { id: "sle-crossing-response", weight: 0.35, primary: true },
    { id: "sle-shortfall", weight: 0.15, primary: false },
    { id: "estimate-use", weight: 0.15, primary: false },
  ],
  requires: {
    oneOf: [{ signal: "sle-crossing-response" }, { signal: "instrumentation-breadth", detail: "can be seen", atLeast: 3 }],
  },
  observability: "low",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: ["Dashboards and reports outside of the tracker, this one included."],
  insufficientWhen: "Fewer than 30 items passed their expected time and fewer than 3 instruments could be read.",
  remediation:
    "Agree on an expected time for each kind of work, watch the age of what is in progress against it, and act when an item passes it instead of explaining it afterwards.",
};
