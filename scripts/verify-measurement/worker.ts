import { cpuMsSince } from "./cpu-time.ts";
import { TASKS, type TaskName } from "./tasks.ts";

interface Order {
  readonly id: number;
  readonly name: TaskName;
  readonly input: never;
}

process.on("message", ({ id, name, input }: Order) => {
  const startedAt = process.cpuUsage();
  (TASKS[name] as (input: never) => Promise<unknown>)(input).then(
    (output) => process.send!({ id, output, cpuMs: cpuMsSince(startedAt) }),
    (error: unknown) => process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
