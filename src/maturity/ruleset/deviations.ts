import { canonicalJson } from "./hash.ts";
import type { Ruleset } from "./ruleset.ts";

/** Told by sentences of their own. */
const TOLD = new Set<keyof Ruleset>(["version", "ladders", "weights", "policy", "statuses", "teams"]);

const SWITCHES = {
  sharedOwnership: "that people share items",
  throughputBased: "that work is planned by throughput, without estimates and sprints",
  publicIntake: "that anybody may file items",
  scrum: "that sprints are the plan",
  support: "that work is what others ask for",
} as const satisfies Record<keyof Ruleset["policy"], string>;

/** One sentence for each way in which `ruleset` differs from `reference`; empty when they judge alike. */
export function deviationsFrom(reference: Ruleset, ruleset: Ruleset): string[] {
  const sentences: string[] = [];
  const expected = new Map(reference.ladders.map((ladder) => [ladder.signal, ladder]));
  for (const ladder of ruleset.ladders) {
    const other = expected.get(ladder.signal);
    expected.delete(ladder.signal);
    if (other === undefined) {
      sentences.push(`The ladder of ${ladder.signal} was added.`);
      continue;
    }
    if (other.rungs.join() !== ladder.rungs.join())
      sentences.push(`The ladder of ${ladder.signal} is ${ladder.rungs.join("/")} instead of ${other.rungs.join("/")}.`);
    if (other.scale !== ladder.scale)
      sentences.push(`Between the rungs of ${ladder.signal} the scale is ${ladder.scale} instead of ${other.scale}.`);
  }
  for (const signal of expected.keys()) sentences.push(`The ladder of ${signal} was left out.`);
  for (const id of Object.keys(reference.weights)) {
    const changed = changedWeights(reference.weights[id]!, ruleset.weights[id] ?? {});
    if (changed.length > 0) sentences.push(`In ${id} ${changed.join(", ")}.`);
  }
  for (const key of Object.keys(reference) as (keyof Ruleset)[]) {
    if (TOLD.has(key)) continue;
    const before = canonicalJson(reference[key] as number | boolean | readonly number[]);
    const after = canonicalJson(ruleset[key] as number | boolean | readonly number[]);
    if (before !== after) sentences.push(`The rule ${key} is ${after} instead of ${before}.`);
  }
  for (const [key, words] of Object.entries(SWITCHES) as [keyof Ruleset["policy"], string][]) {
    const after = ruleset.policy[key] === true;
    if (after !== (reference.policy[key] === true)) sentences.push(`It is ${after ? "said" : "no longer said"} ${words}.`);
  }
  return [...sentences, ...mappings(reference, ruleset)].toSorted();
}

/** `status-freshness weighs 50 % instead of 35 %`, in the order of the signals. */
function changedWeights(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): string[] {
  const percent = (weight: number): string => `${Number((100 * weight).toFixed(1))} %`;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((signal) => {
    const [old, own] = [before[signal], after[signal]];
    if (old === own) return [];
    if (own === undefined) return [`${signal} does not count`];
    return [`${signal} weighs ${percent(own)} instead of ${old === undefined ? "nothing" : percent(old)}`];
  });
}

function mappings(reference: Ruleset, ruleset: Ruleset): string[] {
  const statusesOf = ({ statuses = [] }: Ruleset): string[] =>
    statuses.map(
      ({ name, connection, category }) =>
        `The status "${name}"${connection === null ? "" : ` of ${connection}`} is taken for "${category}".`,
    );
  const teamsOf = ({ teams = [] }: Ruleset): string[] =>
    teams.map(({ name, projects, labels, components }) => {
      const parts = [named("project", projects), named("label", labels), named("component", components)].filter(
        (part) => part !== null,
      );
      return `Work with ${parts.join(", or with ")} belongs to team ${name}.`;
    });
  const before = new Set([...statusesOf(reference), ...teamsOf(reference)]);
  const after = new Set([...statusesOf(ruleset), ...teamsOf(ruleset)]);
  return [
    ...[...after].filter((sentence) => !before.has(sentence)),
    ...[...before].filter((sentence) => !after.has(sentence)).map((sentence) => `No longer: ${sentence}`),
  ];
}

function named(what: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `the ${what}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
}
