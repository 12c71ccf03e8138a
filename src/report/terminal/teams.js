import { LEVEL_NAMES } from "../../model/level.ts";
import { chanceOf, quantity } from "../wording.ts";
import { fit, padEnd, padStart, width, wrap } from "./layout.ts";
/** One line a team, in columns; what could not be judged or is not shown says why. A suppressed team has no number. */
export function teamLines(teams, columns, paint) {
    const longest = Math.max(...teams.map((team) => width(team.name)));
    const nameColumns = Math.min(longest, columns >= 70 ? 26 : 18);
    return teams.flatMap((team) => {
        const name = `${padEnd(fit(team.name, nameColumns), nameColumns)}  `;
        if (team.status === "assessed" && team.level?.best != null)
            return [name + judged(team, columns - nameColumns - 2, paint)];
        const reason = team.reason ??
            team.level?.notAssessable?.reason ??
            (team.status === "suppressed" ? "Not shown." : "Its level cannot be judged.");
        return wrap(reason, columns - nameColumns - 2).map((line, at) => (at === 0 ? name : " ".repeat(nameColumns + 2)) + paint("faint", line));
    });
}
function judged(team, columns, paint) {
    const best = team.level?.best ?? 1;
    const chance = team.level === null ? null : chanceOf(team.level, best);
    const index = team.index?.score5;
    const parts = [
        padEnd(`${best} ${LEVEL_NAMES[best]}`, 13),
        padStart(chance ?? "", 5),
        index == null ? "" : `index ${index.toFixed(1)}`,
        team.activePeople === null ? "" : `${padStart(quantity(team.activePeople), 3)} people`,
        team.items === null ? "" : `${padStart(quantity(team.items), 5)} items`,
    ];
    // What does not fit is left out from the right, whole.
    while (parts.length > 1 && width(parts.join("  ")) > columns)
        parts.pop();
    const [level, ...rest] = parts;
    return `${level}  ${paint("faint", rest.join("  "))}`;
}
