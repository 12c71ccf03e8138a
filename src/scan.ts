import { SIGNALS } from "../signals/index.ts";
import type { Diagnostics } from "../signals/diagnostics.ts";
import { countJoins } from "./event-log/joins/joins-of.ts";
import type { Basis } from "./compare/basis.ts";
import { withMappings } from "./event-log/own-mappings.ts";
import { flagsOf } from "./gaming.ts";
import { judgeInputOf, measureLog, recordedWeeks, SEED } from "./judge-log.ts";
import { judge } from "./maturity/judge.ts";
import { DEFAULT_RULESET } from "./maturity/ruleset/default.ts";
import { deviationsFrom } from "./maturity/ruleset/deviations.ts";
import { rulesetHash } from "./maturity/ruleset/hash.ts";
import type { Ruleset } from "./maturity/ruleset/ruleset.ts";
import { narrowed, type Provides } from "./model/facet.ts";
import type { Result } from "./model/result.ts";
import { WEEK_MS, WINDOW_WEEKS, type Instant } from "./model/window.ts";
import { signalVerdicts } from "./signal-verdicts.ts";
import { progressionOf } from "./progression.ts";
import type { WorkspaceStore } from "./store/store.ts";

export const STATEMENT =
  "An independent inference from tracker history, not an assessment by the Work Management Institute, whose names are its trademarks. It describes processes, never persons.";

export interface JudgeStoredOptions {
  readonly store: WorkspaceStore;
  readonly asOf: Instant;
  readonly ruleset: Ruleset;
  /** By connector id. */
  readonly provides: (kind: string) => Provides;
  /** Name and version of what made the result. */
  readonly product: string;
}

/** Only where something else than a status told when work began, as on GitHub without a board. */
function startSourcesOf(diagnostics: Diagnostics | null): Pick<Result["diagnostics"], "startSources"> {
  const sources = diagnostics?.startSources;
  return sources === undefined || sources.assignment + sources.link === 0 ? {} : { startSources: sources };
}

/** Load, measure, judge: the result for what is stored, as of an instant. Asks nobody and writes nothing. */
export async function judgeStored(options: JudgeStoredOptions): Promise<Result> {
  return (await judgeStoredWithBasis(options)).result;
}

/** The same with what it rests on. */
export async function judgeStoredWithBasis(options: JudgeStoredOptions): Promise<{ result: Result; basis: Basis }> {
  const { store, asOf, ruleset } = options;
  const [stored, connections, streams, pages] = [
    await store.load(asOf),
    await store.connections(),
    await store.streamReports(),
    await store.pages(),
  ];
  const { log, unmatched } = withMappings(stored, ruleset);
  const provides = connections.map(({ kind, narrowing = {} }) => narrowed(options.provides(kind), narrowing));
  const measured = measureLog(
    log,
    connections.map(({ id }, at) => ({ id, provides: provides[at]! })),
    ruleset,
  );
  const input = judgeInputOf(measured);
  const judgement = judge(input, ruleset);
  const { counts, diagnostics } = measured.workspace;
  const result: Result = {
    schemaVersion: 1,
    workspace: store.workspace,
    asOf: iso(asOf),
    window: {
      startAt: iso(asOf - WINDOW_WEEKS * WEEK_MS),
      endAt: iso(asOf),
      effectiveWeeks: counts.effectiveWeeks,
      historyWeeks: Math.floor(recordedWeeks(log)),
    },
    ruleset: {
      version: ruleset.version,
      hash: rulesetHash(ruleset),
      deviations: [...deviationsFrom(DEFAULT_RULESET, ruleset), ...unmatched.map(unmatchedSentence)],
    },
    statement: STATEMENT,
    ...judgement,
    progression: progressionOf(measured, ruleset),
    flags: flagsOf(measured),
    signals: signalVerdicts(SIGNALS, measured.workspace.measures, ruleset),
    diagnostics: {
      cycleTimeP50Days: diagnostics?.cycleTimeP50Days ?? null,
      cycleTimeP85Days: diagnostics?.cycleTimeP85Days ?? null,
      flowBalance: diagnostics?.flowBalance ?? null,
      wipSlopePerWeek: diagnostics?.wipSlopePerWeek ?? null,
      logQuality: diagnostics?.logQuality?.named ?? null,
      items: measured.workspace.items,
      events: counts.events,
      completed: counts.completed,
      activePeople: measured.workspace.activePeople,
      ...startSourcesOf(diagnostics),
    },
    streams,
    complete: streams.every((stream) => stream.status === "complete"),
    provenance: {
      product: options.product,
      pagesHash: pages.hash,
      pages: pages.count,
      connections: await Promise.all(
        connections.map(async (connection, at) => {
          const syncedAt = await store.lastSyncedAt(connection.id);
          return {
            id: connection.id,
            kind: connection.kind,
            provides: provides[at]!,
            lastSyncedAt: syncedAt === null ? null : iso(syncedAt),
          };
        }),
      ),
      joins: countJoins(log),
      joinConflicts: log.joins.filter(({ state }) => state === "conflict").length,
      seed: SEED,
      draws: ruleset.draws,
    },
  };
  return { result, basis: { ruleset, input } };
}

/** A rule that says something about nothing is most likely misspelt. */
export function unmatchedSentence(name: string): string {
  return `The ruleset speaks of ${name}, which nothing that was read goes by.`;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
