import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../src/report/html/report.tsx";
import { sampleLevel, sampleResult, sampleTeam, UNJUDGED, withTexts } from "../../support/sample-result.ts";
const RESULTS = [
    ["judged", sampleResult()],
    ["unjudged", sampleResult({ ...UNJUDGED, next: [], streams: [], signals: [] })],
    ["with hostile texts", withTexts(sampleResult(), (text) => `"><script>alert(1)</script><b style=x onclick=y>${text}`)],
];
/** Text between tags, entities left as they are. */
const visible = (html) => html.replaceAll(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, "").replaceAll(/<[^>]*>/g, "\n");
describe.each(RESULTS)("a result %s", (_, result) => {
    const html = renderHtml(result);
    test("is one file that loads nothing and runs nothing", () => {
        expect(html.length).toBeLessThan(1_000_000);
        expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="result">']);
        const tags = html.match(/<[a-z][^>]*>/g) ?? [];
        for (const tag of tags.map((one) => one.replaceAll(/"[^"]*"/g, '""')))
            expect(tag).not.toMatch(/\s(style|src|srcset|on\w+|action|formaction)=/);
        expect(html).not.toMatch(/<(iframe|object|embed|img|base|form|meta http-equiv="refresh")\b/);
    });
    test("allows its own style by hash and nothing else", () => {
        const style = /<style>([\s\S]*?)<\/style>/.exec(html)[1];
        const hash = createHash("sha256").update(style).digest("base64");
        expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`);
    });
    test("carries the whole result", () => {
        const json = /<script type="application\/json" id="result">([\s\S]*?)<\/script>/.exec(html)[1];
        expect(JSON.parse(json)).toEqual(result);
    });
    test("every link inside of it has its target", () => {
        const ids = new Set(Array.from(html.matchAll(/\sid="([^"]*)"/g), (match) => match[1]));
        expect(Array.from(html.matchAll(/href="#([^"]*)"/g), (match) => match[1]).filter((target) => !ids.has(target) && result.signals.length > 0)).toEqual([]);
    });
    test("writes no holes", () => {
        expect(visible(html)).not.toMatch(/\bnull\b|NaN|undefined|Infinity|-0(\s|\u00A0)%|\[object/);
    });
});
describe("what a reader is told", () => {
    test("each of the 25 rows opens to signals, thresholds, examples, blind spots and what to do", () => {
        const html = renderHtml(sampleResult());
        const row = html.slice(html.indexOf('id="c-2.1"'), html.indexOf('id="c-2.2"'));
        for (const part of [
            "Inferred from",
            "Largely at",
            "Fully at",
            "Share",
            "Items that show it",
            "What cannot be seen",
            "How to get there",
            "Conflicting evidence",
        ])
            expect(row).toContain(part);
    });
    test("a team that blocks is shown right under the gaps, before the profile", () => {
        const gap = {
            kind: "team",
            level: 3,
            id: "breadth",
            sentence: "Too few people are at level 3.",
            rating: null,
            tolerated: false,
        };
        const html = renderHtml(sampleResult({ level: sampleLevel({ gaps: [gap] }) }));
        const between = html.slice(html.indexOf('id="gaps"'), html.indexOf('id="profile"'));
        expect(between).toContain("Checkout");
        expect(renderHtml(sampleResult()).slice(0, html.indexOf('id="profile"'))).not.toContain("Active people");
    });
    test("a team says what holds it back", () => {
        const gap = {
            kind: "characteristic",
            level: 4,
            id: "4.1",
            sentence: "4.1 is not met by Up.",
            rating: "N",
            tolerated: false,
        };
        const team = { ...sampleTeam("Up", 3), level: sampleLevel({ best: 3, gaps: [gap] }) };
        expect(renderHtml(sampleResult({ teams: [team] }))).toMatch(/<bdi>Up<\/bdi>[\s\S]*4\.1 is not met by Up\./);
    });
    test("teams that could not be judged on a level are not counted as below it", () => {
        const open = {
            ...sampleTeam("Open", 3),
            level: sampleLevel({ best: 3, notAssessable: { level: 4, reason: "Nothing of it." } }),
        };
        const breadth = [{ level: 4, peopleShare: 0.4, teams: 1, of: 3 }];
        const html = renderHtml(sampleResult({
            level: sampleLevel({ notAssessable: null }),
            teams: [open, sampleTeam("Up", 4), sampleTeam("Down", 2)],
            breadth,
        }));
        expect(html).toContain("1 not judged that high");
        expect(renderHtml(sampleResult({ teams: [open], breadth: [{ level: 4, peopleShare: 0, teams: 0, of: 1 }] }))).not.toContain("0 of 1 assessed");
    });
    test("a suppressed team is named with its reason and without any number, even where the result has some", () => {
        const small = {
            ...sampleTeam("Tiny", 4),
            status: "suppressed",
            activePeople: 4321,
            items: 8765,
            reason: "Fewer than five people.",
        };
        const html = renderHtml(sampleResult({ teams: [small, sampleTeam("Big", 3), sampleTeam("Other", 3)] }));
        const text = visible(html.slice(html.indexOf('id="teams"'), html.indexOf('id="signals"')));
        expect(text).toContain("Tiny");
        expect(text).toContain("not shown");
        expect(text).not.toMatch(/4,321|8,765|4 Managed/);
        expect(html.slice(html.indexOf("Every characteristic by team"), html.indexOf('id="signals"'))).not.toContain("Tiny");
    });
    test("levels above the lowest that could not be assessed are open and not at 0 %", () => {
        const level = sampleLevel({
            best: 3,
            confirmed: 3,
            notAssessable: { level: 4, reason: "Nothing of level 4 could be judged." },
        });
        const html = renderHtml(sampleResult({ level }));
        expect(html).toContain("Level 4 or higher: cannot be judged. Level 5 or higher: cannot be judged.");
        expect(html).toContain("Nothing of level 4 could be judged.");
    });
    test("addresses that are no web addresses become no links", () => {
        const html = renderHtml(withTexts(sampleResult(), (text, path) => (path.endsWith(".url") ? "javascript:alert(1)" : text)));
        expect(visible(html)).toContain("ACME-12");
        expect(html.replace(/<script[\s\S]*<\/script>/, "")).not.toContain("javascript:");
    });
});
