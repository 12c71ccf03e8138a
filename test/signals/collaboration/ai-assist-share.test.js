import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/collaboration/ai-assist-share.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";
const ASOF = "2026-06-29";
const KINDS = { rule: "automation-rule", app: "integration", agent: "ai-agent", who: "unknown" };
function active(act) {
    const s = story({ asOf: ASOF, actors: KINDS });
    for (let i = 0; i < 60; i++) {
        const at = after("2026-04-06T09:00", i);
        act(s.item(`A-${String(i).padStart(2, "0")}`, { at }), at, i, s);
    }
    return s;
}
describe("AI-assist share", () => {
    test("counts an item once, however much an agent says on it", () => {
        const s = active((item, at, i) => {
            if (i < 12)
                for (let n = 1; n <= 9; n++)
                    item.comment(after(at, n / 10), "agent");
            else if (i < 15)
                item.label("area", after(at, 0.1), "agent");
            else
                item.comment(after(at, 1), "p2");
        });
        const answer = measured(signal, s);
        expect(answer).toMatchObject({ value: 25, sampleSize: 60, details: { "with an agent": 15 } });
        expect(answer.examples[0].note).toBe("an AI agent acted on it 9 times");
    });
    test("rules and integrations are no agents, and neither is a person who hands work to one", () => {
        const s = active((item, at, i) => {
            if (i < 20)
                item.comment(after(at, 1), "app");
            else if (i < 40)
                item.label("x", after(at, 1), "rule");
            else
                item.delegate("agent", after(at, 1), "p1");
        });
        expect(measured(signal, s).value).toBe(0);
    });
    test("a pull request that an agent opened or reviewed is an act on the item it belongs to", () => {
        const s = active((item, at, i, own) => {
            if (i < 6)
                own.pullRequest({ at: after(at, 1), by: "agent", work: [item] });
            else if (i < 9)
                own.pullRequest({ at: after(at, 1), work: [item], reviews: [{ by: "agent", at: after(at, 2) }] });
            else if (i < 12)
                own.pullRequest({ at: after(at, 1), by: "agent", work: [item], basis: "key-in-body" });
        });
        expect(measured(signal, s).value).toBe((100 * 9) / 60);
    });
    test("only the window counts, and items nobody touched in it are not active", () => {
        const s = active((item, at) => item.comment(after(at, 1), "p2"));
        for (let i = 0; i < 30; i++)
            s.item(`O-${i}`, { at: after("2026-01-05", i) }).comment(after("2026-01-06", i), "agent");
        expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 60 });
    });
    test("items on which only unknown kinds acted are left out, and with most of them there is no answer", () => {
        const some = (unknown) => {
            const s = story({ asOf: ASOF, actors: KINDS });
            for (let i = 0; i < 80; i++) {
                const by = i < unknown ? "who" : "p1";
                s.item(`A-${i}`, { at: after("2026-04-06", i), actor: by }).comment(after("2026-04-06", i + 1), by);
            }
            return s;
        };
        expect(measured(signal, some(20))).toMatchObject({ sampleSize: 60, coverage: 0.75 });
        expect(answerOf(signal, some(50))).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("needs 50 active items", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 30; i++)
            s.item(`A-${i}`, { at: after("2026-05-01", i) });
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 30, needed: 20 });
    });
});
