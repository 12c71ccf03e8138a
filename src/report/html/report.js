import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { INDICATOR_GROUPS } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import { cleanResult } from "../clean.ts";
import { safeJson } from "../json.ts";
import { DIMENSION_NAMES, GROUP_NAMES, levelTitle, percent } from "../wording.ts";
import { Data } from "./data.tsx";
import { Gaps, Next } from "./gaps.tsx";
import { Head } from "./head.tsx";
import { Method } from "./method.tsx";
import { ScoreCard, Section } from "./parts.tsx";
import { Profile } from "./profile.tsx";
import { Signals } from "./signals.tsx";
import { STYLE } from "./style.ts";
import { Teams } from "./teams.tsx";
/** The one style that the page may apply: its policy names it by hash, so that nothing in foreign text can bring another. */
const STYLE_HASH = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE)))));
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;
/** A small staircase; also keeps browsers from asking a server for one. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><path fill="#1a8088" d="M0 5V4h1V3h1V2h1V1h1V0h1v5z"/></svg>')}`;
/**
 * One HTML file: no network, no script that runs, prints well, light and dark. The whole result is embedded as JSON, so that the file is
 * also the record. Foreign text only ever becomes text nodes and attribute values, which the renderer escapes.
 */
export function renderHtml(result) {
    const clean = cleanResult(result);
    const title = `${clean.workspace}: ${levelTitle(clean.level.best)}`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${escapeMarkup(clean.provenance.product)}">
<title>${escapeMarkup(title)}</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
</head>
<body>
${keepPercents(renderToString(_jsx(Report, { result: clean })))}
<script type="application/json" id="result">${safeJson(result)}</script>
</body>
</html>
`;
}
function escapeMarkup(value) {
    return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
/** No line ends between a number and its percent sign. Text only: nothing inside of a tag changes. */
function keepPercents(markup) {
    return markup.replaceAll(/>[^<>]+</g, (between) => between.replaceAll(/(\d) %/g, "$1\u00A0%"));
}
function Report({ result }) {
    const { next, teams, index, c4 } = result;
    return (_jsxs(_Fragment, { children: [_jsx(Head, { result: result }), _jsxs("nav", { "aria-label": "Sections", children: [_jsx("a", { href: "#gaps", children: "What holds it back" }), next.length === 0 ? null : _jsx("a", { href: "#next", children: "Look at next" }), _jsx("a", { href: "#profile", children: "25 characteristics" }), _jsx("a", { href: "#c4", children: "C4 flywheel" }), teams.length === 0 ? null : _jsx("a", { href: "#teams", children: "Teams" }), _jsx("a", { href: "#signals", children: "Signals" }), _jsx("a", { href: "#data", children: "Data" }), _jsx("a", { href: "#how", children: "How it was judged" })] }), _jsxs("main", { children: [_jsx(Gaps, { result: result }), next.length === 0 ? null : (_jsx(Section, { id: "next", title: "Look at next", children: _jsx(Next, { result: result }) })), _jsx(Section, { id: "profile", title: "The 25 characteristics", children: _jsx(Profile, { result: result }) }), _jsxs(Section, { id: "c4", title: "C4 flywheel, 0 to 100", children: [_jsx("div", { class: "cards", children: DIMENSIONS.map((dimension) => {
                                    const { score, interval90, coverage, institutionalisation } = c4[dimension];
                                    return (_jsxs(ScoreCard, { name: DIMENSION_NAMES[dimension], score: score, interval: interval90, children: [_jsx("br", {}), percent(coverage), " of it could be seen", institutionalisation === null
                                                ? ""
                                                : `; the weakest quarter of teams is at ${percent(institutionalisation)} of the middle one`] }));
                                }) }), _jsx("h3", { children: "By indicator group" }), _jsx("div", { class: "cards five", children: INDICATOR_GROUPS.map((group) => (_jsx(ScoreCard, { name: GROUP_NAMES[group], score: index.groups[group], interval: null }))) })] }), teams.length === 0 ? null : (_jsx(Section, { id: "teams", title: "Teams", children: _jsx(Teams, { result: result }) })), _jsx(Section, { id: "signals", title: "Signals", children: _jsx(Signals, { result: result }) }), _jsx(Section, { id: "data", title: "Data", children: _jsx(Data, { result: result }) }), _jsx(Section, { id: "how", title: "How it was judged", children: _jsx(Method, { result: result }) })] }), _jsx("footer", { children: _jsx("p", { children: result.statement }) })] }));
}
