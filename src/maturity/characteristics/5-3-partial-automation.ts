import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "5.3",
  level: 5,
  text: "Work routing, prioritization, and monitoring are partially automated",
  kind: "enabler",
  c4: { collaboration: 1 },
  group: "optimization-and-human-ai",
  signals: [
    { id: "rule-based-routing", weight: 0.45, primary: true },
    { id: "automation-share", weight: 0.4, primary: false },
    { id: "sle-crossing-response", weight: 0.15, primary: false },
  ],
  observability: "medium",
  observabilityCap: null,
  fullOnlyWith: {
    signals: ["rule-based-routing", "automation-share", "sle-crossing-response"],
    details: [
      { signal: "automation-share", name: "changes of priority by automation" },
      { signal: "sle-crossing-response", name: "acts after made by a rule or app" },
    ],
    reason: "one of routing, prioritisation and monitoring shows no automation",
  },
  crossTeam: false,
  blindSpots: ["Rules whose work the tool records under the name of a person."],
  insufficientWhen: "The connector cannot tell rules and integrations from people.",
  remediation:
    "Let rules do what is decided the same way every time: route by component, set priority by class, warn when an item grows old; look at what people take back and mend the rule.",
};
