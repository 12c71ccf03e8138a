import { judgeOne } from "./tasks/judge-one.ts";
/** What workers can do: an input that can be sent to an output that can be sent. */
export const TASKS = {
    "judge-one": judgeOne,
};
