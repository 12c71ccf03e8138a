import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import { chanceOf, isOpen, RATING_SYMBOLS, RATING_WORDS } from "../wording.ts";
const STEP = 80;
const BASE = 190;
const FIRST = 40;
const RISE = 30;
/** The five levels as a staircase; each step is filled by the chance of standing on it or higher. */
export function Steps({ level }) {
    const chances = LEVELS.map((k) => (isOpen(level, k) ? null : (level.atLeast?.[`${k}`] ?? null)));
    const words = LEVELS.map((k) => chanceOf(level, k));
    const said = LEVELS.map((k, at) => `Level ${k} or higher: ${words[at] ?? "cannot be judged"}.`).join(" ");
    return (_jsx("svg", { class: "steps", viewBox: `0 0 ${STEP * 5} ${BASE + 40}`, role: "img", "aria-label": said, children: LEVELS.map((k, at) => {
            const height = FIRST + RISE * at;
            const x = at * STEP + 2;
            const chance = chances[at] ?? null;
            const here = k === level.best ? "here" : "";
            const middle = at * STEP + STEP / 2;
            return (_jsxs("g", { children: [_jsx("rect", { class: chance === null ? "open" : "shape", x: x, y: BASE - height, width: STEP - 4, height: height, rx: "2" }), chance === null || chance === 0 ? null : (_jsx("rect", { class: here === "" ? "fill" : "fill top", x: x, y: BASE - height * chance, width: STEP - 4, height: height * chance, rx: "2" })), _jsx("text", { class: here, x: middle, y: BASE - height - 8, children: words[at] ?? "?" }), _jsx("text", { class: here, x: middle, y: BASE + 18, children: k }), _jsx("text", { class: here, x: middle, y: BASE + 34, children: LEVEL_NAMES[k] })] }));
        }) }));
}
/** The 25 ratings as letters under their steps, each a link to its row. */
export function Glance({ characteristics }) {
    return (_jsx("div", { class: "glance", children: LEVELS.map((level) => (_jsx("ol", { children: characteristics
                .filter((one) => one.level === level)
                .map((one) => {
                const said = `${one.id} ${one.text}: ${RATING_WORDS[one.rating]}`;
                return (_jsx("li", { children: _jsx("a", { class: `cell ${one.rating}`, href: `#c-${one.id}`, title: said, "aria-label": said, children: RATING_SYMBOLS[one.rating] }) }));
            }) }))) }));
}
