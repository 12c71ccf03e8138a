import { expect, test } from "vitest";
import { levelDataset } from "../../../fixtures/demo-organisation/levels.ts";
import { toDataCenter } from "../../../fixtures/demo-organisation/render-jira-dc.ts";
import { dcBench } from "../../support/dc-bench.ts";
import { answersOf, goldenOf } from "../../support/golden.ts";
const END_AT = Date.parse("2026-07-01T00:00:00Z");
/** No workflow is declared, and kinds of accounts are not told; all else is the same history. */
const NEED_KINDS = [
    ...["automation-share", "triage-latency", "rule-based-routing"],
    ...["ai-assist-share", "ai-execution-share", "ai-oversight"],
];
const SEEN_OTHERWISE = ["workflow-conformance", ...NEED_KINDS];
test("an organisation gets the same level from Data Center as from the cloud", { timeout: 90_000 }, async () => {
    const dataset = toDataCenter(levelDataset(3));
    const cloud = goldenOf(3);
    const bench = await dcBench(dataset, END_AT);
    try {
        const outcome = await bench.sync();
        expect(outcome.problems).toEqual([]);
        expect(await bench.store.drift()).toEqual([]);
        expect(outcome.fetched["issues"]).toBe(dataset.issues.length);
        expect(outcome.requests).toBeLessThanOrEqual(12 * (dataset.issues.length / 1_000) + 20);
        const result = await bench.judge();
        expect([result.level.best, result.level.confirmed]).toEqual([cloud.level.best, cloud.level.confirmed]);
        expect(answersOf(result, SEEN_OTHERWISE)).toEqual(answersOf(cloud, SEEN_OTHERWISE));
        const outcomes = NEED_KINDS.map((wanted) => result.signals.find(({ id }) => id === wanted).outcome);
        expect(outcomes).toEqual(NEED_KINDS.map(() => "not-supported"));
    }
    finally {
        await bench.dispose();
    }
});
