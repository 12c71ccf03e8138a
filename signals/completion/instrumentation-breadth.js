import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "instrumentation-breadth",
    reference: "S35",
    title: "Breadth of instrumentation",
    dimension: "completion",
    unit: "of 8",
    better: "higher",
    definition: "How many of eight mechanisms that carry a measure are in use on at least 20 % of the items: service level field, due dates, estimates, reasons for blocks, sprint goals, WIP limits, health updates, releases. 0 = none.",
    source: "Expert prior.",
    limits: ["Dashboards and other tools outside of the tracker are not seen."],
    guard: "What is configured and not used does not count.",
    families: ["config", "field"],
    minimumSample: 30,
    windowWeeks: 26,
    facets: ["declared-workflow"],
    needs: [],
    measure: notBuilt,
});
