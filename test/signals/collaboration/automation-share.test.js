import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/collaboration/automation-share.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
const KINDS = { rule: "automation-rule", app: "integration", agent: "ai-agent", who: "unknown" };
/** 60 items with four changes each in the window; `by(i, k)` makes the k-th. */
function changed(by) {
    const s = story({ asOf: ASOF, actors: KINDS });
    for (let i = 0; i < 60; i++) {
        const at = after("2026-04-06T09:00", i);
        s.item(`A-${String(i).padStart(2, "0")}`, { at, priority: "Low" })
            .to("In Progress", after(at, 1), by(i, 0))
            .assign("p2", after(at, 1.1), by(i, 1))
            .label("backend", after(at, 1.2), by(i, 2))
            .priority("High", after(at, 1.3), by(i, 3));
    }
    return s;
}
const measure = (s) => signal.measure(s.facts(), s.scope({ weeks: 13 }));
describe("automation share", () => {
    test("is the share of changes by rules, integrations and agents", () => {
        const answer = measure(changed((_, k) => ["p1", "rule", "app", "agent"][k]));
        expect(answer).toMatchObject({
            outcome: "measured",
            value: 75,
            sampleSize: 240,
            coverage: 1,
            details: { "by rules": 60, "by integrations": 60, "by AI agents": 60, "by people": 60 },
        });
    });
    test("changes by people only are a measured nought", () => {
        const answer = measure(changed(() => "p1"));
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.value).toBe(0);
        expect(answer.interval90[0]).toBe(0);
        expect(answer.interval90[1]).toBeGreaterThan(0);
    });
    test("unknown actors are neither: they leave the count and lower the coverage", () => {
        const answer = measure(changed((i, k) => (k === 3 && i < 30 ? "who" : k === 0 ? "rule" : "p1")));
        expect(answer).toMatchObject({ outcome: "measured", sampleSize: 210, coverage: 210 / 240 });
        expect(answer).toMatchObject({ value: expect.closeTo((100 * 60) / 210, 9) });
    });
    test("mostly unknown kinds give no answer", () => {
        expect(measure(changed((_, k) => (k < 3 ? "who" : "p1")))).toMatchObject({ outcome: "insufficient-data", needed: null });
        expect(measure(changed(() => null))).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("marking stale and closing what nobody touched weighs a quarter", () => {
        const s = changed(() => "p1");
        for (let i = 0; i < 30; i++) {
            s.item(`S-${i}`, { at: after("2026-01-05", i) })
                .label("stale", after("2026-04-20", i), "rule")
                .to("Cancelled", after("2026-04-27", i), "rule");
        }
        const answer = measure(s);
        expect(answer).toMatchObject({ outcome: "measured", details: { "stale or auto-close, weighted 0.25": 60 } });
        expect(answer).toMatchObject({ value: expect.closeTo((100 * 15) / 255, 9) });
    });
    test("a change said to be by a rule in a person's name is left out", () => {
        const s = changed(() => "p1");
        s.item("V-1", { at: "2026-05-01" }).event({ kind: "label", at: "2026-05-02", by: "p1", to: "x", viaAutomation: true });
        expect(measure(s)).toMatchObject({
            sampleSize: 240,
            value: 0,
            excluded: { "change said to be by a rule in a person's name": 1 },
        });
    });
    test("needs 200 changes", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 40, from: "2026-04-01", to: "2026-06-01" });
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data" });
    });
});
