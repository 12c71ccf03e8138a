import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/collaboration/ai-oversight.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";
const ASOF = "2026-06-29";
const KINDS = { rule: "automation-rule", agent: "ai-agent" };
/** `count` items done in the window without any review stage; `work` adds to each. */
function carriedOut(count, work, s = story({ asOf: ASOF, actors: KINDS }), prefix = "A") {
    for (let i = 0; i < count; i++) {
        const at = after("2026-04-10T09:00", i);
        const item = s.item(`${prefix}-${String(i).padStart(2, "0")}`, { at });
        item.to("In Progress", after(at, 1), "p1");
        work({ item, at, i, story: s });
        item.to("Done", after(at, 4), "rule");
    }
    return s;
}
const delegated = ({ item, at }) => item.assign("p1", after(at, 0.9)).delegate("agent", after(at, 1), "p1");
describe("AI oversight", () => {
    test("asks for a human owner and for a review by a person in a review stage", () => {
        const s = carriedOut(40, (one) => {
            const { item, at, i } = one;
            if (i < 30)
                delegated(one);
            else
                item.assign("agent", after(at, 1), "rule");
            item.to("Review", after(at, 3), "agent");
            if (i < 10 || i >= 30)
                item.comment(after(at, 3.5), "p2");
            else if (i < 20)
                item.to("Ready", after(at, 3.5), "p2");
        });
        const answer = measured(signal, s);
        // 0-9 by a comment, 10-19 by a move; 20-29 unreviewed; 30-39 reviewed and never owned by a person.
        expect(answer).toMatchObject({ value: 50, sampleSize: 40, details: { "without a human owner": 10, "without a review": 10 } });
        expect(answer.cap).toBeUndefined();
    });
    test("whoever hands an item to an agent owns it, also where a tool has one assignee only", () => {
        const s = carriedOut(20, ({ item, at }) => item.assign("agent", after(at, 1), "p1").to("Review", after(at, 3), "agent").comment(after(at, 3.5), "p2"));
        expect(measured(signal, s).value).toBe(100);
    });
    test("a review on a linked pull request counts, the author's own does not", () => {
        const s = carriedOut(40, (one) => {
            delegated(one);
            const { item, at, i, story: own } = one;
            const by = i < 20 ? "p2" : "agent";
            own.pullRequest({
                at: after(at, 2),
                by: "agent",
                work: [item],
                mergedAt: after(at, 3),
                reviews: [{ by, at: after(at, 2.5) }],
            });
        });
        expect(measured(signal, s)).toMatchObject({ value: 50, sampleSize: 40 });
    });
    test("where a review would leave no trace, items are left out", () => {
        expect(answerOf(signal, carriedOut(40, delegated))).toMatchObject({
            outcome: "insufficient-data",
            sampleSize: 0,
            excluded: { "no pull request and no review stage": 40 },
        });
    });
    test("what people carry out does not count", () => {
        const s = carriedOut(30, ({ item, at }) => item.assign("p1", after(at, 1)).to("Review", after(at, 3), "p1"));
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0, needed: 20 });
    });
    test("agents whose work is hardly ever accepted cap it at P", () => {
        const s = carriedOut(30, (one) => {
            delegated(one);
            const { item, at, i, story: own } = one;
            const end = i < 9 ? { mergedAt: after(at, 3) } : { closedAt: after(at, 3) };
            own.pullRequest({ at: after(at, 2), by: "agent", work: [item], ...end, reviews: [{ by: "p2", at: after(at, 2.5) }] });
        });
        carriedOut(25, ({ item, at }) => item.assign("p1", after(at, 1)), s, "B");
        const answer = measured(signal, s);
        expect(answer).toMatchObject({ value: 100, cap: 0.5 });
        expect(answer.details["acceptance ratio, agents over people"]).toBeCloseTo(0.3, 9);
        expect(answer.warnings).toEqual([
            "Agents' work is accepted in 30 % of cases against 100 % of people's: watching it does not make it usable.",
        ]);
    });
    test("without 20 items of people there is no ratio and no cap", () => {
        const s = carriedOut(30, (one) => {
            delegated(one);
            const { item, at, story: own } = one;
            own.pullRequest({
                at: after(at, 2),
                by: "agent",
                work: [item],
                closedAt: after(at, 3),
                reviews: [{ by: "p2", at: after(at, 2.5) }],
            });
        });
        const answer = measured(signal, s);
        expect(answer.cap).toBeUndefined();
        expect(answer.details).not.toHaveProperty("acceptance ratio, agents over people");
    });
});
