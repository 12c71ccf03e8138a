import type { Ruleset } from "../../maturity/ruleset/ruleset.ts";
import type { Provides } from "../../model/facet.ts";
import { ProblemError, type ProblemCode } from "../../model/problem.ts";
import type { Result } from "../../model/result.ts";
import { DAY_MS, type Instant } from "../../model/window.ts";
import { writeBasis } from "../../compare/basis.ts";
import { judgeStoredWithBasis } from "../../scan.ts";
import { WORKSPACE_SCOPE, type Lease, type WorkspaceStore } from "../../store/store.ts";
import type { SyncOutcome } from "../../sync.ts";
import { notInTheFuture } from "../instants.ts";
import { lastKnown } from "../last-known.ts";
import { withStatements } from "../../statements.ts";
import { EXIT, type Ports } from "../ports.ts";
import { printResult } from "../print-result.ts";
import { recentTrend } from "../recent-trend.ts";
import type { ScanOptions } from "../program.ts";
import { readRulesetFile, rulesetOf } from "../read-ruleset.ts";
import { checkRecording, loadConnector, syncWorkspace, writerName } from "../sync-workspace.ts";
import { VERSION } from "../version.ts";
import { alone, chooseWorkspace, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";

export async function scanCommand(given: string | undefined, options: ScanOptions, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const startedAt = ports.now();
  const asOf = notInTheFuture(options.asOf, ports.now(), "--as-of");
  if (options.sync) checkRecording(options);
  const ruleset = options.ruleset === undefined ? undefined : readRulesetFile(options.ruleset, ports).ruleset;
  const name =
    options.github === undefined
      ? await chooseWorkspace(given, ports)
      : await repositoryNamed(options.github, given, options, ports);
  return withWorkspace(name, false, ports, async (store) => {
    // Rules that cannot be used are told before anything is read.
    const rules = ruleset ?? (await rulesetOf(store));
    const outcomes = options.sync
      ? await alone(name, ports, () =>
          syncWorkspace(
            store,
            { quiet: options.quiet === true, record: options.record, replay: options.replay, full: options.full === true },
            ports,
          ),
        )
      : [];
    ports.failpoint?.("scan:synced");
    if (options.sync && ports.interrupt.aborted) {
      if (outcomes.every((outcome) => outcome.status !== "interrupted"))
        ports.err(`  What was read is stored. "wmmm scan ${name} --no-sync" judges it, "wmmm scan ${name}" reads the rest.\n`);
      return EXIT.interrupted;
    }
    if (outcomes.some((outcome) => outcome.status === "interrupted")) return EXIT.interrupted;
    const refused = outcomes.find((outcome) => outcome.preflight === null);
    if (refused !== undefined && (await store.pages()).count === 0)
      return refused.problems.some((problem) => PASSING.has(problem.code)) ? EXIT.incomplete : EXIT.error;
    // Taken before anything is loaded: of two that judge at the same time, the one that began later has the newer data and is kept.
    const lease = await store.takeLease({ scope: WORKSPACE_SCOPE, owner: writerName(ports), now: ports.now(), takeOver: true });
    // What could not be read would look like work that stands still.
    const isRead = options.sync && outcomes.every(({ status }) => status === "complete");
    const at = asOf ?? (isRead ? ports.now() : await lastKnown(store, undefined, "--as-of", ports));
    if (options.sync && asOf === undefined && ports.now() - at > DAY_MS && options.quiet !== true)
      ports.err(`  Judged as of ${new Date(at).toISOString().slice(0, 10)}: what came after was not read.\n`);
    const { result: judged, basis } = await judgeWithBasis(store, at, rules);
    const trend =
      options.trend === true
        ? await recentTrend(store, at, rules, await providesOf(store), options.quiet === true, ports)
        : undefined;
    if (trend === null) return EXIT.interrupted;
    const result: Result = trend === undefined ? judged : { ...judged, trend };
    ports.failpoint?.("scan:judged");
    const shown = await withStatements(store, result, asOf ?? ports.now());
    await printResult(shown, options.json === true, ports);
    ports.failpoint?.("scan:printed");
    await writeFiles(shown, options.out, ports);
    ports.failpoint?.("scan:files-written");
    // A past day and other rules are questions, not the state of things.
    const isKept =
      asOf === undefined && ruleset === undefined && (await keepResult(store, lease, result, writeBasis(basis), ports));
    await store.releaseLease(lease);
    if (isKept) {
      const { tellAfterScan } = await import("../tell-after-scan.ts");
      const problem = outcomes.flatMap(({ problems }) => problems)[0] ?? null;
      await tellAfterScan({ workspace: name, startedAt, problem, quiet: options.quiet === true }, ports);
    }
    return exitCodeOf(result, outcomes, options.failUnder, ports);
  });
}

/** False: another scan began later, and its result is kept. */
async function keepResult(store: WorkspaceStore, lease: Lease, result: Result, basis: string, ports: Ports): Promise<boolean> {
  try {
    await store.saveResult(lease, result, ports.now(), basis);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
    ports.err("  A scan that began later has judged this workspace meanwhile; its result is the one that is kept.\n");
    return false;
  }
}

async function repositoryNamed(repository: string, workspace: string | undefined, options: ScanOptions, ports: Ports) {
  const { repositoryWorkspace } = await import("../github-repository.ts");
  return repositoryWorkspace(
    { repository, workspace, mayAsk: options.sync, isReplay: options.replay !== undefined, quiet: options.quiet === true },
    ports,
  );
}

/** Nothing was done wrong: the same command may well succeed later. */
const PASSING: ReadonlySet<ProblemCode> = new Set(["rate-limited", "timeout", "connection-lost", "server-error"]);

/** Judges what is stored; the caller decides whether the result is kept, with what it rests on. */
export async function judgeWithBasis(store: WorkspaceStore, asOf: Instant, ruleset: Ruleset) {
  return judgeStoredWithBasis({
    store,
    asOf,
    ruleset,
    provides: await providesOf(store),
    product: `wmmm ${VERSION}`,
  });
}

/** What each kind of connection of a workspace can show. */
export async function providesOf(store: WorkspaceStore): Promise<(kind: string) => Provides> {
  const provides = new Map<string, Provides>();
  for (const { kind } of await store.connections()) provides.set(kind, (await loadConnector(kind)).provides);
  return (kind) => provides.get(kind)!;
}

/** Incomplete data come first: what is missing may be what would have met the threshold. */
function exitCodeOf(result: Result, outcomes: readonly SyncOutcome[], failUnder: string | undefined, ports: Ports): number {
  const incomplete = outcomes.some((outcome) => outcome.status !== "complete") || !result.complete;
  const missed = failUnder !== undefined && (result.level.best ?? 0) < Number(failUnder);
  if (missed) {
    const found =
      result.level.best === null
        ? "the level cannot be judged from this data"
        : `the best estimate is level ${result.level.best}`;
    ports.err(`wmmm: --fail-under ${failUnder} is not met: ${found}${incomplete ? ", and the data is incomplete" : ""}.\n`);
  }
  return incomplete ? EXIT.incomplete : missed ? EXIT.thresholdMissed : EXIT.ok;
}
