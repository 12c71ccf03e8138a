/**
 * A worker of its own, to be killed or paused: `node scripts/verify-jobs/child.ts <worker | holder> <place as JSON>`. Talks to its parent by messages and ends
 * with it.
 *
 * worker: says which task it has begun with, and carries it out only when told to go on.
 * holder: holds what it is told to, says so, and tries to write when told to go on.
 */
import { randomBytes } from "node:crypto";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { NO_PROGRESS } from "../../src/model/scan-run.ts";
import type { TaskHold } from "../../src/store/operations.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Lease } from "../../src/store/store.ts";
import { openQueue, openStore, sleep, type Place } from "./engines.ts";
import { stubPorts } from "./stub-ports.ts";

export type FromParent =
  | { readonly kind: "go"; readonly workspace: string }
  | { readonly kind: "hold"; readonly runs: readonly string[]; readonly workspace: string; readonly holdMs: number }
  | { readonly kind: "write" };
export type FromChild =
  | { readonly kind: "ready" }
  | { readonly kind: "begun"; readonly workspace: string; readonly at: number }
  | { readonly kind: "held"; readonly count: number }
  | { readonly kind: "written"; readonly codes: readonly string[] };

const [mode, text] = process.argv.slice(2);
const place = JSON.parse(text!) as Place;
const onError = (): void => {};
const tell = (message: FromChild): void => void process.send?.(message);
process.on("disconnect", () => process.exit());
const store = await openStore(place, onError);
const owner = randomBytes(8).toString("hex");

if (mode === "worker") await work();
else hold();
tell({ kind: "ready" });

async function work(): Promise<void> {
  const queue = await openQueue(place, store, onError);
  const upkeep = startUpkeep({ store, queue, now: () => Date.now(), sleep, onError });
  const told = new Map<string, () => void>();
  process.on("message", (message: FromParent) => message.kind === "go" && told.get(message.workspace)?.());
  const ports = stubPorts(store, { worker: owner, onChange: () => upkeep.nudge(), onError });
  const handler = taskHandler({
    ...ports,
    async withWorkspace(name, use) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (!told.has(name)) {
        told.set(name, resolve);
        tell({ kind: "begun", workspace: name, at: Date.now() });
        await promise;
      }
      return ports.withWorkspace(name, use);
    },
  });
  await queue.process(handler, { concurrency: 1 });
}

function hold(): void {
  const holds: TaskHold[] = [];
  const leases: Lease[] = [];
  const codeOf = (writing: Promise<unknown>): Promise<string> =>
    writing.then(
      () => "written",
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
    );
  const path = `${place.home}/acme.sqlite`;
  const workspace = openSqliteStore({ path, workspace: "acme", create: true, randomBytes: (size) => randomBytes(size) });
  process.on("message", (message: FromParent) => {
    if (message.kind === "hold") void take(message);
    else if (message.kind === "write") void write();
  });

  async function take({ runs, holdMs }: Extract<FromParent, { kind: "hold" }>): Promise<void> {
    holds.length = 0;
    leases.length = 0;
    for (const run of runs) {
      const taken = await store.takeTask({ run, ordinal: 0 }, owner, Date.now(), holdMs);
      if (taken.kind === "taken") holds.push(taken.hold);
      leases.push(await (await workspace).takeLease({ scope: run, owner, now: Date.now(), takeOver: true }));
    }
    tell({ kind: "held", count: holds.length });
  }

  async function write(): Promise<void> {
    const codes: string[] = [];
    for (const [at, one] of holds.entries()) {
      const ending = { status: "succeeded", problem: null, progress: NO_PROGRESS } as const;
      const ended = await codeOf(store.endTask(one, ending, Date.now()));
      const stored = await codeOf((await workspace).beginRead(leases[at]!, "issues", Date.now()));
      codes.push(ended === "superseded" && stored === "superseded" ? "superseded" : `${ended}, ${stored}`);
    }
    tell({ kind: "written", codes });
  }
}
