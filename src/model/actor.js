/** Who or what acted. `unknown` is an answer: it never counts as automation and never as a human. */
export const ACTOR_KINDS = ["human", "automation-rule", "integration", "ai-agent", "unknown"];
