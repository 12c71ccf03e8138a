import { ProblemError } from "../model/problem.ts";

/** `names`: the workspaces that there are. */
export function missingWorkspace(name: string, names: readonly string[]): ProblemError {
  return new ProblemError({
    code: "usage",
    what: `There is no workspace "${name}".`,
    todo: names.length === 0 ? 'Make one with "wmmm init".' : `The workspaces are: ${names.join(", ")}.`,
  });
}

/** Another scan holds the lock on a workspace. */
export function beingScanned(workspace: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: "usage",
      what: `Another scan of workspace "${workspace}" is running.`,
      todo: "Wait until it has finished; with --no-sync, a scan judges what is stored by now.",
    },
    { cause },
  );
}
