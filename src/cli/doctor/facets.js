import { SIGNALS } from "../../../signals/index.ts";
import { FACETS } from "../../model/facet.ts";
import { facetName } from "../../report/wording.ts";
/** How much a connection can show, in one line. */
export function facetSummary(provides) {
    const count = (level) => FACETS.filter((facet) => provides[facet].level === level).length;
    return `Of ${FACETS.length} kinds of history it shows ${count("full")} fully, ${count("partial")} in part and ${count("none")} not at all`;
}
/**
 * A line for each kind of history that a connection shows in part or not at all. `others` = what the other connections of the workspace
 * provide: a signal is only switched off where none of them shows what it needs.
 */
export function facetFindings(provides, others) {
    const none = FACETS.filter((facet) => provides[facet].level === "none");
    const partial = FACETS.filter((facet) => provides[facet].level === "partial");
    return [
        ...none.map((facet) => line(facet, "none", `${provides[facet].sentence}${switchedOff(facet, others)}`)),
        ...partial.map((facet) => line(facet, "part", provides[facet].sentence)),
    ];
}
function line(facet, state, sentence) {
    return { state, text: `${facetName(facet)}: ${sentence}` };
}
function switchedOff(facet, others) {
    if (others.some((provides) => provides[facet].level !== "none"))
        return " Another connection of this workspace shows it.";
    // Signals without needs are declared and not built; they are off for another reason.
    const off = SIGNALS.filter((signal) => signal.needs.length > 0 && signal.facets.includes(facet));
    if (off.length === 0)
        return " No signal of this version needs it.";
    return ` Switched off: ${off.map(({ reference, title }) => `${reference} ${title}`).join("; ")}.`;
}
