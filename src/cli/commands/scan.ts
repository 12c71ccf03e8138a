import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import type { Provides } from "../../model/facet.ts";
import type { Result } from "../../model/result.ts";
import type { Instant } from "../../model/window.ts";
import { judgeStored } from "../../scan.ts";
import type { WorkspaceStore } from "../../store/store.ts";
import type { SyncOutcome } from "../../sync.ts";
import { EXIT, type Ports } from "../ports.ts";
import { printResult } from "../print-result.ts";
import type { ScanOptions } from "../program.ts";
import { loadConnector, syncWorkspace } from "../sync-workspace.ts";
import { VERSION } from "../version.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";

export async function scanCommand(given: string | undefined, options: ScanOptions, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const name = chooseWorkspace(given, ports);
  return withWorkspace(name, false, ports, async (store) => {
    const quiet = options.quiet === true || options.json === true;
    const outcomes = options.sync
      ? await syncWorkspace(store, { quiet, record: options.record, replay: options.replay }, ports)
      : [];
    if (outcomes.some((outcome) => outcome.status === "interrupted")) return EXIT.interrupted;
    if (outcomes.some((outcome) => outcome.preflight === null) && (await store.pages()).count === 0) return EXIT.error;
    const result = await judgeWorkspace(store, options.asOf ?? ports.now(), ports);
    await printResult(result, options.json === true, ports);
    await writeFiles(result, options.out, ports);
    return exitCodeOf(result, outcomes, options.failUnder, ports);
  });
}

/** Judges what is stored and keeps the result. A past `asOf` is a question, not the state of things, and is not kept. */
export async function judgeWorkspace(store: WorkspaceStore, asOf: Instant, ports: Ports): Promise<Result> {
  const provides = new Map<string, Provides>();
  for (const { kind } of await store.connections()) provides.set(kind, (await loadConnector(kind)).provides);
  const result = await judgeStored({
    store,
    asOf,
    ruleset: DEFAULT_RULESET,
    provides: (kind) => provides.get(kind)!,
    product: `wmmm ${VERSION}`,
  });
  await store.saveResult(result, ports.now());
  return result;
}

function exitCodeOf(result: Result, outcomes: readonly SyncOutcome[], failUnder: string | undefined, ports: Ports): number {
  if (failUnder !== undefined && (result.level.best ?? 0) < Number(failUnder)) {
    const found = result.level.best === null ? "the level cannot be judged" : `the best estimate is level ${result.level.best}`;
    ports.err(`wmmm: below --fail-under ${failUnder}: ${found}.\n`);
    return EXIT.thresholdMissed;
  }
  return outcomes.some((outcome) => outcome.status !== "complete") || !result.complete ? EXIT.incomplete : EXIT.ok;
}
