import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { renderJira } from "../../../fixtures/demo-organisation/render-jira.ts";
import { renderLinear } from "../../../fixtures/demo-organisation/render-linear.ts";
import { scanDataset } from "../../support/scan-dataset.ts";
import { scanLinear } from "../../support/scan-linear.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");
const path = sharedPath("schemas/linear.graphql");

describe.skipIf(path === null)(`one organisation, two tools (${path === null ? SHARED_MISSING : "schema found"})`, () => {
  test.each([1, 3, 5] as const)(
    "habits of level %i get the same level from Jira and from Linear",
    { timeout: 120_000 },
    async (practised) => {
      const organisation = simulateOrganisation(levelSpec(practised), `levels/${practised}`);
      const jira = (await scanDataset(renderJira(organisation), END_AT)).result;
      const workspace = renderLinear(organisation);
      const { result: linear, outcome, requests, drift } = await scanLinear(workspace, readFileSync(path!, "utf8"), END_AT);

      expect(outcome.problems).toEqual([]);
      expect(drift).toEqual([]);
      expect(outcome.fetched["issues"]).toBe(workspace.issues.length);
      // Histories longer than a page and all comments included.
      expect(requests).toBeLessThanOrEqual(25 * (workspace.issues.length / 1_000) + 5);
      expect(linear.level.best).toBe(jira.level.best);

      // What one tool measures the other does, or says that it cannot; what Linear cannot show is never a low value in its place.
      const byId = new Map(linear.signals.map((signal) => [signal.id, signal]));
      const measured = jira.signals.filter(({ outcome: there }) => there === "measured");
      expect(
        measured.map(({ id }) => byId.get(id)!.outcome).filter((here) => here === "failed" || here === "not-applicable"),
      ).toEqual([]);
    },
  );
});
