import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "workflow-differentiation",
    reference: "S31",
    title: "Workflow differentiation",
    dimension: "coordination",
    unit: "0-1",
    better: "higher",
    definition: "Normalised mutual information, corrected for chance by permutation, between work type or class of service and the path or service level an item gets. 0 = all work is treated alike.",
    source: "Expert prior.",
    limits: ["Needs at least two work types in use.", "An inherited template can fit by luck."],
    guard: "None known.",
    families: ["event"],
    minimumSample: 150,
    windowWeeks: 26,
    facets: ["status-history", "types"],
    needs: [],
    measure: notBuilt,
});
