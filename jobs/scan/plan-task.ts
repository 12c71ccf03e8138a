import type { ScanRun } from "../../src/model/scan-run.ts";
import type { TaskResult } from "./run-task.ts";
import type { TaskPorts } from "./task-ports.ts";

/** What a run has to read: every connection of its workspace. */
export async function planTask(run: Pick<ScanRun, "workspace">, ports: TaskPorts): Promise<TaskResult> {
  const connections = await ports.withWorkspace(run.workspace, (store) => store.connections());
  if (connections.length > 0) return { kind: "planned", connections: connections.map(({ id }) => id) };
  return {
    kind: "ended",
    status: "failed",
    problem: {
      code: "usage",
      connection: null,
      stream: null,
      page: null,
      what: `Workspace "${run.workspace}" has no connection.`,
      todo: `Add one with "wmmm connect jira --workspace ${run.workspace} ...".`,
    },
  };
}
