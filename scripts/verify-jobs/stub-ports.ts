import type { TaskPorts } from "../../jobs/scan/task-ports.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { sleep } from "./engines.ts";

/**
 * A worker without a tracker: the plan finds one connection, its read ends at once, and the judgement takes no time. What is left is what the queue and the
 * operations store cost.
 */
export function stubPorts(
  store: OperationsStore,
  given: Pick<TaskPorts, "worker" | "onChange" | "onError"> & Partial<Pick<TaskPorts, "judge" | "stop">>,
): TaskPorts {
  const stub = {
    connections: async () => [{ id: "stub", kind: "stub", config: {}, tokenEnv: "", keepTitles: false, addedAt: 0 }],
    pages: async () => ({ hash: "", count: 1 }),
  } as unknown as WorkspaceStore;
  return {
    store,
    now: () => Date.now(),
    sleep,
    random: () => 0.5,
    withWorkspace: (_name, use) => use(stub),
    connector: () => Promise.reject(new ProblemError({ code: "usage", what: "There is no tracker here.", todo: "None." })),
    secret: async () => "",
    httpFactory: () => Promise.reject(new Error("nothing is asked here")),
    judge: async () => {},
    shards: { least: 1, most: 1 },
    stop: new AbortController().signal,
    ...given,
  };
}
