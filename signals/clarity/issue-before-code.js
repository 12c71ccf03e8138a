import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "issue-before-code",
    reference: "S01",
    title: "Traceability: issue before code",
    dimension: "clarity",
    unit: "%",
    better: "higher",
    definition: "Merged pull requests of people that are linked to an item created before their first commit, of all merged pull requests of people. 0 % = code is written without items.",
    source: "Schermann et al. 2015: 74 % of commits linked, mean of 15 Apache projects; the rungs are expert priors.",
    limits: ["Links are set selectively, so this is a share of what is linked, never a sample of the work."],
    guard: "An item created less than 15 minutes before the pull request counts as logged after the fact.",
    families: ["scm"],
    minimumSample: 50,
    windowWeeks: 26,
    facets: ["pull-requests"],
    needs: [],
    measure: notBuilt,
});
