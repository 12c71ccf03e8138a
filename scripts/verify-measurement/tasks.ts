import { judgeAgain } from "./tasks/judge-again.ts";
import { judgeChange } from "./tasks/judge-change.ts";
import { judgeInTools } from "./tasks/judge-in-tools.ts";
import { judgeOne } from "./tasks/judge-one.ts";
import { judgeOutlier } from "./tasks/judge-outlier.ts";
import { judgePerturbed } from "./tasks/judge-perturbed.ts";
import { judgeVariants } from "./tasks/judge-variants.ts";

/** What workers can do: an input that can be sent to an output that can be sent. */
export const TASKS = {
  "judge-one": judgeOne,
  "judge-variants": judgeVariants,
  "judge-again": judgeAgain,
  "judge-change": judgeChange,
  "judge-in-tools": judgeInTools,
  "judge-outlier": judgeOutlier,
  "judge-perturbed": judgePerturbed,
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskInput<K extends TaskName> = Parameters<(typeof TASKS)[K]>[0];
export type TaskOutput<K extends TaskName> = Awaited<ReturnType<(typeof TASKS)[K]>>;
