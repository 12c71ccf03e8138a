import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { facetName, lastDay, percent, quantity } from "../wording.ts";
import { conflictSentence, joinSentences } from "../join-wording.ts";
import { Fold, Foreign } from "./parts.tsx";
/** What was read, whether it is all, and what the tool cannot show. */
export function Data({ result }) {
    return (_jsxs(_Fragment, { children: [_jsx(Streams, { result: result }), _jsx(Diagnostics, { result: result }), result.provenance.connections.map((connection) => (_jsx(Limits, { connection: connection }))), _jsx(Joins, { provenance: result.provenance })] }));
}
/** What several tools show of one and the same. */
function Joins({ provenance: { joins, joinConflicts } }) {
    const conflict = conflictSentence(joinConflicts);
    const sentences = [...joinSentences(joins), ...(conflict === null ? [] : [conflict])];
    if (sentences.length === 0)
        return null;
    return (_jsx(Fold, { class: "block", summary: _jsx("span", { children: "What was taken for one in several tools" }), children: _jsx("ul", { children: sentences.map((sentence) => (_jsxs("li", { children: [sentence, "."] }))) }) }));
}
function Streams({ result }) {
    if (result.streams.length === 0)
        return _jsx("p", { children: "No stream was read." });
    return (_jsxs("table", { class: "stack", children: [_jsx("thead", { children: _jsxs("tr", { children: [_jsx("th", { children: "Stream" }), _jsx("th", { children: "Status" }), _jsx("th", { class: "num", children: "Stored" }), _jsx("th", { class: "num", children: "Tool says" }), _jsx("th", { class: "num", children: "Coverage" }), _jsx("th", { class: "num", children: "Read last" }), _jsx("th", { class: "num", children: "Requests" }), _jsx("th", { children: "Problem or note" })] }) }), _jsx("tbody", { children: result.streams.map((stream) => (_jsxs("tr", { children: [_jsx("td", { children: _jsx(Foreign, { children: `${stream.connection}/${stream.stream}` }) }), _jsx("td", { "data-label": "Status", children: stream.status === "never" ? "never read" : stream.status }), _jsx("td", { class: "num", "data-label": "Stored", children: quantity(stream.stored) }), _jsx("td", { class: "num", "data-label": "Tool says", children: stream.vendorTotal === null ? null : quantity(stream.vendorTotal) }), _jsx("td", { class: "num", "data-label": "Coverage", children: typeof stream.coverage === "number" ? percent(stream.coverage) : null }), _jsx("td", { class: "num", "data-label": "Read last", children: quantity(stream.fetched) }), _jsx("td", { class: "num", "data-label": "Requests", children: quantity(stream.requests) }), _jsx("td", { children: stream.problem === null ? ((stream.coverageNote ?? null)) : (_jsx(Foreign, { children: `${stream.problem.what} ${stream.problem.todo}` })) })] }))) })] }));
}
function Diagnostics({ result }) {
    const { cycleTimeP50Days, cycleTimeP85Days, flowBalance, wipSlopePerWeek, logQuality, completed } = result.diagnostics;
    return (_jsxs("dl", { class: "pairs", children: [_jsx("dt", { children: "Finished in the window" }), _jsx("dd", { children: quantity(completed) }), _jsx("dt", { children: "Cycle time (not scored)" }), _jsx("dd", { children: cycleTimeP50Days === null || cycleTimeP85Days === null
                    ? "cannot be told"
                    : `half within ${quantity(cycleTimeP50Days)} d, 85 % within ${quantity(cycleTimeP85Days)} d` }), _jsx("dt", { children: "Log quality" }), _jsx("dd", { children: logQuality === null ? "cannot be told" : percent(logQuality) }), _jsx("dt", { children: "Arrivals to departures" }), _jsx("dd", { children: flowBalance === null ? "cannot be told" : `${quantity(Math.exp(flowBalance))} to 1` }), _jsx("dt", { children: "Work in progress" }), _jsx("dd", { children: wipSlopePerWeek === null
                    ? "cannot be told"
                    : `${wipSlopePerWeek < 0 ? "falls" : "grows"} by ${quantity(Math.abs(wipSlopePerWeek))} items a week` })] }));
}
function Limits({ connection }) {
    const all = Object.entries(connection.provides);
    const limits = [
        ...all.filter(([, support]) => support.level === "none"),
        ...all.filter(([, support]) => support.level === "partial"),
    ];
    if (limits.length === 0)
        return null;
    const synced = connection.lastSyncedAt === null ? "never read" : `last read ${lastDay(connection.lastSyncedAt)}`;
    return (_jsx(Fold, { class: "block", summary: _jsxs("span", { children: ["What ", _jsx(Foreign, { children: connection.id }), connection.id === connection.kind ? "" : ` (${connection.kind})`, " cannot show, or shows in part ", _jsx("small", { children: synced })] }), children: _jsx("dl", { class: "pairs", children: limits.map(([facet, support]) => (_jsxs(_Fragment, { children: [_jsxs("dt", { children: [facetName(facet), " (", support.level === "none" ? "not at all" : "in part", ")"] }), _jsx("dd", { children: support.sentence })] }))) }) }));
}
