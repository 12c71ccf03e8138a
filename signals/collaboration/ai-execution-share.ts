import { notBuilt } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "ai-execution-share",
  reference: "S42",
  title: "AI-execution share (accepted)",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Finished items carried out by an AI agent (delegate, assignee or author of the pull request) and accepted (merged or done and not reopened within 30 days), of all finished items. 0 % = none.",
  source: "Expert prior.",
  limits: [
    "A person acting through an agent's token is an integration, not an agent, unless the agent is known.",
    "Work by agents outside of the tracker is invisible.",
  ],
  guard: "Only accepted work counts.",
  families: ["event", "scm"],
  minimumSample: 50,
  windowWeeks: 13,
  facets: ["ai-agents", "actor-kinds", "status-history"],
  needs: [],
  measure: notBuilt,
});
