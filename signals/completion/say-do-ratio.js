import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "say-do-ratio",
    reference: "S15",
    title: "Say/do ratio",
    dimension: "completion",
    unit: "%",
    better: "higher",
    definition: "Items that were in a sprint 24 hours after its start and done by its end, of all items in it 24 hours after its start, with the share added later beside it. 0 % = no plan is kept.",
    source: "LinearB planning accuracy 40/65/80 (1,971 teams); SAFe flow predictability 80-100 %.",
    limits: ["Says nothing about teams without sprints.", "Planning little keeps every plan."],
    guard: "Over- and under-commitment both show in the share added later; throughput must not fall.",
    families: ["field", "event"],
    minimumSample: 6,
    windowWeeks: 26,
    facets: ["sprints", "status-history"],
    needs: [],
    measure: (_, scope) => scope.policy.throughputBased
        ? { outcome: "not-applicable", reason: "Work is planned by throughput here, not by sprints." }
        : notBuilt(),
});
