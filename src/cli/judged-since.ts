import { compare } from "../compare/compare.ts";
import { readBasis } from "../compare/basis.ts";
import type { JudgedSince } from "../../jobs/alerts/alert-ports.ts";
import type { Instant } from "../model/window.ts";
import type { WorkspaceStore } from "../store/store.ts";
import { withHistory } from "./commands/compare.ts";
import type { Ports } from "./ports.ts";
import { withWorkspace } from "./workspace.ts";

type Kept = NonNullable<Awaited<ReturnType<WorkspaceStore["keptResult"]>>>;

/** As `AlertPorts.judgedSince`. Measures the history at both instants, so that evidence and rules can be told from the work. */
export async function judgedSince(
  workspace: string,
  since: Instant | null,
  until: Instant,
  ports: Ports,
): Promise<JudgedSince | null> {
  return withWorkspace(workspace, false, ports, async (store) => {
    const after = await newestAt(store, until, 0);
    if (after === null) return null;
    const upTo = Date.parse(after.kept.result.asOf);
    if (since !== null && upTo <= since) return null;
    const before = await newestAt(store, since ?? upTo - 1, after.back + 1);
    if (before === null) return { upTo, judgements: null };
    const [one, other] = [before, after].map(({ kept }) => ({
      kind: "scan" as const,
      result: kept.result,
      basis: readBasis(kept.basis),
    }));
    const comparison = compare(await withHistory(store, one!, other!));
    return { upTo, judgements: { before: before.kept.result, after: after.kept.result, comparison } };
  });
}

/** The newest kept result of or before an instant, looked for from the `from`-newest on. */
async function newestAt(
  store: WorkspaceStore,
  at: Instant,
  from: number,
): Promise<{ readonly kept: Kept; readonly back: number } | null> {
  for (let back = from; ; back++) {
    const kept = await store.keptResult(back);
    if (kept === null) return null;
    if (Date.parse(kept.result.asOf) <= at) return { kept, back };
  }
}
