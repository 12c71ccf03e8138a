import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { percent, wholeScore } from "../wording.ts";
const x = (share) => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
/** Share 0-1 on a track, the bounds between the ratings cut into it, the 90 % interval as a line. The number stands beside it in words. */
export function Gauge({ share, interval, rating }) {
    return (_jsxs("svg", { class: `gauge ${rating}`, "aria-hidden": "true", children: [_jsx("rect", { class: "track", x: "0", y: "1", width: "100%", height: "8", rx: "4" }), share === null ? null : _jsx("rect", { class: "fill", x: "0", y: "1", width: x(share), height: "8", rx: "4" }), share === null ? null : [0.15, 0.5, 0.85].map((bound) => _jsx("line", { class: "bound", x1: x(bound), x2: x(bound), y1: "1", y2: "9" })), interval === null ? null : _jsx("line", { class: "range", x1: x(interval[0]), x2: x(interval[1]), y1: "5", y2: "5" })] }));
}
/** Foreign text: never mixes its reading direction with what stands around it. */
export function Foreign({ children }) {
    return _jsx("bdi", { children: children });
}
/** A link only when the address is a web address; a tracker can send anything. */
export function ItemLink({ example }) {
    return /^https?:\/\//i.test(example.url) ? (_jsx("a", { href: example.url, rel: "noreferrer noopener", children: _jsx(Foreign, { children: example.key }) })) : (_jsx(Foreign, { children: example.key }));
}
export function Examples({ examples }) {
    if (examples.length === 0)
        return null;
    return (_jsxs(_Fragment, { children: [_jsx("h3", { children: "Items that show it" }), _jsx("table", { class: "stack", children: _jsx("tbody", { children: examples.map((example) => (_jsxs("tr", { children: [_jsx("td", { class: example.stance, children: example.stance }), _jsx("td", { class: "key", children: _jsx(ItemLink, { example: example }) }), _jsx("td", { children: _jsx(Foreign, { children: example.note }) }), _jsx("td", { class: "soft", children: example.title === null ? null : _jsx(Foreign, { children: example.title }) })] }))) }) })] }));
}
export function Section({ id, title, children }) {
    return (_jsxs("section", { id: id, children: [_jsx("h2", { children: title }), children] }));
}
/** A row that opens. The anchor stands inside, so that a link to it opens the row without any script. */
export function Fold({ id, class: name, summary, children, }) {
    return (_jsxs("details", { class: `row ${name}`, children: [_jsx("summary", { children: summary }), _jsxs("div", { class: "inside", children: [id === undefined ? null : _jsx("span", { class: "anchor", id: id }), children] })] }));
}
/** A score of 0-100 with its interval, for dimensions and groups. */
export function ScoreCard({ name, score, interval, children, }) {
    const share = score === null ? null : score / 100;
    return (_jsxs("div", { children: [_jsx("span", { class: "name", children: name }), _jsx("strong", { children: score === null ? "?" : wholeScore(score) }), _jsx(Gauge, { share: share, interval: interval === null ? null : [interval[0] / 100, interval[1] / 100], rating: ratingOf(share) }), _jsxs("small", { children: [score === null
                        ? "cannot be judged"
                        : interval === null
                            ? ""
                            : `90 %: ${wholeScore(interval[0])} to ${wholeScore(interval[1])}`, children] })] }));
}
function ratingOf(share) {
    if (share === null)
        return "I";
    return share > 0.85 ? "F" : share > 0.5 ? "L" : share > 0.15 ? "P" : "N";
}
/** `84 % (90 %: 79 % to 88 %)`. */
export function shareWithInterval(share, interval) {
    return interval === null ? percent(share) : `${percent(share)} (90 %: ${percent(interval[0])} to ${percent(interval[1])})`;
}
