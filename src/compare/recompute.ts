import { withMappings } from "../event-log/own-mappings.ts";
import { cutAt } from "../event-log/cut.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { narrowed, type Provides } from "../model/facet.ts";
import type { Instant } from "../model/window.ts";
import type { WorkspaceStore } from "../store/store.ts";
import { firstEventAt } from "../event-log/first-event.ts";
import { measurePoint } from "../trend/point.ts";
import type { Recomputed } from "./compare.ts";

/** Both dates from what is stored today, under one ruleset. The history is loaded once. */
export async function recompute(
  store: WorkspaceStore,
  before: Instant,
  after: Instant,
  ruleset: Ruleset,
  providesOf: (kind: string) => Provides,
): Promise<Recomputed> {
  const connections = await store.connections();
  const provides = connections.map(({ id, kind, narrowing = {} }) => ({ id, provides: narrowed(providesOf(kind), narrowing) }));
  const { log } = withMappings(await store.load(Math.max(before, after)), ruleset);
  const beganAt = firstEventAt(log);
  const at = (asOf: Instant) => measurePoint(cutAt(log, asOf), beganAt, provides, ruleset);
  return { before: at(before), after: at(after) };
}
