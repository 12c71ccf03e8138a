import type { Signal } from "../../signals/signal.ts";
import { LEVELS, LEVEL_NAMES, type Characteristic } from "../../src/model/level.ts";

/** What a rating needs besides the weight of its signals, and what a full one does. */
function requirementLines({ requires, parts, fullOnlyWith }: Characteristic): string[] {
  const needs = [
    requires?.finishedItems === undefined ? null : `at least ${requires.finishedItems} items finished in 26 weeks`,
    requires?.historyWeeks === undefined
      ? null
      : `at least ${requires.historyWeeks} weeks of history${requires.orConfigurationHistory === true ? ", or that of the configuration" : ""}`,
    requires?.signals === undefined ? null : `${requires.signals.map((id) => `\`${id}\``).join(", ")} measured`,
    requires?.oneOf === undefined ? null : `one of ${requires.oneOf.map(({ signal }) => `\`${signal}\``).join(", ")}`,
    parts === undefined ? null : `${parts.needed} of ${parts.of.map(({ name }) => name).join(", ")}`,
  ].filter((need) => need !== null);
  return [
    ...(needs.length === 0 ? [] : [`Rated only with: ${needs.join("; ")}.\n`]),
    ...(fullOnlyWith === undefined ? [] : [`Never fully met where ${fullOnlyWith.reason}.\n`]),
  ];
}

export function characteristicsPage(characteristics: readonly Characteristic[], signals: readonly Signal[]): string {
  const parts = [
    "# Characteristics\n",
    "<!-- Printed from the metadata beside the code by `npm run docs`. Do not edit. -->\n",
    "The 25 sentences of the model and what each is inferred from. Primary signals are bold; a rating needs one of them and 60 % of the weight.\n",
  ];
  for (const level of LEVELS) {
    parts.push(`## Level ${level}: ${LEVEL_NAMES[level]}\n`);
    for (const characteristic of characteristics.filter((candidate) => candidate.level === level)) {
      parts.push(
        `### ${characteristic.id} ${characteristic.text}\n`,
        `Kind: ${characteristic.kind}. Observability: ${characteristic.observability}.${characteristic.observabilityCap === null ? "" : ` Never rated above ${characteristic.observabilityCap.cap}: ${characteristic.observabilityCap.reason}${characteristic.observabilityCap.unlessConfigurationHistory === true ? " (unless that history can be read)" : ""}.`}\n`,
        "| signal | weight |",
        "|---|---|",
        ...characteristic.signals.map((part) => {
          const title = signals.find((signal) => signal.id === part.id)?.title ?? part.id;
          return `| ${part.primary ? `**${title}**` : title} (\`${part.id}\`) | ${part.weight} |`;
        }),
        "",
        ...requirementLines(characteristic),
        `Insufficient when: ${characteristic.insufficientWhen}\n`,
        "What the tool cannot see:\n",
        ...characteristic.blindSpots.map((spot) => `- ${spot}`),
        "",
        `How to get there: ${characteristic.remediation}\n`,
      );
    }
  }
  return `${parts.join("\n").trimEnd()}\n`;
}
