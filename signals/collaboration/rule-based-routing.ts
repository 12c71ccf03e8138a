import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "rule-based-routing",
  reference: "S40",
  title: "Rule-based routing",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items whose first team, assignee, priority or label was set by a rule or an AI agent within 5 minutes of creation and not taken back within 7 days, of all created items. 0 % = people route everything.",
  source: "Expert prior.",
  limits: [
    "Defaults filled in by a form look like values the reporter chose.",
    "Rules that act in a person's name look like that person.",
  ],
  guard: "Routing that is taken back does not count.",
  families: ["event"],
  minimumSample: 50,
  windowWeeks: 13,
  facets: ["actors", "actor-kinds"],
  needs: [],
  measure: notBuilt,
});
