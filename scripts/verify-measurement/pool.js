import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
let workers = null;
const queue = [];
const running = new Map();
const idle = [];
let nextId = 0;
/** Outputs in the order of the inputs, made by one process a core. The first error ends it. */
export async function runAll(name, inputs) {
    workers ??= startWorkers();
    return Promise.all(inputs.map((input) => new Promise((resolve, reject) => {
        queue.push({ name, input, resolve: resolve, reject });
        feed();
    })));
}
/** Without this the script would wait for its workers. */
export function closePool() {
    for (const worker of workers ?? [])
        worker.disconnect();
    workers = null;
    idle.length = 0;
}
function startWorkers() {
    return Array.from({ length: availableParallelism() }, () => {
        // Numbers that are not finite survive only the structured clone.
        const worker = fork(new URL("./worker.ts", import.meta.url), { serialization: "advanced" });
        worker.on("message", (message) => {
            const { id, output, error } = message;
            const waiting = running.get(id);
            running.delete(id);
            idle.push(worker);
            feed();
            if (error === undefined)
                waiting.resolve(output);
            else
                waiting.reject(new Error(error));
        });
        worker.on("exit", (code) => {
            if (code === 0)
                return;
            for (const waiting of [...running.values(), ...queue])
                waiting.reject(new Error(`A worker ended with code ${code}.`));
        });
        idle.push(worker);
        return worker;
    });
}
function feed() {
    while (idle.length > 0 && queue.length > 0) {
        const waiting = queue.shift();
        const id = nextId++;
        running.set(id, waiting);
        idle.pop().send({ id, name: waiting.name, input: waiting.input });
    }
}
