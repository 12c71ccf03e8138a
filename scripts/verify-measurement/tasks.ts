import { answerElsewhere } from "./tasks/answer-elsewhere.ts";
import { judgeAgain } from "./tasks/judge-again.ts";
import { judgeChange } from "./tasks/judge-change.ts";
import { judgeInTools } from "./tasks/judge-in-tools.ts";
import { judgeOne } from "./tasks/judge-one.ts";
import { judgeOutlier } from "./tasks/judge-outlier.ts";
import { judgePerturbed } from "./tasks/judge-perturbed.ts";
import { judgeVariants } from "./tasks/judge-variants.ts";
import { raiseSignals } from "./tasks/raise-signals.ts";

/** What workers can do, by the name of its file: an input that can be sent to an output that can be sent. What is not in the input, it does not depend on. */
export const TASKS = {
  "judge-one": judgeOne,
  "judge-variants": judgeVariants,
  "judge-again": judgeAgain,
  "judge-change": judgeChange,
  "judge-in-tools": judgeInTools,
  "judge-outlier": judgeOutlier,
  "judge-perturbed": judgePerturbed,
  "raise-signals": raiseSignals,
  "answer-elsewhere": answerElsewhere,
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskInput<K extends TaskName> = Parameters<(typeof TASKS)[K]>[0];
export type TaskOutput<K extends TaskName> = Awaited<ReturnType<(typeof TASKS)[K]>>;
