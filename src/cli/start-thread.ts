import { Worker, type WorkerOptions } from "node:worker_threads";

/** `name`: a file of this folder, without its ending. Compiled, it ends as this one does. */
export function startThread(name: string, options: WorkerOptions): Worker {
  return new Worker(new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url), options);
}

/** A thread that is asked once and answers many times. It goes on until it is stopped. */
export interface AnsweringThread<Order, Answer> {
  ask(order: Order): void;
  /** In their order. Throws once there is none left and the thread has failed or ended. */
  next(): Promise<Answer>;
  stop(): void;
}

export function startAnswering<Order, Answer>(name: string, workerData: unknown): AnsweringThread<Order, Answer> {
  const thread = startThread(name, { workerData });
  const answers: Answer[] = [];
  let failure: Error | null = null;
  let wake = (): void => {};
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(`${name} failed`);
    wake();
  };
  thread.on("message", (answer: Answer) => {
    answers.push(answer);
    wake();
  });
  thread.on("error", fail);
  thread.on("exit", () => fail(new Error(`${name} ended`)));
  return {
    ask: (order) => thread.postMessage(order),
    async next() {
      for (;;) {
        if (answers.length > 0) return answers.shift()!;
        if (failure !== null) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    stop: () => void thread.terminate(),
  };
}
