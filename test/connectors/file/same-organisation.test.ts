import { expect, test } from "vitest";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { renderFile } from "../../../fixtures/demo-organisation/render-file.ts";
import { answersOf, goldenOf } from "../../support/golden.ts";
import { EVENTS_FILE, fileBench } from "../../support/scan-file.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");
/** A file declares no workflow, no limits of columns and no dates of sprints, and does not say whose account is closed; all else is the same history. */
const SEEN_OTHERWISE = ["workflow-conformance", "assignee-coverage-at-start", "instrumentation-breadth", "say-do-ratio"];

test("an organisation gets the same level from Jira and from an export", { timeout: 60_000 }, async () => {
  const organisation = simulateOrganisation(levelSpec(3), "levels/3");
  const jira = goldenOf(3);
  const bench = await fileBench(END_AT);
  try {
    await bench.write(EVENTS_FILE, renderFile(organisation));
    await bench.connect();
    const outcome = await bench.sync();
    expect(outcome.problems).toEqual([]);
    expect(outcome.fetched["issues"]).toBe(organisation.issues.length);
    const result = await bench.judge();
    expect([result.level.best, result.level.confirmed]).toEqual([jira.level.best, jira.level.confirmed]);
    expect(result.signals.find(({ id }) => id === "say-do-ratio")).toMatchObject({ outcome: "insufficient-data" });
    expect(answersOf(result, SEEN_OTHERWISE)).toEqual(answersOf(jira, SEEN_OTHERWISE));
  } finally {
    await bench.dispose();
  }
});
