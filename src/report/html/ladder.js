import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { ladderPosition } from "../ladder-position.ts";
import { quantity, quantityWithUnit } from "../wording.ts";
const RUNGS = [1, 2, 3, 4, 5];
const FROM = 0.4;
const TO = 6.4;
const x = (position) => `${(((position - FROM) / (TO - FROM)) * 100).toFixed(2)}%`;
/** Value and interval on the rungs of the five levels; better is always to the right. `big` writes levels and rung values beside them. */
export function Ladder({ signal, big = false }) {
    const at = signal.value === null ? null : ladderPosition(signal, signal.value);
    const ends = signal.interval90?.map((end) => ladderPosition(signal, end)) ?? [];
    const [low, high] = ends.every((end) => end !== null) && ends.length === 2 ? ends.toSorted((a, b) => a - b) : [null, null];
    const y = big ? 30 : 9;
    const said = signal.value === null || at === null
        ? `${signal.title}: not measured.`
        : `${signal.title}: ${quantityWithUnit(signal.value, signal.unit)}, at ${at.toFixed(1)} on the ladder from level 1 to 5.`;
    return (_jsxs("svg", { class: big ? "ladder big" : "ladder", role: "img", "aria-label": said, children: [_jsx("line", { x1: "0", x2: "100%", y1: y, y2: y }), RUNGS.map((rung) => (_jsxs(_Fragment, { children: [_jsx("line", { x1: x(rung), x2: x(rung), y1: y - 5, y2: y + 5 }), big && signal.ladder[rung - 1] !== undefined ? (_jsxs(_Fragment, { children: [_jsx("text", { class: "level", x: x(rung), y: "14", children: rung }), _jsx("text", { x: x(rung), y: "54", children: quantity(signal.ladder[rung - 1]) })] })) : null] }))), low == null || high == null ? null : (_jsx("rect", { class: "range", x: x(low), y: y - 4, width: `${Math.max(0.4, ((high - low) / (TO - FROM)) * 100).toFixed(2)}%`, height: "8", rx: "2" })), at === null ? null : _jsx("circle", { class: "value", cx: x(at), cy: y, r: "5" })] }));
}
/** The numbers of the levels over a column of ladders. */
export function LadderHead() {
    return (_jsx("svg", { class: "ladder", "aria-hidden": "true", children: RUNGS.map((rung) => (_jsx("text", { x: x(rung), y: "13", children: rung }))) }));
}
