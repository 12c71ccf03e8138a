import { LEVELS, LEVEL_NAMES } from "../../src/model/level.ts";
export function characteristicsPage(characteristics, signals) {
    const parts = [
        "# Characteristics\n",
        "<!-- Printed from the metadata beside the code by `npm run docs`. Do not edit. -->\n",
        "The 25 sentences of the model and what each is inferred from. Primary signals are bold; a rating needs one of them and 60 % of the weight.\n",
    ];
    for (const level of LEVELS) {
        parts.push(`## Level ${level}: ${LEVEL_NAMES[level]}\n`);
        for (const characteristic of characteristics.filter((candidate) => candidate.level === level)) {
            parts.push(`### ${characteristic.id} ${characteristic.text}\n`, `Kind: ${characteristic.kind}. Observability: ${characteristic.observability}.${characteristic.observabilityCap === null ? "" : ` Never rated above ${characteristic.observabilityCap.cap}: ${characteristic.observabilityCap.reason}`}\n`, "| signal | weight |", "|---|---|", ...characteristic.signals.map((part) => {
                const title = signals.find((signal) => signal.id === part.id)?.title ?? part.id;
                return `| ${part.primary ? `**${title}**` : title} (\`${part.id}\`) | ${part.weight} |`;
            }), "", `Insufficient when: ${characteristic.insufficientWhen}\n`, "What the tool cannot see:\n", ...characteristic.blindSpots.map((spot) => `- ${spot}`), "", `How to get there: ${characteristic.remediation}\n`);
        }
    }
    return `${parts.join("\n").trimEnd()}\n`;
}
