import { Worker } from "node:worker_threads";
import { ProblemError } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import type { JudgeAnswer, JudgeOrder } from "./judge-thread.ts";
import type { Ports } from "./ports.ts";

export interface Judging {
  /** Throws `ProblemError`. */
  judge(workspace: string, asOf: Instant): Promise<void>;
  close(): Promise<void>;
}

/** A thread that judges, started when it is first needed and kept, since starting it takes longer than judging a small workspace. */
export function startJudging(ports: Ports): Judging {
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let thread: Worker | null = null;
  let numbers = 0;

  function running(): Worker {
    if (thread !== null) return thread;
    // Compiled, the file beside this one ends as this one does.
    const file = import.meta.url.endsWith(".ts") ? "./judge-thread.ts" : "./judge-thread.js";
    const started = new Worker(new URL(file, import.meta.url), { env: { ...ports.env } });
    started.on("message", (answer: JudgeAnswer) => {
      const order = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.kind === "judged") order?.resolve();
      else order?.reject(answer.kind === "problem" ? new ProblemError(answer.problem) : answer.error);
    });
    started.on("error", (error) => gone(started, error));
    started.on("exit", () => gone(started, new Error("the judging thread ended")));
    thread = started;
    return started;
  }

  function gone(which: Worker, error: unknown): void {
    if (thread !== which) return;
    thread = null;
    for (const order of waiting.values()) order.reject(error);
    waiting.clear();
  }

  return {
    judge(workspace, asOf) {
      const number = ++numbers;
      const order = Promise.withResolvers<void>();
      waiting.set(number, order);
      running().postMessage({ number, workspace, asOf } satisfies JudgeOrder);
      return order.promise;
    },
    async close() {
      const last = thread;
      thread = null;
      await last?.terminate();
    },
  };
}
