import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "workflow-evolution",
    reference: "S36",
    title: "Workflow evolution",
    dimension: "completion",
    unit: "changes a year",
    better: "higher",
    definition: "Deliberate changes in 52 weeks to statuses, transitions, rules, templates or limits, each weighted by the share of eligible items that follow it after 4 weeks. 0 = the workflow never changes.",
    source: "Expert prior.",
    limits: ["A workflow that needs no change scores low."],
    guard: "More than 12 a year or less than 30 % adoption is flagged as churn.",
    families: ["event", "config"],
    minimumSample: 1,
    windowWeeks: 52,
    facets: ["configuration-history"],
    needs: [],
    measure: notBuilt,
});
