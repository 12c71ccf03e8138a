import { writeBasis } from "../compare/basis.ts";
import { ProblemError } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import { judgeStoredWithBasis } from "../scan.ts";
import { WORKSPACE_SCOPE } from "../store/store.ts";
import { lastKnown } from "./last-known.ts";
import type { Ports } from "./ports.ts";
import { rulesetOf } from "./read-ruleset.ts";
import { loadConnector, writerName } from "./sync-workspace.ts";
import { VERSION } from "./version.ts";
import { withWorkspace } from "./workspace.ts";

/**
 * Judges what is stored in a workspace and keeps the result, unless somebody who began later has kept a newer one. As of `now`, or of the last read where a
 * connection could not be read since: what is not known would look like work that stands still.
 */
export async function judgeWorkspace(workspace: string, now: Instant, ports: Ports): Promise<void> {
  await withWorkspace(workspace, false, ports, async (store) => {
    const ruleset = await rulesetOf(store);
    // Taken before anything is loaded: of two that judge at the same time, the one that began later has the newer data and is kept.
    const lease = await store.takeLease({ scope: WORKSPACE_SCOPE, owner: writerName(ports), now: ports.now(), takeOver: true });
    const kinds = (await store.connections()).map(({ kind }) => kind);
    const provides = new Map(await Promise.all(kinds.map(async (kind) => [kind, (await loadConnector(kind)).provides] as const)));
    const { result, basis } = await judgeStoredWithBasis({
      store,
      asOf: Math.min(now, await lastKnown(store, undefined, "now", ports)),
      ruleset,
      provides: (kind) => provides.get(kind)!,
      product: `wmmm ${VERSION}`,
    });
    try {
      await store.saveResult(lease, result, ports.now(), writeBasis(basis));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
      return;
    }
    await store.releaseLease(lease);
  });
}
