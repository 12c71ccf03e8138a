import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "structured-intake",
  reference: "S06",
  title: "Structured intake",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Created items that came through a template, form, request type or rule, or share at least three section headings with 5 % of their peers, of all created items. 0 % = free text only.",
  source: "Expert prior.",
  limits: ["Few tools say which form an item came through."],
  guard: "Templates whose sections are mostly empty do not count.",
  families: ["text", "field"],
  minimumSample: 50,
  windowWeeks: 26,
  facets: ["intake-forms"],
  needs: [],
  measure: notBuilt,
});
