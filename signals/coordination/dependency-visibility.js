import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "dependency-visibility",
    reference: "S22",
    title: "Dependency visibility",
    dimension: "coordination",
    unit: "%",
    better: "higher",
    definition: "Cross-team interactions that have a typed link (blocks, depends on, parent) of all cross-team interactions detected (a mention, a key in a text, a pull request on the other team's item, an assignee of the other team). 0 % = teams depend on each other without a link.",
    source: "Luders et al. 2022 and 2023 on link types; the rungs are expert priors.",
    limits: ["The detected interactions are themselves only a part of all.", "Not applicable where there is a single team."],
    guard: "Links must connect items whose lives overlap.",
    families: ["field", "text"],
    minimumSample: 30,
    windowWeeks: 26,
    facets: ["links", "comments"],
    needs: [],
    measure: notBuilt,
});
