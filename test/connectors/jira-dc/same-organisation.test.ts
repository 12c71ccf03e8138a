import { expect, test } from "vitest";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { renderJira } from "../../../fixtures/demo-organisation/render-jira.ts";
import { toDataCenter } from "../../../fixtures/demo-organisation/render-jira-dc.ts";
import type { Result } from "../../../src/model/result.ts";
import { dcBench } from "../../support/dc-bench.ts";
import { scanDataset } from "../../support/scan-dataset.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");

test.each([3] as const)(
  "habits of level %i get the same level from Data Center as from the cloud",
  { timeout: 90_000 },
  async (practised) => {
    const cloud = renderJira(simulateOrganisation(levelSpec(practised), `levels/${practised}`));
    const expected = (await scanDataset(cloud, END_AT)).result;
    const bench = await dcBench(toDataCenter(cloud), END_AT);
    try {
      const outcome = await bench.sync();
      expect(outcome.problems).toEqual([]);
      expect(await bench.store.drift()).toEqual([]);
      expect(outcome.fetched["issues"]).toBe(cloud.issues.length);
      expect(outcome.requests).toBeLessThanOrEqual(12 * (cloud.issues.length / 1_000) + 20);
      const result = await bench.judge();
      expect([result.level.best, result.level.confirmed]).toEqual([expected.level.best, expected.level.confirmed]);
      // No workflow is declared, and kinds of accounts are not told; all else is the same history.
      const others = (of: Result) =>
        of.signals
          .filter(({ id }) => id !== "workflow-conformance" && id !== "automation-share")
          .map(({ id, outcome: answer, value }) => [id, answer, value]);
      expect(others(result)).toEqual(others(expected));
      expect(result.signals.find(({ id }) => id === "automation-share")!.outcome).toBe("not-supported");
    } finally {
      await bench.dispose();
    }
  },
);
