import { SIGNALS } from "../../../signals/index.ts";
import { CHARACTERISTICS } from "../../maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import { deviationsFrom } from "../../maturity/ruleset/deviations.ts";
import { rulesetDifference } from "../../maturity/ruleset/diff.ts";
import { rulesetHash } from "../../maturity/ruleset/hash.ts";
import { fullFile, printRuleset as printed } from "../../maturity/ruleset/print.ts";
import type { Ruleset } from "../../maturity/ruleset/ruleset.ts";
import { ProblemError } from "../../model/problem.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { readRulesetFile, rulesetOf } from "../read-ruleset.ts";
import { effectLines, rulesetEffect } from "../ruleset-effect.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

/** What stands for the rules as they are shipped where a file could be named. */
const SHIPPED = "shipped";

/** A ruleset in full: that of a file, of a workspace, or the shipped one. */
export async function printRuleset(
  file: string | undefined,
  options: { workspace?: string; json?: boolean },
  ports: Ports,
): Promise<number> {
  const ruleset = await meant(file, options.workspace, ports);
  const context = {
    characteristics: CHARACTERISTICS,
    signals: SIGNALS,
    shippedVersion: DEFAULT_RULESET.version,
    hash: rulesetHash(ruleset),
  };
  ports.out(
    options.json === true
      ? `${JSON.stringify(fullFile(ruleset, DEFAULT_RULESET.version), null, 2)}\n`
      : printed(ruleset, context),
  );
  return EXIT.ok;
}

/** Says whether a file can be used, and what it changes. */
export async function validateRulesetFile(file: string, ports: Ports): Promise<number> {
  const { ruleset } = readRulesetFile(file, ports);
  const deviations = deviationsFrom(DEFAULT_RULESET, ruleset);
  ports.out(`${[`${nameOf(ruleset)} can be used.`, ...changeLines(deviations, ports)].join("\n")}\n`);
  return EXIT.ok;
}

/** What moves from one ruleset to another. */
export async function diffRulesets(
  first: string,
  second: string | undefined,
  options: { workspace?: string; json?: boolean },
  ports: Ports,
): Promise<number> {
  const before = second === undefined ? await meant(undefined, options.workspace, ports) : await meant(first, undefined, ports);
  const after = await meant(second ?? first, undefined, ports);
  const difference = rulesetDifference(before, after, CHARACTERISTICS);
  const effect =
    options.workspace === undefined
      ? undefined
      : await withWorkspace(options.workspace, false, ports, (store) => rulesetEffect(store, before, after, ports));
  if (options.json === true) {
    const side = (ruleset: Ruleset) => ({ version: ruleset.version, hash: rulesetHash(ruleset) });
    ports.out(`${JSON.stringify({ before: side(before), after: side(after), ...difference, effect }, null, 2)}\n`);
    return EXIT.ok;
  }
  const paint = paintFor(ports.colour);
  const lines = [
    ...wrap(`From ${nameOf(before)} to ${nameOf(after)}`, width(ports)).map((line) => paint("strong", line)),
    ...changeLines(difference.changes, ports),
    ...(difference.effects.length === 0 ? [] : ["", paint("strong", "What moves")]),
    ...difference.effects.flatMap((sentence) => bullet(sentence, ports)),
    ...(effect === undefined ? [] : ["", ...effectLines(effect, width(ports), paint)]),
  ];
  ports.out(`${lines.join("\n")}\n`);
  return EXIT.ok;
}

/** From now on a workspace is judged by this file, or by the shipped rules again. */
export async function useRuleset(
  file: string | undefined,
  options: { workspace?: string; shipped?: boolean },
  ports: Ports,
): Promise<number> {
  if ((file === undefined) === (options.shipped !== true))
    throw new ProblemError({
      code: "usage",
      what: file === undefined ? "No ruleset was named." : "A file and --shipped cannot both be used.",
      todo: "Name a file, or give --shipped to go back to the rules as they are shipped.",
    });
  const own = file === undefined ? null : readRulesetFile(file, ports);
  return withWorkspace(await chooseWorkspace(options.workspace, ports), false, ports, async (store) => {
    await store.setOwnRuleset(own?.text ?? null, ports.now());
    const name = own === null ? "the shipped rules" : nameOf(own.ruleset);
    ports.out(
      `${wrap(`From now on "${store.workspace}" is judged by ${name}. Next: wmmm scan ${store.workspace} --no-sync`, width(ports)).join("\n")}\n`,
    );
    return EXIT.ok;
  });
}

async function meant(file: string | undefined, workspace: string | undefined, ports: Ports): Promise<Ruleset> {
  if (file === SHIPPED) return DEFAULT_RULESET;
  if (file !== undefined) return readRulesetFile(file, ports).ruleset;
  if (workspace === undefined) return DEFAULT_RULESET;
  return withWorkspace(workspace, false, ports, (store) => rulesetOf(store));
}

function changeLines(changes: readonly string[], ports: Ports): string[] {
  if (changes.length === 0) return ["It judges like the shipped one: nothing differs."];
  return changes.flatMap((change) => bullet(change, ports));
}

function bullet(text: string, ports: Ports): string[] {
  return wrap(`- ${text}`, width(ports), "  ");
}

const width = (ports: Ports): number => Math.min(Math.max(ports.columns, 40), 100);

/** `1.0.0+acme (0f3b...)`, as results name it. */
function nameOf(ruleset: Ruleset): string {
  return `${ruleset.version} (${rulesetHash(ruleset).slice(0, 12)})`;
}
