import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "duplicate-burden",
    reference: "S18",
    title: "Duplicate burden",
    dimension: "completion",
    unit: "%",
    better: "lower",
    definition: "Items resolved or linked as duplicates, and undetected near-duplicates by their text, of all created items, with the time until they are found beside it. 0 % = nothing is filed twice.",
    source: "Anvik in Bettenburg et al. 2008: about 20 % in Eclipse and 30 % in Mozilla, both with public intake; Rocha et al. 2016.",
    limits: ["Where anybody may file items, the time to find a duplicate says more than their share."],
    guard: "Public intake is judged by latency, not by rate.",
    families: ["text", "field"],
    minimumSample: 100,
    windowWeeks: 26,
    facets: ["links", "descriptions"],
    needs: [],
    measure: notBuilt,
});
