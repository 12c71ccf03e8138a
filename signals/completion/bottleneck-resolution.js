import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "bottleneck-resolution",
    reference: "S34",
    title: "Resolution of bottleneck episodes",
    dimension: "completion",
    unit: "%",
    better: "higher",
    definition: "Episodes of at least two weeks in which the queue of a stage stood 1.5 standard deviations above its own 26-week baseline and whose queue time then fell by a quarter within 8 weeks, minus what chance alone gives. 0 % = no better than chance.",
    source: "New measure; expert prior.",
    limits: ["Luck and cut scope end episodes too.", "Needs stages in which work waits."],
    guard: "The expectation under permutation takes regression to the mean out.",
    families: ["event"],
    minimumSample: 4,
    windowWeeks: 52,
    facets: ["status-history"],
    needs: [],
    measure: notBuilt,
});
