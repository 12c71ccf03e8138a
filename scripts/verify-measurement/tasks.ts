import { judgeOne } from "./tasks/judge-one.ts";

/** What workers can do: an input that can be sent to an output that can be sent. */
export const TASKS = {
  "judge-one": judgeOne,
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskInput<K extends TaskName> = Parameters<(typeof TASKS)[K]>[0];
export type TaskOutput<K extends TaskName> = Awaited<ReturnType<(typeof TASKS)[K]>>;
