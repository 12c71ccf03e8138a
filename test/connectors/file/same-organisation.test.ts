import { expect, test } from "vitest";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { renderFile } from "../../../fixtures/demo-organisation/render-file.ts";
import { renderJira } from "../../../fixtures/demo-organisation/render-jira.ts";
import type { Result } from "../../../src/model/result.ts";
import { EVENTS_FILE, fileBench } from "../../support/scan-file.ts";
import { scanDataset } from "../../support/scan-dataset.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");

test.each([3] as const)(
  "habits of level %i get the same level from Jira and from an export",
  { timeout: 60_000 },
  async (practised) => {
    const organisation = simulateOrganisation(levelSpec(practised), `levels/${practised}`);
    const jira = (await scanDataset(renderJira(organisation), END_AT)).result;
    const bench = await fileBench(END_AT);
    try {
      await bench.write(EVENTS_FILE, renderFile(organisation));
      await bench.connect();
      const outcome = await bench.sync();
      expect(outcome.problems).toEqual([]);
      expect(outcome.fetched["issues"]).toBe(organisation.issues.length);
      const result = await bench.judge();
      expect(result.level.best).toBe(jira.level.best);
      expect(result.level.confirmed).toBe(jira.level.confirmed);
      // A file does not declare a workflow and does not say whose account is closed; all else is the same history.
      const others = ["workflow-conformance", "assignee-coverage-at-start"];
      const value = (of: Result) =>
        of.signals.filter(({ id }) => !others.includes(id)).map(({ id, outcome: answer, value: number }) => [id, answer, number]);
      expect(value(result)).toEqual(value(jira));
    } finally {
      await bench.dispose();
    }
  },
);
