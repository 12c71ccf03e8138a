import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "shock-recovery",
    reference: "S44",
    title: "Recovery time after shocks",
    dimension: "completion",
    unit: "weeks",
    better: "lower",
    definition: "Median time from a jump in arrivals or urgent intake (two standard deviations) until age of work in progress and median cycle time are back inside their limits from before. 0 = at once.",
    source: "Expert prior.",
    limits: ["Without a shock in the year nothing was tested: that is neither good nor bad."],
    guard: "Shocks are found in arrivals only, never in the outcome.",
    families: ["event"],
    minimumSample: 3,
    windowWeeks: 52,
    facets: ["status-history"],
    needs: [],
    measure: notBuilt,
});
