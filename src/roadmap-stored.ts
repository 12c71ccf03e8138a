import { SIGNALS } from "../signals/index.ts";
import { withMappings } from "./event-log/own-mappings.ts";
import { judgeInputOf, measureLog } from "./judge-log.ts";
import { rulesetHash } from "./maturity/ruleset/hash.ts";
import type { Ruleset } from "./maturity/ruleset/ruleset.ts";
import { narrowed, type Provides } from "./model/facet.ts";
import type { Roadmap } from "./model/roadmap.ts";
import type { Instant } from "./model/window.ts";
import { planRoadmap, type RoadmapOptions } from "./roadmap/plan.ts";
import { withLargestMoves } from "./roadmap-history.ts";
import type { WorkspaceStore } from "./store/store.ts";

export interface RoadmapStoredOptions extends Pick<RoadmapOptions, "solver" | "startHelper" | "target"> {
  readonly store: WorkspaceStore;
  readonly asOf: Instant;
  readonly ruleset: Ruleset;
  /** By connector id. */
  readonly provides: (kind: string) => Provides;
}

/** Load, measure, plan: the roadmap for what is stored, as of an instant. Asks nobody and writes nothing. */
export async function roadmapStored(options: RoadmapStoredOptions): Promise<Roadmap> {
  const { store, asOf, ruleset, solver, startHelper, target } = options;
  const connections = await store.connections();
  const { log } = withMappings(await store.load(asOf), ruleset);
  const provides = connections.map(({ id, kind, narrowing = {} }) => ({
    id,
    provides: narrowed(options.provides(kind), narrowing),
  }));
  const input = judgeInputOf(measureLog(log, provides, ruleset));
  const planned = await planRoadmap(input, ruleset, { solver, startHelper, signals: SIGNALS, asOf, target });
  const moved = withLargestMoves([...planned.steps, ...planned.lessStable], { log, provides, ruleset });
  return {
    schemaVersion: 1,
    workspace: store.workspace,
    asOf: new Date(asOf).toISOString(),
    ruleset: { version: ruleset.version, hash: rulesetHash(ruleset) },
    ...planned,
    steps: moved.slice(0, planned.steps.length),
    lessStable: moved.slice(planned.steps.length),
  };
}
