import { TASKS } from "./tasks.ts";
process.on("message", ({ id, name, input }) => {
    TASKS[name](input).then((output) => process.send({ id, output }), (error) => process.send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
});
