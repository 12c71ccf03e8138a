import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";
export const signal = defineSignal({
    id: "chasing-load",
    reference: "S27",
    title: "Chasing load",
    dimension: "coordination",
    unit: "1/100 iw",
    better: "lower",
    definition: 'Comments that ask for a status ("any update", "ETA", "ping", "bump") per 100 weeks of items in progress. 0 = nobody has to ask.',
    source: "Expert prior; the patterns know a few languages only.",
    limits: ["Asking in a conversation or a meeting is invisible.", "Depends on the language of the comments."],
    guard: "Text alone: corroborates other signals and never carries a rating.",
    families: ["text"],
    minimumSample: 30,
    windowWeeks: 26,
    facets: ["comments", "status-history"],
    needs: [],
    measure: notBuilt,
});
