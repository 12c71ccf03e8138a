import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBench, expectHonestText, expectNarrow } from "./command-line.ts";
import { everyIssue, livelySite, smallSite } from "./site.ts";
let bench;
beforeEach(() => {
    bench = createBench();
});
afterEach(() => bench.dispose());
/** Connects, scans, renders everything there is, and looks for what no reader should see. */
async function scanned(dataset) {
    await bench.serve(dataset);
    expect((await bench.connect()).code).toBe(0);
    const outputs = ["r.html", "r.json", "r.csv", "r.md"];
    const scan = await bench.run("scan", "acme", ...outputs.flatMap((name) => ["--out", name]));
    const read = (name) => readFileSync(join(bench.home, name), "utf8");
    const html = read("r.html");
    const texts = { terminal: scan.out, html: visible(html), markdown: read("r.md"), csv: read("r.csv") };
    for (const text of Object.values(texts))
        expectHonestText(text);
    expectNarrow(scan.out);
    expect(html).not.toMatch(/(?:="|[:(,]\s?)(?:NaN|undefined|-?Infinity)/);
    const result = JSON.parse(read("r.json"));
    expect(result.diagnostics.items).toBe(dataset.issues.length);
    for (const id of ["1.1", "3.2", "5.5", "S04", "S17", "S39"]) {
        const page = await bench.run("explain", id);
        expect(page.code).toBe(0);
        expectHonestText(page.out);
    }
    return { code: scan.code, said: scan.said, result, texts };
}
/** What a reader of the page sees: its text without script and style. */
function visible(html) {
    return html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, "").replaceAll(/<[^>]+>/g, " ");
}
function expectNothingJudged({ result, texts }) {
    expect(result.level).toMatchObject({ best: null, confirmed: null, probabilities: null, lower: 1, upper: 5 });
    expect(result.index.score100).toBeNull();
    for (const { rating, attainment, reason } of result.characteristics) {
        expect(rating).toMatch(/^(?:I|NA)$/);
        expect(attainment).toBeNull();
        expect(reason).toMatch(/\w+ \w+/);
    }
    for (const signal of result.signals) {
        expect(signal.value).toBeNull();
        expect(signal.reason).toMatch(/\w+ \w+/);
    }
    for (const text of [texts.terminal, texts.html, texts.markdown]) {
        expect(text.replaceAll(/\s+/g, " ")).toContain("cannot be judged from this data");
    }
}
describe("thin data is judged honestly", () => {
    test("an empty workspace: no level; exit 0, because everything there is was read", async () => {
        const rendered = await scanned(smallSite(0));
        expect(rendered.said).toContain("The projects in scope hold no issue that this token may see. Check the projects");
        expect(rendered.code).toBe(0);
        expect(rendered.result.complete).toBe(true);
        expectNothingJudged(rendered);
        expect(rendered.texts.terminal).toContain("0 items");
    });
    test("a token that sees no project: no level; exit 3, because that is no empty workspace", async () => {
        const rendered = await scanned({ ...smallSite(0), projects: [] });
        expect(rendered.said).toContain("problem: jira/issues, page 1: This token sees no project, so no issue could be read. Give the token's account");
        expect(rendered.said.match(/sees no project/g)).toHaveLength(1);
        expect(rendered.code).toBe(3);
        expect(rendered.result.complete).toBe(false);
        expectNothingJudged(rendered);
        expect(rendered.texts.terminal.replaceAll(/\s+/g, " ")).toContain("This token sees no project");
    });
    test("one issue: no level; exit 0, because everything there is was read", async () => {
        const rendered = await scanned(livelySite(1, 2));
        expect(rendered.code).toBe(0);
        expectNothingJudged(rendered);
        expect(rendered.texts.terminal).toMatch(/\b1 items?\b/);
        expect(rendered.texts.terminal).not.toContain("0 items");
    });
    test("issues without any history, nothing ever done: no level; exit 0, because everything there is was read", async () => {
        const site = livelySite(80, 8);
        const open = { id: "1", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } };
        const rendered = await scanned(everyIssue(site, (issue) => ({
            ...issue,
            histories: [],
            fields: { ...issue.fields, status: open, updated: issue.fields["created"], assignee: null },
        })));
        expect(rendered.code).toBe(0);
        expect(rendered.result.level.best).toBeNull();
        expect(rendered.result.signals.find(({ id }) => id === "reopen-rate")).toMatchObject({ value: null });
    });
    test("issues that are done and whose history Jira does not give: no level; exit 0 with items marked as incomplete", async () => {
        const rendered = await scanned(everyIssue(livelySite(80, 8), (issue) => ({ ...issue, histories: [] })));
        expect(rendered.said).toContain("note: jira/issues: Of 80 of 80 issues, Jira gave no history, or one with gaps, though they have moved.");
        expect(rendered.code).toBe(0);
        expect(rendered.result.level.best).toBeNull();
    });
    test("statuses without a category are placed by their names; exit 0", async () => {
        const bare = (status) => {
            const { statusCategory, ...rest } = status;
            expect(statusCategory).toBeDefined();
            return rest;
        };
        const site = livelySite(80, 8);
        const rendered = await scanned({
            ...everyIssue(site, (issue) => ({
                ...issue,
                fields: { ...issue.fields, status: bare(issue.fields["status"]) },
            })),
            statuses: site.statuses.map((status) => bare(status)),
        });
        expect(rendered.code).toBe(0);
        expect(rendered.result.diagnostics.completed).toBeGreaterThan(60);
    });
    test("authors that were deleted are nobody's and count as nobody; exit 0", async () => {
        const rendered = await scanned(everyIssue(livelySite(80, 8), (issue) => ({
            ...issue,
            histories: issue.histories.map((history) => ({ ...history, author: null })),
            fields: { ...issue.fields, assignee: null, reporter: null, creator: null },
        })));
        expect(rendered.code).toBe(0);
        expect(rendered.result.diagnostics.activePeople ?? 0).toBe(0);
        expect(rendered.result.level.best).toBeNull();
    });
    test("before there was anything (--as-of): no level; exit 0", async () => {
        await scanned(livelySite(80, 8));
        const scan = await bench.run("scan", "acme", "--as-of", "2020-01-01", "--no-sync");
        expect(scan.code).toBe(0);
        expectHonestText(scan.out);
        expect(scan.out).toContain("0 weeks to 1 Jan 2020");
        expect(scan.out).toContain("Level cannot be judged from this data");
        expect(scan.out).toContain("0 items");
    });
});
test("a reason that holds for many signals is told once in a step", async () => {
    const { result } = await scanned(livelySite(60, 3));
    const steps = result.next.map(({ sentence }) => sentence).filter((sentence) => /fewer than 5 people/.test(sentence));
    expect(steps).not.toEqual([]);
    for (const step of steps)
        expect(step.match(/fewer than 5 people/g)).toHaveLength(1);
});
