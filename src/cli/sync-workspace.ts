import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { connectors } from "../../connectors/index.ts";
import type { Connector } from "../../connectors/connector.ts";
import type { BudgetState } from "../../connectors/transport/rate-budget.ts";
import type { SharedBudget } from "../../connectors/transport/shared-budget.ts";
import { ProblemError, type Problem, type ProblemCode } from "../model/problem.ts";
import { quantity } from "../report/wording.ts";
import type { StoredConnection, WorkspaceStore } from "../store/store.ts";
import { syncConnection, type SyncOutcome, type SyncProgress } from "../sync.ts";
import { addressPolicy } from "./addresses.ts";
import type { Ports } from "./ports.ts";
import { localFiles } from "./local-files.ts";
import { indented, problemText } from "./problem-text.ts";
import type { ScanOptions } from "./program.ts";
import { progressLine } from "./progress.ts";
import { tokenOf } from "./secrets.ts";
import { VERSION } from "./version.ts";
import { home } from "./workspace.ts";

export interface SyncOptions {
  readonly quiet: boolean;
  readonly record: string | undefined;
  readonly replay: string | undefined;
  /** Read everything again. */
  readonly full?: boolean;
}

/** Silence of this length makes people wonder. */
const LONG_WAIT_MS = 10_000;

/**
 * Reads every connection of a workspace, one after the other. What stops one of them (a token that is not set, a kind that this version does
 * not know, a tracker that is down) is told and leaves the others alone; only the store's own failures end everything.
 */
export async function syncWorkspace(store: WorkspaceStore, options: SyncOptions, ports: Ports): Promise<readonly SyncOutcome[]> {
  const connections = await store.connections();
  if (connections.length === 0) {
    throw new ProblemError({
      code: "usage",
      what: `Workspace "${store.workspace}" has no connection.`,
      todo: `Add one with "wmmm connect jira --workspace ${store.workspace} ...".`,
    });
  }
  const outcomes: SyncOutcome[] = [];
  for (const connection of connections) {
    outcomes.push(
      connections.length === 1 ? await syncOne(connection, store, options, ports) : await syncOneOfSeveral(connection),
    );
    if (ports.interrupt.aborted) break;
  }
  return outcomes;

  async function syncOneOfSeveral(connection: StoredConnection): Promise<SyncOutcome> {
    try {
      return await syncOne(connection, store, options, ports);
    } catch (error) {
      if (!(error instanceof ProblemError) || OF_THE_STORE.has(error.problem.code)) throw error;
      const { problem } = error.at({ connection: connection.id });
      ports.err(`${indented(`problem: ${problemText(problem)}`, "  ", ports)}\n`);
      return {
        status: "incomplete",
        preflight: null,
        problems: [problem],
        warnings: [],
        fetched: {},
        requests: 0,
        resumesAt: null,
        shards: [],
        shardsAtOnce: 1,
      };
    }
  }
}

/** Nothing can be kept any more, of whatever connection. */
const OF_THE_STORE: ReadonlySet<ProblemCode> = new Set(["disk-full", "store-newer", "store-damaged"]);

async function syncOne(
  connection: StoredConnection,
  store: WorkspaceStore,
  options: SyncOptions,
  ports: Ports,
): Promise<SyncOutcome> {
  const connector = await loadConnector(connection.kind);
  const secret = options.replay === undefined ? await tokenOf(store.workspace, connection, ports) : "";
  const line = progressLine(ports, options.quiet);
  const say = (kind: "note" | "problem", problem: Problem): void => {
    if (kind === "note" && options.quiet) return;
    // Whoever pressed Ctrl-C has no problem.
    const label = problem.code === "interrupted" ? "stopped" : kind;
    ports.err(`${indented(`${label}: ${problemText(problem)}`, "  ", ports)}\n`);
  };
  const createHttp = await httpFactory(connection.kind, options, ports);
  let summary: string | undefined;
  try {
    const outcome = await syncConnection({
      connection,
      store,
      connector,
      secret,
      createHttp,
      now: ports.now,
      keepTitles: connection.keepTitles,
      files: localFiles,
      writer: { owner: writerName(ports), takeOver: true },
      full: options.full === true,
      onResume: (stream, stored) => {
        if (!options.quiet)
          line.finish(
            `${connection.id}/${stream}: going on where the last scan stopped${stored === 0 ? "" : `, with ${quantity(stored)} stored`}.`,
          );
      },
      failpoint: ports.failpoint,
      onProgress: (progress) =>
        line.update(progressText(connection.id, progress), (progress.waiting?.waitMs ?? 0) >= LONG_WAIT_MS),
      signal: ports.interrupt,
    });
    summary = summaryOf(connection.id, outcome);
    line.finish(summary);
    // The same remedy is told once.
    const notes = outcome.warnings.filter(({ todo }) => outcome.problems.every((problem) => problem.todo !== todo));
    for (const warning of notes) say("note", warning);
    for (const problem of outcome.problems) say("problem", problem);
    const isTold = outcome.problems.some((problem) => problem.todo === outcome.resumesAt);
    if (outcome.resumesAt !== null && !isTold) ports.err(`${indented(outcome.resumesAt, "  ", ports)}\n`);
    return outcome;
  } finally {
    // The store may have failed: what comes next must not be appended to a half-drawn line.
    if (summary === undefined) line.finish();
  }
}

