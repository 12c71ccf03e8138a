import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "meeting-batch-index",
    reference: "S28",
    title: "Meeting-batch index",
    dimension: "coordination",
    unit: "0-1",
    better: "lower",
    definition: "Gini coefficient of status changes over the 168 hours of the week minus that of comments and commits. 0 = status changes are spread like the work itself; towards 1 = they come in meeting-sized batches.",
    source: "Expert prior; a new measure that must be validated before it is trusted.",
    limits: [
        "Meetings themselves are not observed.",
        "Never for a group under 5 people.",
        "A team may well update in its stand-up and be disciplined all the same.",
    ],
    guard: "Changes by automation are removed before counting.",
    families: ["event"],
    minimumSample: 200,
    windowWeeks: 26,
    facets: ["status-history", "comments", "actors"],
    needs: [],
    measure: notBuilt,
});
