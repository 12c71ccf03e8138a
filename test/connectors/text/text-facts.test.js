import fc from "fast-check";
import { checkSync } from "recheck";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { plainText } from "../../../connectors/jira/adf.ts";
import { categorise } from "../../../connectors/text/status-categories.ts";
import { phraseIn } from "../../../connectors/jira/links.ts";
import { linkTypeOf } from "../../../connectors/text/link-phrases.ts";
import { commentFacts, descriptionFacts, minhash, TEXT_PATTERNS } from "../../../connectors/text/text-facts.ts";
import { workTypeOf } from "../../../connectors/text/work-types.ts";
const facts = (text, byApp = false) => commentFacts(plainText(text), "ACME-1", byApp);
describe("comments", () => {
    test.each([
        "Any update on this?",
        "any news?",
        "Hi @someone, what's the status here",
        "ETA?",
        "Friendly reminder",
        "bump",
        "When will this be done?",
        "Gibt es hier etwas Neues?",
        "Wie ist der aktuelle Stand?",
        "Des nouvelles ?",
        "¿Alguna novedad?",
        "Alguma novidade?",
        "Ci sono novità?",
        "Is er al nieuws?",
        "進捗はいかがでしょうか",
    ])("asks for a status: %s", (text) => expect(facts(text)).toContain("status-request"));
    test.each([
        "I updated the page.",
        "The status is done now.",
        "Deployed to staging.",
        "Pinging the server gives 200.",
        `Any update? ${"x ".repeat(300)}`,
    ])("does not: %s", (text) => expect(facts(text)).not.toContain("status-request"));
    test("names other items, not its own", () => {
        expect(facts("see BETA-12")).toEqual(["cross-reference"]);
        expect(facts("see ACME-1")).toEqual([]);
        expect(facts("fixed in https://git.example/x/pull/12")).toEqual(["cross-reference"]);
    });
    test("what a machine writes asks for nothing", () => {
        expect(facts("Any update?", true)).toEqual(["system"]);
        expect(facts("This issue has been automatically closed. Any update?")).toEqual(["system"]);
    });
    test.each(TEXT_PATTERNS.map((pattern) => [pattern]))("cannot be made slow: %s", ({ source, flags }) => {
        expect(checkSync(source, flags, { timeout: 10_000 }).status).toBe("safe");
    });
});
const heading = (text) => ({ type: "heading", attrs: { level: 2 }, content: [{ type: "text", text }] });
const paragraph = (text) => ({ type: "paragraph", content: text === "" ? [] : [{ type: "text", text }] });
describe("descriptions", () => {
    test("sections of a document", () => {
        const document = {
            type: "doc",
            content: [
                heading("Why"),
                paragraph("because"),
                heading("What"),
                paragraph(""),
                heading("Done when"),
                paragraph("it works"),
            ],
        };
        const found = descriptionFacts(plainText(document));
        expect(found).toMatchObject({ emptySectionRatio: 1 / 3, pointsElsewhere: false });
        expect(found.headingsHash).toMatch(/^[0-9a-f]{16}$/);
        expect(found.headingsHash).toBe(descriptionFacts(plainText("h2. Why\nx\nh2. What\nh2. Done when\ny")).headingsHash);
    });
    test("two headings are no template; nothing is nothing", () => {
        expect(descriptionFacts(plainText("# A\nx\n# B\ny"))).toMatchObject({ headingsHash: null, emptySectionRatio: 0 });
        expect(descriptionFacts(plainText(null))).toEqual({
            length: 0,
            headingsHash: null,
            emptySectionRatio: null,
            pointsElsewhere: false,
        });
    });
    test.each([
        "See Slack",
        "as discussed in the call",
        "Details in the Slack thread",
        "siehe Confluence",
        "wie besprochen im Meeting",
        "as we discussed",
    ])("points elsewhere: %s", (text) => expect(descriptionFacts(plainText(text)).pointsElsewhere).toBe(true));
    test.each(["The mail server is down", "Add a call to the API", "Teams can see their issues"])("does not: %s", (text) => expect(descriptionFacts(plainText(text)).pointsElsewhere).toBe(false));
    test("depth is no danger", () => {
        let node = { type: "text", text: "deep" };
        for (let depth = 0; depth < 100_000; depth++)
            node = { type: "panel", content: [node] };
        expect(plainText(node).text).toBe("deep");
    });
});
describe("minhash", () => {
    const agreement = (a, b) => {
        const [x, y] = [minhash(a), minhash(b)];
        return (Array.from({ length: 64 }, (_, index) => Number(x.slice(index * 8, index * 8 + 8) === y.slice(index * 8, index * 8 + 8))).reduce((sum, one) => sum + one) / 64);
    };
    const words = (from, to) => Array.from({ length: to - from }, (_, index) => `word${from + index}`).join(" ");
    test("estimates the share of common words", () => {
        expect(agreement(words(0, 200), words(0, 200))).toBe(1);
        expect(agreement(words(0, 200), words(500, 700))).toBeLessThan(0.1);
        // Jaccard of 0..200 and 100..300 is 100/300. Standard deviation with 64 bins: about 0.06.
        expect(agreement(words(0, 200), words(100, 300))).toBeGreaterThan(0.33 - 0.18);
        expect(agreement(words(0, 200), words(100, 300))).toBeLessThan(0.33 + 0.18);
    });
    test("property: words are runs of 2 to 60 letters and numbers of any script", () => {
        const text = fc.string({
            unit: fc.oneof(fc.constantFrom("a", "B", "7", " ", "-", "_", "é", "ß", "ж", "進", "𝒳", "😀", "\ud83d", "İ", "a".repeat(59), "b".repeat(61)), fc.string({ unit: "grapheme", maxLength: 1 })),
            maxLength: 40,
        });
        fc.assert(fc.property(text, (given) => {
            const split = [...given.toLowerCase().matchAll(/[\p{L}\p{N}]{2,60}/gu)].map(([word]) => word).join(" ");
            expect(minhash(given)).toBe(minhash(split));
        }));
    });
    test("has the same numbers in every version, since stored ones are compared with new ones", () => {
        expect(createHash("sha256")
            .update(minhash(words(0, 50)))
            .digest("hex")
            .slice(0, 16)).toBe("5658e2b49819cebd");
    });
    test("has nothing to say about nothing", () => expect(minhash(" - ")).toBeNull());
});
describe("statuses", () => {
    test.each([
        ["To Do", "new", "ready"],
        ["Backlog", "new", "backlog"],
        ["Open", "new", "backlog"],
        ["Reopened", "new", "ready"],
        ["Selected for Development", "new", "ready"],
        ["In Progress", "indeterminate", "active"],
        ["In Review", "indeterminate", "review"],
        ["Code Review", "indeterminate", "review"],
        ["Patch Available", "indeterminate", "active"],
        ["Ready for QA", "indeterminate", "wait"],
        ["Waiting for customer", "indeterminate", "wait"],
        ["Blocked", "indeterminate", "blocked"],
        ["On Hold", "new", "blocked"],
        ["Done", "done", "done"],
        ["Won't Do", "done", "cancelled"],
        ["Rejected", "done", "cancelled"],
        ["Resolved", null, "done"],
        ["In Progress", null, "active"],
        ["Open", null, "backlog"],
        ["Quux", null, "backlog"],
        ["Quux", "indeterminate", "active"],
    ])("%s (%s) is %s", (name, category, expected) => {
        const found = categorise(name, category);
        expect(found.category).toBe(expected);
        expect(found.basis).toContain(category === null ? "no statusCategory" : `statusCategory=${category}`);
    });
});
describe("links and types", () => {
    test.each([
        ["blocks", "blocks"],
        ["is blocked by", "is-blocked-by"],
        ["depends on", "is-blocked-by"],
        ["is depended on by", "blocks"],
        ["is required by", "blocks"],
        ["requires", "is-blocked-by"],
        ["duplicates", "duplicates"],
        ["is duplicated by", "is-duplicated-by"],
        ["clones", "relates-to"],
        ["relates to", "relates-to"],
        ["is parent of", "parent-of"],
        ["is child of", "child-of"],
        ["incorporates", "parent-of"],
        ["is part of", "child-of"],
        ["tickles", "relates-to"],
    ])("%s -> %s", (phrase, type) => expect(linkTypeOf(phrase)).toBe(type));
    test("the phrase is found in the sentence of any language", () => {
        expect(phraseIn("This issue is blocked by ACME-2", "ACME-2", [])).toBe("is blocked by");
        expect(phraseIn("Dieser Vorgang wird blockiert durch ACME-2", "ACME-2", [
            { name: "B", inward: "wird blockiert durch", outward: "blockiert" },
        ])).toBe("wird blockiert durch");
    });
    test("types by hierarchy first", () => {
        expect(workTypeOf({ id: "1", name: "Bug", subtask: true })).toBe("sub-task");
        expect(workTypeOf({ id: "1", name: "Saga", hierarchyLevel: 1 })).toBe("container");
        expect(workTypeOf({ id: "1", name: "Bug", hierarchyLevel: 0 })).toBe("bug");
        expect(workTypeOf({ id: "1", name: "Quux" })).toBe("other");
    });
});
