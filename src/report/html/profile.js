import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import { contribution } from "../contribution.ts";
import { percent, quantity, quantityWithUnit, RATING_SYMBOLS, RATING_WORDS } from "../wording.ts";
import { Examples, Fold, Gauge, shareWithInterval } from "./parts.tsx";
/** The 25 sentences with their ratings; each opens to what carries it. */
export function Profile({ result }) {
    const signals = new Map(result.signals.map((signal) => [signal.id, signal]));
    return (_jsxs(_Fragment, { children: [_jsx("p", { class: "soft", children: "N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply. The cuts in a bar are the bounds between the ratings, the line is the 90 % interval. Open a row for its evidence." }), LEVELS.map((level) => (_jsxs(_Fragment, { children: [_jsxs("h3", { children: ["Level ", level, " ", LEVEL_NAMES[level], level === 1 ? ": how far it is left behind" : ""] }), result.characteristics
                        .filter((characteristic) => characteristic.level === level)
                        .map((characteristic) => (_jsx(Row, { verdict: characteristic, signals: signals })))] })))] }));
}
function Row({ verdict, signals }) {
    return (_jsxs(Fold, { id: `c-${verdict.id}`, class: verdict.rating, summary: _jsxs(_Fragment, { children: [_jsx("span", { class: "soft", children: verdict.id }), _jsx("span", { class: verdict.attainment === null ? "soft" : "", children: verdict.text }), _jsx("span", { class: "grade", title: RATING_WORDS[verdict.rating], children: RATING_SYMBOLS[verdict.rating] }), _jsx(Gauge, { share: verdict.attainment, interval: verdict.interval90, rating: verdict.rating }), _jsx("span", { class: "num", children: verdict.attainment === null ? "" : percent(verdict.attainment) })] }), children: [verdict.reason === null ? null : _jsx("p", { children: verdict.reason }), _jsx(Attained, { verdict: verdict }), [...verdict.limitedBy, ...verdict.flags].map((note) => (_jsx("p", { class: "notice", children: note }))), _jsx(SignalParts, { verdict: verdict, signals: signals }), _jsx(Examples, { examples: verdict.examples }), _jsx("h3", { children: "What cannot be seen" }), verdict.blindSpots.length === 0 ? _jsx("p", { children: "No blind spots are known." }) : null, verdict.blindSpots.map((spot) => (_jsx("p", { children: spot }))), _jsx("h3", { children: "How to get there" }), _jsx("p", { children: verdict.remediation })] }));
}
function Attained({ verdict }) {
    const { attainment, interval90, descriptorMatch, evidenceFamilies, coverage, observability } = verdict;
    const seen = `${percent(coverage)} of the weight of its signals could be measured; trackers show this sentence ${SHOWN[observability]}.`;
    if (attainment === null)
        return _jsx("p", { class: "soft", children: seen });
    const families = evidenceFamilies.length === 0 ? "" : `Kinds of evidence: ${evidenceFamilies.join(", ")}. `;
    return (_jsxs("p", { children: [verdict.level === 1
                ? "Left behind"
                : `${RATING_WORDS[verdict.rating].replace(/^./, (letter) => letter.toUpperCase())} attained`, ": ", shareWithInterval(attainment, interval90), ".", descriptorMatch === null
                ? " Whether the sentence describes them now cannot be told."
                : ` The sentence describes them now to ${percent(descriptorMatch)}.`, " ", families, seen] }));
}
const SHOWN = { high: "well", medium: "in part", low: "poorly" };
function SignalParts({ verdict, signals }) {
    if (verdict.signals.length === 0)
        return null;
    return (_jsxs("table", { class: "stack", children: [_jsx("thead", { children: _jsxs("tr", { children: [_jsx("th", { children: "Inferred from" }), _jsx("th", { class: "num", children: "Weight" }), _jsx("th", { class: "num", children: "Value (90 %)" }), _jsx("th", { class: "num", children: "Largely at" }), _jsx("th", { class: "num", children: "Fully at" }), _jsx("th", { class: "num", children: "Alone" }), _jsx("th", { class: "num", children: "Share" })] }) }), _jsx("tbody", { children: verdict.signals.map((part) => (_jsx(PartRow, { verdict: verdict, part: part, signal: signals.get(part.id) }))) })] }));
}
function PartRow({ verdict, part, signal }) {
    const interval = signal?.interval90 == null ? "" : ` (${quantity(signal.interval90[0])} to ${quantity(signal.interval90[1])})`;
    const share = contribution(verdict, part);
    return (_jsxs("tr", { children: [_jsxs("td", { children: [_jsx("a", { href: `#s-${part.id}`, children: signal?.title ?? part.id }), part.primary ? _jsx("small", { children: " primary" }) : null, signal?.reason ? (_jsxs(_Fragment, { children: [_jsx("br", {}), _jsx("small", { children: signal.reason })] })) : null] }), _jsx("td", { class: "num", "data-label": "Weight", children: percent(part.weight) }), _jsx("td", { class: "num", "data-label": "Value (90 %)", children: signal?.value == null ? "?" : `${quantityWithUnit(signal.value, signal.unit)}${interval}` }), _jsx("td", { class: "num", "data-label": "Largely at", children: quantity(part.largely) }), _jsx("td", { class: "num", "data-label": "Fully at", children: quantity(part.fully) }), _jsx("td", { class: "num", "data-label": "Alone", children: part.desirability === null ? "" : percent(part.desirability) }), _jsx("td", { class: "num", "data-label": "Share", children: share === null ? "" : percent(share) })] }));
}
