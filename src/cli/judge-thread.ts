import { parentPort } from "node:worker_threads";
import { ProblemError, type Problem } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import { judgeWorkspace } from "./judge-workspace.ts";
import { processPorts } from "./process-ports.ts";

export interface JudgeOrder {
  readonly number: number;
  readonly workspace: string;
  readonly asOf: Instant;
}

export type JudgeAnswer =
  | { readonly number: number; readonly kind: "judged" }
  | { readonly number: number; readonly kind: "problem"; readonly problem: Problem }
  | { readonly number: number; readonly kind: "error"; readonly error: unknown };

/** One workspace after the other, away from the thread that renews holds and answers probes: judging keeps a core busy for seconds. */
parentPort?.on("message", (order: JudgeOrder) => void answer(order));

async function answer({ number, workspace, asOf }: JudgeOrder): Promise<void> {
  const ports = processPorts();
  try {
    await judgeWorkspace(workspace, asOf, { ...ports, now: () => Math.max(asOf, ports.now()) });
    parentPort?.postMessage({ number, kind: "judged" } satisfies JudgeAnswer);
  } catch (error) {
    parentPort?.postMessage(
      (error instanceof ProblemError
        ? { number, kind: "problem", problem: error.problem }
        : { number, kind: "error", error }) satisfies JudgeAnswer,
    );
  }
}
