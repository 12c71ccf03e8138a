import { describe, expect, test } from "vitest";
import { plain, width } from "../../../src/report/terminal/layout.ts";
import { renderTerminal } from "../../../src/report/terminal/result.ts";
import { sampleIndex, sampleLevel, sampleResult, sampleTeam, UNJUDGED, withTexts } from "../../support/sample-result.ts";
const render = (result, columns = 80, paint = plain) => renderTerminal(result, { columns, paint });
/** As a terminal with colours gets it. */
const coloured = (_, text) => (text === "" ? "" : `\u001B[32m${text}\u001B[39m`);
const HOSTILE = "x\u001B]0;gone\u0007\u009B2J\r\n\t日本語👩\u200D👧\u202Eevil\u2066 Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung";
const teamBlocks = sampleResult({
    level: sampleLevel({
        gaps: [
            {
                kind: "team",
                level: 3,
                id: "breadth",
                sentence: "Teams with 52 % of the people are at level 3 or above, 80 % is needed.",
                rating: null,
                tolerated: false,
            },
        ],
    }),
});
const RESULTS = [
    ["judged", sampleResult()],
    ["unjudged", sampleResult({ ...UNJUDGED, next: [], streams: [], signals: [], workspace: "" })],
    ["held back by a team", teamBlocks],
    [
        "of many teams",
        sampleResult({
            teams: Array.from({ length: 60 }, (_, at) => sampleTeam(`Team ${at} ${"of many words ".repeat(at % 7)}`, 3)),
        }),
    ],
    ["with hostile texts", withTexts(sampleResult(), (text) => `${HOSTILE} ${text}`)],
    ["with wide names", withTexts(sampleResult(), (text) => `決済チーム${text}`)],
];
describe("at 80 columns", () => {
    test.each([
        ["judged", sampleResult()],
        ["cannot-be-judged", sampleResult({ ...UNJUDGED, next: [], characteristics: [] })],
        ["held-back-by-a-team", { ...teamBlocks, characteristics: [], next: [] }],
    ])("%s", async (name, result) => {
        await expect(render(result)).toMatchFileSnapshot(`goldens/${name}.txt`);
    });
});
describe.each(RESULTS)("a result %s", (_, result) => {
    test.each([40, 60, 72, 80, 100, 240])("fits into %i columns", (columns) => {
        const lines = render(result, columns).split("\n");
        const most = Math.min(Math.max(columns, 60), 100);
        for (const line of lines)
            expect(width(line), line).toBeLessThanOrEqual(most);
    });
    test("says the same with and without colours", () => {
        // oxlint-disable-next-line no-control-regex -- escape codes are what is taken off
        const bare = render(result, 80, coloured).replaceAll(/\u001B\[\d+m/g, "");
        expect(bare.replaceAll(/ +$/gm, "")).toBe(render(result));
    });
    test("has no control characters, no marks that reorder text and no holes", () => {
        const text = render(result);
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
        expect(text).not.toMatch(/\bnull\b|NaN|undefined|Infinity|-0 %|\[object/);
        expect(text.endsWith("\n") && !text.endsWith("\n\n")).toBe(true);
    });
});
test("where a team holds it back, the teams stand before the profile", () => {
    const order = (text) => text.indexOf("\n  Teams\n") < text.indexOf("\n  Profile\n");
    expect(order(render(teamBlocks))).toBe(true);
    expect(order(render(sampleResult()))).toBe(false);
});
test("a suppressed team has its reason and no number, even where the result has some", () => {
    const small = { ...sampleTeam("Tiny", 4), status: "suppressed", reason: "Fewer than five people." };
    const line = render(sampleResult({ teams: [small] }))
        .split("\n")
        .find((candidate) => candidate.includes("Tiny"));
    expect(line).toBe("  Tiny  Fewer than five people.");
});
test("columns of teams line up under wide names", () => {
    const lines = render(sampleResult({ teams: [sampleTeam("決済", 3), sampleTeam("Checkout", 2)] })).split("\n");
    const at = ["決済", "Checkout"].map((name) => {
        const line = lines.find((candidate) => candidate.includes(name));
        return width(line.slice(0, line.search(/\d \w/)));
    });
    expect(at[0]).toBe(at[1]);
});
test("does not claim a smallest change where the index stands on a step", () => {
    const text = render(sampleResult({
        level: sampleLevel({ best: 3, confirmed: 3, notAssessable: { level: 4, reason: "Nothing of level 4 could be judged." } }),
        index: sampleIndex({
            score5: 3,
            score100: 50,
            interval90: [3, 3],
            interval90WithThresholds: [3, 3],
            minimalDetectableChange: 0,
        }),
    }));
    expect(text).not.toContain("noise");
    expect(text.replaceAll(/\s+/g, " ")).toContain("Index 3.0 of 5, 50 of 100; exactly on the step: level 4 cannot be judged");
});
test("names what is missing of the data", () => {
    const problem = {
        code: "forbidden",
        connection: "jira",
        stream: "issues",
        page: 3,
        what: "Page 3 was refused.",
        todo: "Let the token browse projects.",
    };
    const text = render(sampleResult({ complete: false, streams: [{ ...sampleResult().streams[0], status: "partial", problem }] }));
    expect(text).toContain("! jira/issues is partial. Page 3 was refused. Let the token browse projects.");
    expect(text).toMatch(/Data +incomplete/);
});
