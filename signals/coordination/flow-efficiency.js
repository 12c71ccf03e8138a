import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "flow-efficiency",
    reference: "S25",
    title: "Flow efficiency",
    dimension: "coordination",
    unit: "%",
    better: "higher",
    definition: "Time finished items spent in active stages of the time they spent in active, waiting and blocked stages between start and finish. 0 % = all of it waiting.",
    source: "Nave: 15 % for new teams, 40 % for mature ones; other practitioners say 1 to 5 % for most and 15 to 25 % for good ones. Low evidential weight.",
    limits: [
        "A column is not work: time in an active stage may be waiting.",
        "Says nothing unless a waiting stage carries at least 5 % of the time.",
    ],
    guard: "Insufficient evidence unless at least one waiting state carries 5 % of the time.",
    families: ["event"],
    minimumSample: 50,
    windowWeeks: 26,
    facets: ["status-history"],
    needs: [],
    measure: notBuilt,
});
