import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { gapsTitle } from "../wording.ts";
import { Foreign, Section } from "./parts.tsx";
import { TeamTable } from "./teams.tsx";
/** Why the level is not higher. Where it is a team that blocks, the teams stand right below, since the profile alone would not show it. */
export function Gaps({ result }) {
    const { level, characteristics } = result;
    const known = new Set(characteristics.map((one) => one.id));
    const blocking = level.gaps.filter((gap) => !gap.tolerated);
    const tolerated = level.gaps.filter((gap) => gap.tolerated);
    const teamBlocks = blocking.some((gap) => gap.kind === "team");
    return (_jsxs(Section, { id: "gaps", title: gapsTitle(level), children: [level.gaps.length === 0 ? _jsx("p", { children: "Nothing is open." }) : _jsx(GapList, { gaps: blocking, known: known }), teamBlocks ? (_jsxs(_Fragment, { children: [_jsx("p", { class: "soft", children: "A level counts for the whole only where its teams have reached it; the 25 ratings further down are averages over the teams and can look better." }), _jsx(TeamTable, { teams: result.teams })] })) : null, tolerated.length === 0 ? null : (_jsxs(_Fragment, { children: [_jsx("h3", { children: "Open, but not holding the level back" }), _jsx(GapList, { gaps: tolerated, known: known })] }))] }));
}
function GapList({ gaps, known }) {
    if (gaps.length === 0)
        return null;
    return (_jsx("ul", { class: "plain", children: gaps.map((gap) => (_jsxs("li", { class: gap.rating ?? (gap.kind === "evidence" ? "I" : "P"), children: [_jsx(Foreign, { children: gap.sentence }), " ", _jsx(GapLink, { gap: gap, known: known })] }))) }));
}
function GapLink({ gap, known }) {
    if (gap.kind === "team")
        return _jsx("a", { href: "#teams", children: "Teams" });
    return known.has(gap.id) ? _jsxs("a", { href: `#c-${gap.id}`, children: ["Evidence for ", gap.id] }) : null;
}
/** Steps in their order; those that change only what can be seen are marked as such. */
export function Next({ result }) {
    return (_jsxs(_Fragment, { children: [_jsx("ol", { class: "next", children: result.next.map((step) => (_jsxs("li", { children: [step.kind === "evidence" ? _jsx("small", { children: "To see more: " }) : null, _jsx(Foreign, { children: step.sentence }), " ", step.characteristic === null ? null : _jsxs("a", { href: `#c-${step.characteristic}`, children: ["Evidence for ", step.characteristic] })] }))) }), result.next.some((step) => step.kind === "evidence") ? (_jsx("p", { class: "soft", children: "\"To see more\" changes what can be judged, not how mature the work is." })) : null] }));
}
