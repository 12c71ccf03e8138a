import { ProblemError } from "../../src/model/problem.ts";
import type { ScanRun } from "../../src/model/scan-run.ts";
import { spanned } from "../../src/model/trace.ts";
import type { KeptHold } from "./hold.ts";
import type { TaskResult } from "./run-task.ts";
import type { TaskPorts } from "./task-ports.ts";

/** Judges what the reads of a run have brought in. */
export async function judgeTask(run: Pick<ScanRun, "workspace">, kept: KeptHold, ports: TaskPorts): Promise<TaskResult> {
  const judging = () => spanned(ports.trace, "wmmm.judgement", {}, () => ports.judge(run.workspace));
  const pages = await ports.withWorkspace(run.workspace, (store) => store.pages());
  // Why nothing was read stands with the reads.
  if (pages.count === 0) return { kind: "ended", status: "failed", problem: null };
  try {
    const judged = await Promise.race([judging().then(() => true), whenAborted(kept.signal)]);
    // A judgement writes nothing before its end, so it may be left where it is.
    if (!judged) return { kind: "stopped" };
  } catch (error) {
    // Rules that cannot be used stay so until somebody mends them; a full disk may not.
    if (error instanceof ProblemError && error.problem.code === "usage")
      return { kind: "ended", status: "failed", problem: error.problem };
    throw error;
  }
  return { kind: "ended", status: "succeeded", problem: null };
}

function whenAborted(signal: AbortSignal): Promise<false> {
  const { promise, resolve } = Promise.withResolvers<false>();
  if (signal.aborted) resolve(false);
  else signal.addEventListener("abort", () => resolve(false), { once: true });
  return promise;
}
