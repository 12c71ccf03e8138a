import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { SIGNALS } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../maturity/ruleset/default.ts";
import { parseRulesetFile } from "../maturity/ruleset/file.ts";
import { resolveRuleset } from "../maturity/ruleset/resolve.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { ProblemError } from "../model/problem.ts";
import type { WorkspaceStore } from "../store/store.ts";
import type { Ports } from "./ports.ts";

const MOST_BYTES = 1_000_000;

/** A ruleset from the text of a file. Throws a `usage` problem that names the first thing wrong. */
export function rulesetFrom(text: string): Ruleset {
  return resolveRuleset(parseRulesetFile(text), {
    shipped: DEFAULT_RULESET,
    characteristics: CHARACTERISTICS,
    signalIds: SIGNALS.map(({ id }) => id),
  });
}

/** Text and meaning of a ruleset file, relative to the working directory. */
export function readRulesetFile(path: string, ports: Ports): { readonly text: string; readonly ruleset: Ruleset } {
  const text = textOf(resolve(ports.workingDirectory, path), path);
  return { text, ruleset: rulesetFrom(text) };
}

/** What a workspace is judged by: its own ruleset, else the shipped one. */
export async function rulesetOf(store: WorkspaceStore): Promise<Ruleset> {
  const text = await store.ownRuleset();
  if (text === null) return DEFAULT_RULESET;
  try {
    return rulesetFrom(text);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // It was fine when it was stored: another version reads it now.
    throw new ProblemError(
      {
        ...error.problem,
        what: `The own ruleset of "${store.workspace}" cannot be used any more: ${clauseOf(error.problem.what)}`,
        todo: `Correct the file and run "wmmm ruleset use FILE --workspace ${store.workspace}" again, or "wmmm ruleset use --shipped --workspace ${store.workspace}".`,
      },
      { cause: error },
    );
  }
}

function clauseOf(what: string): string {
  return what.replace(/^The ruleset /, "it ");
}

function textOf(path: string, shown: string): string {
  const problem = (what: string, todo: string): ProblemError => new ProblemError({ code: "usage", what, todo });
  try {
    const found = statSync(path);
    if (!found.isFile()) throw problem(`"${shown}" is not a file.`, "Name the file that holds the ruleset.");
    if (found.size > MOST_BYTES)
      throw problem(`"${shown}" is larger than a megabyte and no ruleset.`, "Name the file that holds the ruleset.");
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw error.code === "ENOENT"
      ? problem(`There is no file "${shown}".`, '"wmmm ruleset print" prints one to begin with.')
      : problem(`"${shown}" cannot be read (${String(error.code)}).`, "Check its path and its rights.");
  }
}
