import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "improvement-work-share",
    reference: "S37",
    title: "Share of improvement work",
    dimension: "completion",
    unit: "%",
    better: "higher",
    definition: "Completed items whose type or label says improvement, retrospective action, or technical or process debt, of all completed items, times their relative completion rate. 0 % = no such work is finished.",
    source: "Expert prior.",
    limits: ["Depends on what teams call such work."],
    guard: "A label without any linked change does not count.",
    families: ["field", "text"],
    minimumSample: 100,
    windowWeeks: 26,
    facets: ["types"],
    needs: [],
    measure: notBuilt,
});
