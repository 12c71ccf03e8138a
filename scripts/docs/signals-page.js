import { DIMENSIONS } from "../../src/model/measure.ts";
/** Ends in one full stop. */
const sentence = (text) => `${text.replace(/\.$/, "")}.`;
const GENERATED = "<!-- Printed from the metadata beside the code by `npm run docs`. Do not edit. -->\n";
export function signalsPage(signals, ruleset) {
    const parts = [
        "# Signals\n",
        GENERATED,
        "A signal is one quantity measured on the history of work items. The ladder says at which value this signal alone is just consistent with",
        `level 1 to 5 (the sixth rung saturates it); ruleset ${ruleset.version}. Where a ladder's basis is "prior", no published number exists.\n`,
    ];
    for (const dimension of DIMENSIONS) {
        parts.push(`## ${dimension[0].toUpperCase()}${dimension.slice(1)}\n`);
        for (const signal of signals.filter((candidate) => candidate.dimension === dimension)) {
            const ladder = ruleset.ladders.find((candidate) => candidate.signal === signal.id);
            parts.push(`### ${signal.title}\n`, `\`${signal.id}\` (${signal.reference})\n`, `${signal.definition}\n`, `- Unit: ${signal.unit}; ${signal.better} is better. Window: ${signal.windowWeeks} weeks. Minimum sample: ${signal.minimumSample}. Evidence: ${signal.families.join(", ")}.`, ...(ladder === undefined
                ? []
                : [
                    `- Ladder (${ladder.scale}): ${ladder.rungs.join(" / ")}. Basis: ${ladder.basis.kind}; ${sentence(ladder.basis.source)}`,
                ]), `- Needs: ${signal.facets.join(", ")}.`, `- Source: ${sentence(signal.source)}`, `- Guard: ${sentence(signal.guard)}`, "- When not to rely on it:", ...signal.limits.map((limit) => `  - ${limit}`), "");
        }
    }
    return `${parts.join("\n").trimEnd()}\n`;
}
