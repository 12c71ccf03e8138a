import { TASKS, type TaskName } from "./tasks.ts";

interface Order {
  readonly id: number;
  readonly name: TaskName;
  readonly input: never;
}

process.on("message", ({ id, name, input }: Order) => {
  (TASKS[name] as (input: never) => Promise<unknown>)(input).then(
    (output) => process.send!({ id, output }),
    (error: unknown) => process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
