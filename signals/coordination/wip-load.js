import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "wip-load",
    reference: "S32",
    title: "WIP load",
    dimension: "coordination",
    unit: "ratio",
    better: "lower",
    definition: "Median over days of items in progress per active person; where a limit is declared, also the share of days within it. 0 = nothing in progress.",
    source: "DORA on WIP limits: no more work in process than there are people to work on it; Sjoberg 2018 finds WIP related to lead time and to productivity alike, hence a low weight.",
    limits: ["Items nobody closes count as work in progress.", "Pairing teams have fewer items than people by design."],
    guard: "None known.",
    families: ["event", "config"],
    minimumSample: 13,
    windowWeeks: 13,
    facets: ["status-history", "actors"],
    needs: [],
    measure: notBuilt,
});
