import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "improvement-slope",
    reference: "S38",
    title: "Improvement slope",
    dimension: "completion",
    unit: "SD/yr",
    better: "higher",
    definition: "Mean of the Theil-Sen slopes over 52 weeks of tail ratio, service level shortfall, zombie work, reopenings, hand-off latency and flow efficiency, each in standard deviations of its own baseline and with better counted upwards. 0 = no change.",
    source: "Expert prior; 52 weeks find a change by half in 97 % of cases and one by 30 % in 54 % (own simulation).",
    limits: [
        "No significant trend in half a year is no evidence against improvement.",
        "What is good already cannot improve much.",
    ],
    guard: "Slopes of several signals in tension are averaged, so that one cannot be bought with another.",
    families: ["event"],
    minimumSample: 26,
    windowWeeks: 52,
    facets: ["status-history"],
    needs: [],
    measure: notBuilt,
});
