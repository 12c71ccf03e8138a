import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import { chanceOf, isOpen, nextOpen, percent, plural, quantity, RATING_SYMBOLS } from "../wording.ts";
import { Fold, Foreign } from "./parts.tsx";
/** Where each team stands. A suppressed team is named with its reason and nothing else. */
export function TeamTable({ teams }) {
    return (_jsxs("table", { class: "stack", children: [_jsx("thead", { children: _jsxs("tr", { children: [_jsx("th", { children: "Team" }), _jsx("th", { children: _jsx("span", { "aria-hidden": "true", children: "1 to 5" }) }), _jsx("th", { children: "Level" }), _jsx("th", { class: "num", children: "Index" }), _jsx("th", { class: "num", children: "Active people" }), _jsx("th", { class: "num", children: "Items" }), _jsx("th", { children: "Note" })] }) }), _jsx("tbody", { children: teams.map((team) => (_jsx(TeamRow, { team: team }))) })] }));
}
function TeamRow({ team }) {
    const shown = team.status !== "suppressed";
    const level = team.status === "assessed" ? team.level : null;
    const best = level?.best ?? null;
    const chance = best === null || level === null ? null : chanceOf(level, best);
    const blocking = level?.gaps.find((gap) => !gap.tolerated && gap.kind !== "evidence")?.sentence ?? null;
    const note = team.reason ?? blocking ?? (level === null ? null : nextOpen(level));
    return (_jsxs("tr", { children: [_jsx("td", { children: _jsx(Foreign, { children: team.name }) }), _jsx("td", { children: best === null ? null : _jsx(Ranks, { team: team }) }), _jsxs("td", { "data-label": "Level", children: [best === null ? (shown ? "cannot be judged" : "not shown") : `${best} ${LEVEL_NAMES[best]}`, chance === null ? null : _jsxs("small", { children: [" ", chance] })] }), _jsx("td", { class: "num", "data-label": "Index", children: (shown && team.status === "assessed" && team.index?.score5?.toFixed(1)) || null }), _jsx("td", { class: "num", "data-label": "Active people", children: shown && team.activePeople !== null ? quantity(team.activePeople) : null }), _jsx("td", { class: "num", "data-label": "Items", children: shown && team.items !== null ? quantity(team.items) : null }), _jsx("td", { class: "soft", children: note })] }));
}
function Ranks({ team }) {
    const level = team.level;
    if (level === null)
        return null;
    return (_jsx("span", { class: "ranks", "aria-hidden": "true", children: LEVELS.map((k) => (_jsx("i", { class: k <= (level.best ?? 0) ? "on" : isOpen(level, k) ? "open" : "" }))) }));
}
/** How far the levels reach, and which team is rated how on what. */
export function Teams({ result }) {
    const assessed = result.teams.filter((team) => team.status === "assessed" && team.level !== null);
    return (_jsxs(_Fragment, { children: [_jsx(TeamTable, { teams: result.teams }), result.breadth.length === 0 ? null : (_jsx("dl", { class: "pairs", children: result.breadth.map((step) => (_jsxs(_Fragment, { children: [_jsxs("dt", { children: ["Level ", step.level, " or higher"] }), _jsx("dd", { children: _jsx(Reach, { result: result, step: step }) })] }))) })), _jsx("p", { class: "soft", children: "The percentage beside a level is the chance that the team is at it or higher. Groups under five active people are named without any number. Nothing here is about a person." }), assessed.length < 2 ? null : (_jsx(Fold, { class: "block", summary: _jsx("span", { children: "Every characteristic by team" }), children: _jsx(Matrix, { result: result, teams: assessed }) }))] }));
}
/** Teams at a level or higher. Teams that could not be judged that high are counted apart: they are no teams below. */
function Reach({ result, step }) {
    const open = result.teams.filter((team) => team.status === "assessed" && team.level !== null && isOpen(team.level, step.level)).length;
    if (open >= step.of || (isOpen(result.level, step.level) && step.teams === 0))
        return _jsx(_Fragment, { children: "cannot be judged" });
    return (_jsxs(_Fragment, { children: [step.teams, " of ", plural(step.of, "assessed team", "assessed teams"), ", ", percent(step.peopleShare), " of the people in them", open === 0 ? "" : `; ${open} not judged that high`] }));
}
function Matrix({ result, teams }) {
    const ids = result.characteristics.map((one) => one.id);
    const firsts = new Set(ids.filter((id) => id.endsWith(".1")));
    return (_jsx("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Ratings of every characteristic by team", children: _jsxs("table", { class: "matrix", children: [_jsx("thead", { children: _jsxs("tr", { children: [_jsx("th", {}), ids.map((id) => (_jsx("th", { class: firsts.has(id) ? "first" : "", children: id })))] }) }), _jsx("tbody", { children: teams.map((team) => {
                        const ratings = new Map(team.characteristics.map((one) => [one.id, one.rating]));
                        return (_jsxs("tr", { children: [_jsx("th", { scope: "row", children: _jsx(Foreign, { children: team.name }) }), ids.map((id) => {
                                    const rating = ratings.get(id) ?? "I";
                                    return (_jsx("td", { class: firsts.has(id) ? "first" : "", children: _jsx("span", { class: `cell ${rating}`, children: RATING_SYMBOLS[rating] }) }));
                                })] }));
                    }) })] }) }));
}
