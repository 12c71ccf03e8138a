import type { Characteristic } from "../../model/level.ts";
import { RULESET_FORM, type RulesetFile } from "./file.ts";
import type { Ruleset } from "./ruleset.ts";

/** What a reader is told beside the numbers. */
export interface PrintContext {
  readonly characteristics: readonly Characteristic[];
  readonly signals: readonly { readonly id: string; readonly reference: string; readonly title: string; readonly unit: string }[];
  /** Version of the shipped ruleset. */
  readonly shippedVersion: string;
  readonly hash: string;
}

/** A ruleset in full, in the form of an own one and with comments: whoever takes it, changes a number and uses it gets that change and no other. */
export function printRuleset(ruleset: Ruleset, context: PrintContext): string {
  const { characteristics, signals } = context;
  const file = fullFile(ruleset, context.shippedVersion);
  const signalOf = new Map(signals.map((signal) => [signal.id, signal]));
  const ladders = ruleset.ladders.map(({ signal, rungs, scale, basis }, at, all) => {
    const { reference, title, unit } = signalOf.get(signal)!;
    const value = scale === "linear" ? list(rungs) : `{ "rungs": ${list(rungs)}, "scale": "log" }`;
    return `    // ${reference} ${title} (${unit}); ${basis.kind}: ${oneLine(basis.source)}\n    ${JSON.stringify(signal)}: ${value}${comma(at, all)}`;
  });
  const weights = characteristics.map(({ id, text }, at, all) => {
    const parts = Object.entries(ruleset.weights[id]!).map(([signal, weight]) => `${JSON.stringify(signal)}: ${weight}`);
    return `    // ${text}\n    ${JSON.stringify(id)}: { ${parts.join(", ")} }${comma(at, all)}`;
  });
  const blocks = [
    `  "form": ${file.form}`,
    `  "basedOn": ${JSON.stringify(file.basedOn)}`,
    ...(file.name === undefined ? [] : [`  "name": ${JSON.stringify(file.name)}`]),
    `  // The value at which a signal alone is just consistent with levels 1 to 5, and beyond.\n  "ladders": {\n${ladders.join("\n")}\n  }`,
    `  // How much each signal counts; the weights of a characteristic sum to 1.\n  "weights": {\n${weights.join("\n")}\n  }`,
    ...(["rules", "applicability", "statuses", "teams"] as const)
      .filter((key) => file[key] !== undefined)
      .map((key) => `  ${JSON.stringify(key)}: ${indented(file[key])}`),
  ];
  return `// Ruleset ${ruleset.version}, hash ${context.hash}\n// An own ruleset needs only what it changes; what is left out is as shipped.\n{\n${blocks.join(",\n")}\n}\n`;
}

/** The same without comments. */
export function fullFile(ruleset: Ruleset, shippedVersion: string): RulesetFile {
  const { version, ladders, weights, policy, statuses, teams, ...rules } = ruleset;
  const name = version.split("+")[1];
  return {
    form: RULESET_FORM,
    basedOn: shippedVersion,
    ...(name === undefined ? {} : { name }),
    ladders: Object.fromEntries(ladders.map(({ signal, rungs, scale }) => [signal, { rungs: [...rungs], scale }])),
    weights: Object.fromEntries(Object.entries(weights).map(([id, parts]) => [id, { ...parts }])),
    rules: { ...rules, ratingBounds: [...rules.ratingBounds] },
    applicability: {
      scrum: policy.scrum === true,
      throughput: policy.throughputBased,
      support: policy.support === true,
      publicIntake: policy.publicIntake,
      sharedOwnership: policy.sharedOwnership,
    },
    ...(statuses === undefined
      ? {}
      : {
          statuses: Object.fromEntries(
            statuses.map(({ name, connection, category }) => [connection === null ? name : `${connection}:${name}`, category]),
          ),
        }),
    ...(teams === undefined
      ? {}
      : {
          teams: teams.map((team) => ({
            name: team.name,
            projects: [...team.projects],
            labels: [...team.labels],
            components: [...team.components],
          })),
        }),
  };
}

const list = (numbers: readonly number[]): string => `[${numbers.join(", ")}]`;
const comma = (at: number, all: readonly unknown[]): string => (at === all.length - 1 ? "" : ",");
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
const indented = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
