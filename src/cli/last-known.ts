import { ProblemError } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import type { WorkspaceStore } from "../store/store.ts";
import { DEMO_WORKSPACE } from "./demo-workspace.ts";
import type { Ports } from "./ports.ts";

/**
 * The date that was asked for, or the last that anything is known of. What came after the last read would look like an organisation where all work
 * stands still: a `usage` problem, in which `option` is named to the user.
 */
export async function lastKnown(
  store: WorkspaceStore,
  wanted: Instant | undefined,
  option: string,
  ports: Ports,
): Promise<Instant> {
  let known = ports.now();
  for (const { id } of await store.connections()) known = Math.min(known, (await store.lastSyncedAt(id)) ?? known);
  // The made-up organisation has an end, whenever it is read.
  if (store.workspace === DEMO_WORKSPACE) known = Math.min(known, Date.parse((await store.lastResult())?.asOf ?? "") || known);
  if (wanted === undefined || wanted <= known) return wanted ?? known;
  const day = new Date(known).toISOString().slice(0, 10);
  throw new ProblemError({
    code: "usage",
    what: `${option} lies after ${day}, when "${store.workspace}" was last read; what came after that is not known.`,
    todo: `Scan the workspace first, or give a day up to ${day}.`,
  });
}
