import { parentPort } from "node:worker_threads";
import type { JudgedSince } from "../../jobs/alerts/alert-ports.ts";
import { ProblemError, type Problem } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import { judgeWorkspace } from "./judge-workspace.ts";
import { processPorts } from "./process-ports.ts";

export type JudgeOrder = { readonly number: number; readonly workspace: string } & (
  | { readonly kind: "judge"; readonly asOf: Instant }
  | { readonly kind: "compare"; readonly since: Instant | null; readonly until: Instant }
);

export type JudgeAnswer =
  | { readonly number: number; readonly kind: "judged" }
  | { readonly number: number; readonly kind: "compared"; readonly judged: JudgedSince | null }
  | { readonly number: number; readonly kind: "problem"; readonly problem: Problem }
  | { readonly number: number; readonly kind: "error"; readonly error: unknown };

/** One workspace after the other, away from the thread that renews holds and answers probes: judging keeps a core busy for seconds. */
parentPort?.on("message", (order: JudgeOrder) => void answer(order));

// One world for all orders: connections to a database belong to it, and stay open between them.
const world = processPorts();
let notBefore = 0;
const ports = { ...world, now: () => Math.max(notBefore, world.now()) };

async function answer(order: JudgeOrder): Promise<void> {
  const { number, workspace } = order;
  try {
    if (order.kind === "compare") {
      const { judgedSince } = await import("./judged-since.ts");
      const judged = await judgedSince(workspace, order.since, order.until, ports);
      parentPort?.postMessage({ number, kind: "compared", judged } satisfies JudgeAnswer);
      return;
    }
    const { asOf } = order;
    notBefore = Math.max(notBefore, asOf);
    await judgeWorkspace(workspace, asOf, ports);
    parentPort?.postMessage({ number, kind: "judged" } satisfies JudgeAnswer);
  } catch (error) {
    parentPort?.postMessage(
      (error instanceof ProblemError
        ? { number, kind: "problem", problem: error.problem }
        : { number, kind: "error", error }) satisfies JudgeAnswer,
    );
  }
}
