import type { Worker } from "node:worker_threads";
import type { JudgedSince } from "../../jobs/alerts/alert-ports.ts";
import { ProblemError } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import type { JudgeAnswer, JudgeOrder } from "./judge-thread.ts";
import type { Ports } from "./ports.ts";
import { startThread } from "./start-thread.ts";

export interface Judging {
  /** Throws `ProblemError`. */
  judge(workspace: string, asOf: Instant): Promise<void>;
  /** As `AlertPorts.judgedSince`. Throws `ProblemError`. */
  judgedSince(workspace: string, since: Instant | null, until: Instant): Promise<JudgedSince | null>;
  close(): Promise<void>;
}

/**
 * Three times the half of a young space, which V8 lets grow to 192 MB by itself and never shrinks in a thread that is always busy: a process with two threads
 * that do little seemed to grow for hundreds of scans.
 */
const YOUNG_MB = 48;

/** A thread that judges, started when it is first needed and kept, since starting it takes longer than judging a small workspace. */
export function startJudging(ports: Ports): Judging {
  const waiting = new Map<number, PromiseWithResolvers<JudgedSince | null>>();
  let thread: Worker | null = null;
  let numbers = 0;

  function running(): Worker {
    if (thread !== null) return thread;
    const started = startThread("judge-thread", {
      env: { ...ports.env },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    started.on("message", (answer: JudgeAnswer) => {
      const order = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.kind === "judged") order?.resolve(null);
      else if (answer.kind === "compared") order?.resolve(answer.judged);
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

  function ask(order: (number: number) => JudgeOrder): Promise<JudgedSince | null> {
    const number = ++numbers;
    const answer = Promise.withResolvers<JudgedSince | null>();
    waiting.set(number, answer);
    running().postMessage(order(number));
    return answer.promise;
  }

  return {
    async judge(workspace, asOf) {
      await ask((number) => ({ number, workspace, kind: "judge", asOf }));
    },
    judgedSince: (workspace, since, until) => ask((number) => ({ number, workspace, kind: "compare", since, until })),
    async close() {
      const last = thread;
      thread = null;
      await last?.terminate();
    },
  };
}
