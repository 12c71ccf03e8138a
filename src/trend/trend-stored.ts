import { withMappings } from "../event-log/own-mappings.ts";
import { SEED } from "../judge-log.ts";
import { DEFAULT_RULESET } from "../maturity/ruleset/default.ts";
import { deviationsFrom } from "../maturity/ruleset/deviations.ts";
import { rulesetHash } from "../maturity/ruleset/hash.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { narrowed, type Provides } from "../model/facet.ts";
import type { Trend, TrendStep } from "../model/trend.ts";
import type { Instant } from "../model/window.ts";
import { STATEMENT, unmatchedSentence } from "../scan.ts";
import type { WorkspaceStore } from "../store/store.ts";
import type { OnPoint, StartHelpers } from "./measure-dates.ts";
import { measureTrend } from "./trend.ts";

export interface TrendStoredOptions {
  readonly store: WorkspaceStore;
  /** Oldest first, at least one. */
  readonly dates: readonly Instant[];
  readonly every: TrendStep;
  readonly ruleset: Ruleset;
  /** By connector id. */
  readonly provides: (kind: string) => Provides;
  /** Name and version of what made it. */
  readonly product: string;
  readonly onPoint?: OnPoint;
  readonly helpers?: StartHelpers;
}

/** The trend of what is stored. Asks nobody and writes nothing; the history is loaded once. Null when `onPoint` ended it. */
export async function trendStored(options: TrendStoredOptions): Promise<Trend | null> {
  const { store, dates, every, ruleset } = options;
  const connections = await store.connections();
  const streams = await store.streamReports();
  const pages = await store.pages();
  // Own meanings are given once: they hold at earlier instants too.
  const { log, unmatched } = withMappings(await store.load(dates.at(-1)!), ruleset);
  const measured = await measureTrend({
    log,
    provides: connections.map(({ id, kind, narrowing = {} }) => ({ id, provides: narrowed(options.provides(kind), narrowing) })),
    ruleset,
    every,
    dates,
    onPoint: options.onPoint,
    helpers: options.helpers,
  });
  if (measured === null) return null;
  return {
    schemaVersion: 1,
    workspace: store.workspace,
    every,
    ruleset: {
      version: ruleset.version,
      hash: rulesetHash(ruleset),
      deviations: [...deviationsFrom(DEFAULT_RULESET, ruleset), ...unmatched.map(unmatchedSentence)],
    },
    statement: STATEMENT,
    ...measured,
    complete: streams.every((stream) => stream.status === "complete"),
    provenance: { product: options.product, pagesHash: pages.hash, seed: SEED, draws: ruleset.draws },
  };
}
