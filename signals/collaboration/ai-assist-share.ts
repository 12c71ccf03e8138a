import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "ai-assist-share",
  reference: "S41",
  title: "AI-assist share",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items with at least one act by an identified AI agent (comment, triage, label, summary, draft), of all active items. 0 % = no such act was recorded.",
  source: "Vendor claims only (Linear, 2026: about 25 % of new items are written by agents); the rungs are expert priors.",
  limits: ["A lower bound: most use of AI happens outside of the tracker (DORA 2025: about 90 % use AI)."],
  guard: 'None found is "not observed", never "not met".',
  families: ["event"],
  minimumSample: 50,
  windowWeeks: 13,
  facets: ["actors", "actor-kinds", "ai-agents"],
  needs: [],
  measure: notBuilt,
});
