import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { DIMENSIONS } from "../../model/measure.ts";
import { DIMENSION_NAMES, percent, quantity, quantityWithUnit } from "../wording.ts";
import { Ladder, LadderHead } from "./ladder.tsx";
import { Examples, Fold } from "./parts.tsx";
const OUTCOME_WORDS = {
    measured: "measured",
    "insufficient-data": "too little data",
    "not-supported": "not measured",
    "not-applicable": "does not apply",
    failed: "failed",
};
/** Every signal: what it is, what came out, how sure, from how much. Measured ones first. */
export function Signals({ result }) {
    const users = new Map();
    for (const { id, signals } of result.characteristics)
        for (const part of signals)
            users.set(part.id, [...(users.get(part.id) ?? []), id]);
    return (_jsxs(_Fragment, { children: [_jsx("p", { class: "soft", children: "What was measured, on which sample. The dot is the value on the signal's own ladder of levels 1 to 5, better to the right; the band is its 90 % interval. Where the data cannot tell, the row says why." }), DIMENSIONS.map((dimension) => {
                const signals = result.signals.filter((signal) => signal.dimension === dimension);
                const ordered = [...signals.filter((one) => one.value !== null), ...signals.filter((one) => one.value === null)];
                return (_jsxs(_Fragment, { children: [_jsxs("div", { class: "head", children: [_jsx("h3", { children: DIMENSION_NAMES[dimension] }), _jsx(LadderHead, {})] }), ordered.map((signal) => (_jsx(SignalRow, { signal: signal, users: users.get(signal.id) ?? [] })))] }));
            })] }));
}
function SignalRow({ signal, users }) {
    const { value, sampleSize } = signal;
    return (_jsxs(Fold, { id: `s-${signal.id}`, class: "signal", summary: _jsxs(_Fragment, { children: [_jsx("span", { class: "soft", children: signal.reference }), _jsx("span", { class: value === null ? "soft" : "", children: signal.title }), value === null ? _jsx("span", { class: "ladder soft" }) : _jsx(Ladder, { signal: signal }), _jsx("span", { class: value === null ? "num soft" : "num", children: value === null ? OUTCOME_WORDS[signal.outcome] : quantityWithUnit(value, signal.unit) }), _jsx("span", { class: "num soft sample", children: value === null || sampleSize === null ? "" : `of ${quantity(sampleSize)}` })] }), children: [_jsx("p", { children: signal.definition }), signal.reason === null ? null : _jsx("p", { class: "notice", children: signal.reason }), signal.ladder.length === 0 ? null : _jsx(Ladder, { signal: signal, big: true }), signal.warnings.map((warning) => (_jsx("p", { class: "notice", children: warning }))), _jsx(Figures, { signal: signal }), _jsx(Limits, { signal: signal }), users.length === 0 ? null : (_jsxs("p", { class: "soft", children: ["Read by", " ", users.map((id, at) => (_jsxs(_Fragment, { children: [at === 0 ? "" : ", ", _jsx("a", { href: `#c-${id}`, children: id })] }))), "."] })), _jsx(Examples, { examples: signal.examples })] }));
}
/** What the ladder rests on, and when not to rely on the value. */
function Limits({ signal: { basis, limits } }) {
    return (_jsx(_Fragment, { children: _jsxs("p", { class: "soft", children: [basis === null ? "" : `The ladder rests on ${BASIS_WORDS[basis.kind]}: ${basis.source.replace(/\.$/, "")}. `, limits.join(" ")] }) }));
}
const BASIS_WORDS = { published: "published numbers", analytic: "an analytic result", prior: "an expert estimate" };
function Figures({ signal }) {
    const { value, interval90, sampleSize, minimumSample, needed, coverage, unit } = signal;
    const rows = [];
    if (value !== null && interval90 !== null)
        rows.push(["Value", `${quantityWithUnit(value, unit)} (90 %: ${quantity(interval90[0])} to ${quantity(interval90[1])})`]);
    if (sampleSize !== null)
        rows.push(["Sample", `${quantity(sampleSize)}, at least ${quantity(minimumSample)} asked for`]);
    if (needed !== null && needed > 0)
        rows.push(["Missing", `${quantity(Math.ceil(needed))} more`]);
    if (coverage !== null)
        rows.push(["Coverage", `${percent(coverage)} of those in question could be used`]);
    rows.push(["Kinds of evidence", signal.families.join(", ")]);
    for (const [name, count] of Object.entries(signal.details))
        rows.push([name, quantity(count)]);
    for (const [name, count] of Object.entries(signal.excluded))
        rows.push([`left out: ${name}`, quantity(count)]);
    return (_jsx("dl", { class: "pairs", children: rows.map(([name, text]) => (_jsxs(_Fragment, { children: [_jsx("dt", { children: name }), _jsx("dd", { children: text })] }))) }));
}
