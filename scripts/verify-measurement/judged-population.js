import { LEVELS } from "../../src/model/level.ts";
import { runAll } from "./pool.ts";
/** Of each level in a whole run, and how many of the five that are in between (none above level 5). */
const WHOLE = { pure: 110, ahead: 35, behind: 35, mixed: 20, between: 50 };
const REDUCED = { pure: 5, ahead: 1, behind: 1, mixed: 0, between: 2 };
let judged = null;
/** Every organisation of the population, judged once for all figures that look at it. */
export function judgedPopulation(reduced) {
    judged ??= runAll("judge-one", casesOf(reduced ? REDUCED : WHOLE));
    return judged;
}
function casesOf(counts) {
    return LEVELS.flatMap((level) => Object.keys(counts).flatMap((group) => {
        const none = (group === "mixed" && level === 1) || ((group === "between" || group === "ahead") && level === 5);
        return Array.from({ length: none ? 0 : counts[group] }, (_, n) => ({ name: `${level}/${group}/${n}`, level, group }));
    }));
}
