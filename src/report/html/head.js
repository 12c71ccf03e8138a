import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { LEVEL_NAMES } from "../../model/level.ts";
import { boundsSentence, certaintySentence, chanceOf, indexWords, levelTitle, nextOpen, period, plural, quantity, } from "../wording.ts";
import { Foreign } from "./parts.tsx";
import { Glance, Steps } from "./steps.tsx";
/** The first screen: the level, how sure, and on what. */
export function Head({ result }) {
    const { level } = result;
    return (_jsxs("header", { children: [_jsxs("div", { class: "meta", children: [_jsx(Foreign, { children: result.workspace }), _jsxs("span", { children: ["Work Management Maturity, ", period(result)] })] }), _jsxs("div", { class: "split", children: [_jsxs("div", { children: [_jsx("h1", { children: levelTitle(level.best) }), _jsx("p", { class: "lead", children: certaintySentence(level) }), nextOpen(level) === null ? null : _jsx("p", { children: nextOpen(level) }), _jsx(HeldBack, { result: result }), _jsx("p", { children: boundsSentence(result) }), result.complete ? null : (_jsxs("p", { class: "notice", children: ["The data is incomplete: ", _jsx("a", { href: "#data", children: "what is missing" }), "."] }))] }), _jsxs("figure", { children: [_jsx(Steps, { level: level }), _jsx(Glance, { characteristics: result.characteristics }), _jsx("figcaption", { children: "Steps: the chance of standing there or higher; dashed cannot be judged. Letters: the five characteristics of each level." })] })] }), _jsx(Facts, { result: result })] }));
}
/** The gap that blocks most, so that a good profile under a lower level explains itself at once. What cannot be judged is said elsewhere. */
function HeldBack({ result }) {
    const gap = result.level.gaps.find((one) => !one.tolerated && one.kind !== "evidence");
    if (gap === undefined)
        return null;
    return (_jsxs("p", { children: ["Not level ", gap.level, " yet: ", _jsx(Foreign, { children: gap.sentence }), " ", _jsx("a", { href: "#gaps", children: "All that holds it back" })] }));
}
function Facts({ result }) {
    const { level, index, diagnostics, characteristics, signals } = result;
    const words = indexWords(index, level);
    const rated = characteristics.filter((one) => one.attainment !== null).length;
    const measured = signals.filter((one) => one.outcome === "measured").length;
    return (_jsxs("dl", { class: "facts", children: [_jsx(Fact, { name: "Confirmed", value: level.confirmed === null ? "?" : `Level ${level.confirmed} · ${LEVEL_NAMES[level.confirmed]}`, children: level.confirmed === null ? "no level can be named" : confirmedNote(result) }), _jsx(Fact, { name: "Index", value: words === null ? "?" : words.score, children: words === null ? ("needs a level") : (_jsxs(_Fragment, { children: [[
                            words.score100,
                            words.interval === null ? null : `90 %: ${words.interval}`,
                            words.intervalWithThresholds === null ? null : `with uncertain thresholds ${words.intervalWithThresholds}`,
                        ]
                            .filter((part) => part !== null)
                            .join("; "), words.note === null ? "" : `; ${words.note}`] })) }), _jsx(Fact, { name: "Stricter readings", value: level.strict === null ? "?" : `Level ${level.strict}, by ISO rule ${level.isoStrict ?? "?"}`, children: "without the one tolerated gap a level; ISO 33020 also wants every level below fully attained" }), _jsx(Fact, { name: "Possible", value: level.lower === level.upper ? `Level ${level.lower}` : `Level ${level.lower} to ${level.upper}`, children: "with everything that could not be judged taken as absent, or as perfect" }), _jsxs(Fact, { name: "Judged", value: `${rated} of ${plural(characteristics.length, "characteristic", "characteristics")}`, children: ["from ", measured, " of ", plural(signals.length, "signal", "signals"), " that could be measured"] }), _jsxs(Fact, { name: "Measured on", value: plural(diagnostics.items, "item", "items"), children: [plural(diagnostics.events, "event", "events"), ", ", quantity(diagnostics.completed), " finished in the window", diagnostics.activePeople === null ? "" : `, ${quantity(diagnostics.activePeople)} active people`] })] }));
}
function confirmedNote(result) {
    const { confirmed, best } = result.level;
    if (confirmed === null || confirmed === 1)
        return "asks for nothing";
    const own = `chance ${chanceOf(result.level, confirmed) ?? "unknown"}, 90 % is needed`;
    return confirmed === best ? own : `${own}; the best estimate needs 50 %`;
}
function Fact({ name, value, children }) {
    return (_jsxs("div", { children: [_jsx("dt", { children: name }), _jsxs("dd", { children: [_jsx("strong", { children: value }), _jsx("small", { children: children })] })] }));
}
