import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { readBasis } from "../../compare/basis.ts";
import { compare, rulesOf, type ComparedSides, type Side } from "../../compare/compare.ts";
import { recompute } from "../../compare/recompute.ts";
import { CHARACTERISTICS } from "../../maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import type { Ruleset } from "../../maturity/ruleset/ruleset.ts";
import type { Comparison } from "../../model/comparison.ts";
import { ProblemError } from "../../model/problem.ts";
import { resultSchema } from "../../report/result-schema.ts";
import type { WorkspaceStore } from "../../store/store.ts";
import { instant, notInTheFuture } from "../instants.ts";
import { lastKnown } from "../last-known.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { rulesetOf } from "../read-ruleset.ts";
import { chooseWorkspace, withWorkspace, workspaceNames } from "../workspace.ts";
import { checkOutputs, writeTexts } from "../write-files.ts";
import { judgeWithBasis, providesOf } from "./scan.ts";

export interface CompareOptions {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly out: readonly string[];
  readonly failOnFall?: boolean;
}

/** Larger than any result of ours. */
const MOST_BYTES = 100_000_000;
const KEPT = /^(?:last(?:~(\d{1,4}))?|(previous))$/;

export async function compareCommand(a: string, b: string, options: CompareOptions, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const files = [a, b].map((end) => (isFile(end) ? readResult(end, ports) : null));
  const name = await workspaceOf(files, options, ports);
  const comparison =
    name === null
      ? compare(withoutHistory(files[0]!, files[1]!))
      : await withWorkspace(name, false, ports, async (store) => {
          const before = files[0] ?? (await sideIn(store, a, ports));
          const after = files[1] ?? (await sideIn(store, b, ports));
          return compare(await withHistory(store, before, after));
        });
  await print(comparison, options, ports);
  return exitCodeOf(comparison, options);
}

async function print(comparison: Comparison, { json = false, out }: CompareOptions, ports: Ports): Promise<void> {
  const texts = new Map(CHARACTERISTICS.map(({ id, text }) => [id, text]));
  const textFor: Readonly<Record<string, () => Promise<string>>> = {
    ".html": async () => (await import("../../report/comparison/html.tsx")).renderComparisonHtml(comparison, texts),
    ".json": async () => (await import("../../report/comparison/json.ts")).renderComparisonJson(comparison),
    ".csv": async () => (await import("../../report/comparison/csv.ts")).renderComparisonCsv(comparison),
    ".md": async () => (await import("../../report/comparison/markdown.ts")).renderComparisonMarkdown(comparison, texts),
  };
  if (json) ports.out(await textFor[".json"]!());
  else {
    const { renderComparisonTerminal } = await import("../../report/comparison/terminal.ts");
    ports.out(renderComparisonTerminal(comparison, texts, { columns: ports.columns, paint: paintFor(ports.colour) }));
  }
  await writeTexts(out, (suffix) => textFor[suffix]!(), ports);
}

/** The workspace that has the history; null when two files are compared and none is here. */
async function workspaceOf(files: readonly (Side | null)[], { workspace }: CompareOptions, ports: Ports): Promise<string | null> {
  const names = new Set(files.flatMap((file) => (file === null ? [] : [file.result.workspace])));
  if (workspace !== undefined) return workspace;
  if (files.includes(null)) return names.size === 1 ? [...names][0]! : await chooseWorkspace(undefined, ports);
  const [only] = names;
  return names.size === 1 && (await workspaceNames(ports)).includes(only!) ? only! : null;
}

function withoutHistory(before: Side, after: Side): ComparedSides {
  return {
    before,
    after,
    ruleset: rulesOf(after, [DEFAULT_RULESET]),
    recomputed: {
      why:
        before.result.workspace === after.result.workspace
          ? `The history of "${after.result.workspace}" is not on this machine, so that neither date can be judged again.`
          : "The two are of different workspaces, so that there is no one history to judge both in.",
    },
  };
}

/** Both ends, and both dates judged again in the history of their workspace. */
export async function withHistory(store: WorkspaceStore, before: Side, after: Side): Promise<ComparedSides> {
  if (before.result.workspace !== store.workspace || after.result.workspace !== store.workspace)
    return withoutHistory(before, after);
  const ruleset = rulesOf(after, [await rulesetOf(store), DEFAULT_RULESET]);
  if (ruleset === null)
    return { before, after, ruleset, recomputed: { why: "Without the later rules neither date can be judged again." } };
  const [from, to] = [before, after].map(({ result }) => Date.parse(result.asOf));
  return { before, after, ruleset, recomputed: await recompute(store, from!, to!, ruleset, await providesOf(store)) };
}

function isFile(end: string): boolean {
  return extname(end).toLowerCase() === ".json";
}

async function sideIn(store: WorkspaceStore, end: string, ports: Ports): Promise<Side> {
  const [, back, previous] = KEPT.exec(end) ?? [];
  if (KEPT.test(end)) return keptSide(store, previous === undefined ? Number(back ?? 0) : 1, end);
  const wanted = notInTheFuture(dayOf(end), ports.now(), `"${end}"`);
  const asOf = await lastKnown(store, wanted, `"${end}"`, ports);
  const ruleset: Ruleset = await rulesetOf(store);
  return { kind: "date", ...(await judgeWithBasis(store, asOf, ruleset)) };
}

function dayOf(end: string): number {
  try {
    return instant(end);
  } catch {
    throw usage(
      `"${end}" is neither a day, nor a kept scan, nor a result file.`,
      "Write 2026-01-31, last, previous, last~2 or old.json.",
    );
  }
}

async function keptSide(store: WorkspaceStore, back: number, end: string): Promise<Side> {
  const kept = await store.keptResult(back);
  if (kept === null)
    throw usage(
      `Workspace "${store.workspace}" has no kept scan "${end}".`,
      `Scan it again, or compare days: wmmm compare 2026-01-31 last.`,
    );
  return { kind: "scan", result: kept.result, basis: readBasis(kept.basis) };
}

function readResult(end: string, ports: Ports): Side {
  const path = resolve(ports.workingDirectory, end);
  if (!existsSync(path)) throw usage(`There is no file "${end}".`, "Name a result that was written with --out or --json.");
  if (statSync(path).size > MOST_BYTES) throw usage(`"${end}" is larger than any result.`, "Name a result of wmmm.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ProblemError(
      { ...usage(`"${end}" is no JSON.`, "Name a result that was written with --out or --json.").problem },
      { cause: error },
    );
  }
  const result = resultSchema.safeParse(parsed);
  if (!result.success)
    throw usage(
      `"${end}" is no result of a scan (${result.error.issues[0]?.path.join(".") ?? "its shape"}).`,
      "Name a result that was written with --out or --json; the shape is in schemas/result.schema.json.",
    );
  return { kind: "file", result: result.data, basis: null };
}

function exitCodeOf({ index, level, before, after }: Comparison, { failOnFall = false }: CompareOptions): number {
  if (failOnFall && (index.verdict === "fall" || (level.whole ?? 0) < 0)) return EXIT.thresholdMissed;
  return level.whole === null || !before.complete || !after.complete ? EXIT.incomplete : EXIT.ok;
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
