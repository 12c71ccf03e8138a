import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "estimate-use",
    reference: "S07",
    title: "Use of estimates",
    dimension: "clarity",
    unit: "%",
    better: "higher",
    definition: "Started items that were estimated before their start, of all started items, with the rank correlation between estimate and cycle time beside it. 0 % = nothing is sized.",
    source: "Expert prior.",
    limits: ["Does not apply to teams that plan by throughput."],
    guard: "Estimates that say nothing about cycle time (rank correlation not above 0) limit the value to partially.",
    families: ["field"],
    minimumSample: 50,
    windowWeeks: 26,
    facets: ["estimates"],
    needs: [],
    measure: (_, scope) => scope.policy.throughputBased
        ? { outcome: "not-applicable", reason: "Work is planned by throughput here, not by estimates." }
        : notBuilt(),
});