/** Unique to a process: two that hold a lease under one name could not be told apart. The scan lock of the workspace is held by now, so whoever had the lease before is gone. */
export function writerName(ports: Ports): string {
  return Buffer.from(ports.randomBytes(12)).toString("hex");
}

/** `jira: 1,240 issues, 3 projects read with 25 requests`: what the result is made of first. */
function summaryOf(connection: string, outcome: SyncOutcome): string {
  const read = Object.entries(outcome.fetched)
    .filter(([stream, count]) => count > 0 && stream !== "configuration")
    .map(([stream, count]) => `${quantity(count)} ${count === 1 ? stream.replace(/s$/, "") : stream}`)
    .toReversed();
  const requests = `${quantity(outcome.requests)} ${outcome.requests === 1 ? "request" : "requests"}`;
  const cost = outcome.requests === 0 ? "" : ` with ${requests}`;
  return `${connection}: ${read.length === 0 ? "nothing" : read.join(", ")} read${cost}`;
}

/** Refuses directories that cannot serve before anything is asked or stored. */
export function checkRecording({ record, replay }: Pick<ScanOptions, "record" | "replay">): void {
  if (replay !== undefined && !(existsSync(replay) && statSync(replay).isDirectory())) {
    throw new ProblemError({
      code: "usage",
      what: `There is no recording in "${replay}".`,
      todo: "Name a directory that was made with --record.",
    });
  }
  if (record === undefined) return;
  try {
    mkdirSync(record, { recursive: true, mode: 0o700 });
    accessSync(record, constants.W_OK);
  } catch (error) {
    throw new ProblemError(
      {
        code: "usage",
        what: `The directory "${record}" cannot be written to.`,
        todo: "Name one for --record that you may write to.",
      },
      { cause: error },
    );
  }
}

export async function loadConnector(id: string): Promise<Connector> {
  const load = connectors[id];
  if (load !== undefined) return load();
  throw new ProblemError({
    code: "usage",
    what: `This version has no connector called "${id}".`,
    todo: `It has: ${Object.keys(connectors).join(", ")}.`,
  });
}

/** Makes the transport of one vendor with the ports' clock, sleep and randomness. */
export async function httpFactory(
  kind: string,
  options: Pick<SyncOptions, "record" | "replay"> & { readonly budget?: SharedBudget },
  ports: Ports,
) {
  const [{ createHttpClient }, { policyOf }] = await Promise.all([
    import("../../connectors/transport/client.ts"),
    import("../../connectors/transport/rate-policy.ts"),
  ]);
  const policy = policyOf(kind);
  const quotaShare = quotaShareFrom(ports);
  const budget = options.replay === undefined ? (options.budget ?? (await sharedQuotas(ports))) : undefined;
  return (hooks: {
    readonly stop: AbortSignal;
    readonly onWait: (wait: { readonly reason: string; readonly waitMs: number }) => void;
  }) =>
    createHttpClient({
      policy,
      now: ports.now,
      sleep: async (ms, signal) => {
        await ports.sleep(ms, signal ?? new AbortController().signal).catch(() => undefined);
      },
      random: ports.random,
      addresses: addressPolicy(ports),
      userAgent: `wmmm/${VERSION}`,
      stop: hooks.stop,
      onWait: hooks.onWait,
      ...(quotaShare === undefined ? {} : { quotaShare }),
      ...(budget === undefined ? {} : { budget }),
      ...(options.record === undefined ? {} : { recordTo: options.record }),
      ...(options.replay === undefined ? {} : { replayFrom: options.replay }),
    });
}

/** All processes that use this data directory leave the same share of a token's quotas to others, together. */
async function sharedQuotas(ports: Ports): Promise<SharedBudget> {
  const { QUOTA_FILE, quotaFile } = await import("../store/sqlite/quota-file.ts");
  return quotaFile<BudgetState>({ path: join(home(ports), QUOTA_FILE), now: ports.now, randomBytes: ports.randomBytes });
}

function quotaShareFrom(ports: Ports): number | undefined {
  const text = ports.env["WMMM_QUOTA_SHARE"]?.trim();
  if (text === undefined || text === "") return undefined;
  const share = /^(?:0?\.\d{1,4}|1(?:\.0{1,4})?)$/.test(text) ? Number(text) : 0;
  if (share > 0) return share;
  throw new ProblemError({
    code: "usage",
    what: "WMMM_QUOTA_SHARE is no share of a quota.",
    todo: "Set it to a number above 0 and up to 1, e.g. 0.5, or leave it out: 0.8 is used then.",
  });
}

/** `jira/issues  1,240 of 3,900 · 310/s · 9 s left`, or what is being waited for. */
export function progressText(connection: string, progress: SyncProgress): string {
  const parts = [
    progress.total !== null
      ? `${quantity(progress.fetched)} of ${quantity(progress.total)}`
      : progress.fetched === 0
        ? progress.waiting === null
          ? "asking"
          : null
        : quantity(progress.fetched),
    progress.ratePerSecond === null ? null : `${quantity(progress.ratePerSecond)}/s`,
    progress.etaMs === null || progress.etaMs < 1000 ? null : `${duration(progress.etaMs)} left`,
    progress.waiting === null ? null : `waiting ${duration(progress.waiting.waitMs)} (${progress.waiting.reason})`,
  ].filter((part) => part !== null);
  return `${connection}/${progress.stream}  ${parts.join(" · ")}`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
