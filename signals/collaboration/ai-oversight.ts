import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "ai-oversight",
  reference: "S43",
  title: "AI oversight",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items carried out by an AI agent that kept a human owner and saw a review by a person, of all items carried out by an agent. 0 % = agents work unwatched.",
  source:
    "AIDev: agents' pull requests are accepted in 35 to 65 % of cases against 77 % for people's; LinearB 2026: 32.7 against 84.4 %; the rungs are expert priors.",
  limits: ["A review outside of the tracker or the repository is invisible."],
  guard: "An acceptance ratio below 0.35 limits what it may claim.",
  families: ["event", "scm"],
  minimumSample: 20,
  windowWeeks: 13,
  facets: ["ai-agents", "actor-kinds"],
  needs: [],
  measure: notBuilt,
});
