import { characteristic as c11 } from "./1-1-work-outside-the-tool.ts";
import { characteristic as c12 } from "./1-2-unclear-ownership.ts";
import { characteristic as c13 } from "./1-3-delayed-forgotten-duplicated.ts";
import { characteristic as c14 } from "./1-4-limited-visibility.ts";
import { characteristic as c15 } from "./1-5-individual-initiative.ts";
import { characteristic as c21 } from "./2-1-work-is-tracked.ts";
import { characteristic as c22 } from "./2-2-roles-and-ownership.ts";
import { characteristic as c23 } from "./2-3-repeatable-workflows.ts";
import { characteristic as c24 } from "./2-4-partial-visibility.ts";
import { characteristic as c25 } from "./2-5-meetings-and-follow-up.ts";
import { characteristic as c31 } from "./3-1-structured-workflows.ts";
import { characteristic as c32 } from "./3-2-ownership-at-each-stage.ts";
import { characteristic as c33 } from "./3-3-dependencies-visible-and-managed.ts";
import { characteristic as c34 } from "./3-4-status-without-meetings.ts";
import { characteristic as c35 } from "./3-5-predictable-execution.ts";
import { characteristic as c41 } from "./4-1-performance-is-measured.ts";
import { characteristic as c42 } from "./4-2-bottlenecks-identified.ts";
import { characteristic as c43 } from "./4-3-intentional-architecture.ts";
import { characteristic as c44 } from "./4-4-managing-systems.ts";
import { characteristic as c45 } from "./4-5-ai-may-assist.ts";
import { characteristic as c51 } from "./5-1-architecture-as-strategy.ts";
import { characteristic as c52 } from "./5-2-ai-participates.ts";
import { characteristic as c53 } from "./5-3-partial-automation.ts";
import { characteristic as c54 } from "./5-4-embedded-improvement.ts";
import { characteristic as c55 } from "./5-5-rapid-adaptation.ts";
/** The 25 sentences of the model in its own order. */
export const CHARACTERISTICS = [
    c11,
    c12,
    c13,
    c14,
    c15,
    c21,
    c22,
    c23,
    c24,
    c25,
    c31,
    c32,
    c33,
    c34,
    c35,
    c41,
    c42,
    c43,
    c44,
    c45,
    c51,
    c52,
    c53,
    c54,
    c55,
];
