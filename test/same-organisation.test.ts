import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { levelSpec } from "../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../fixtures/demo-organisation/organisation.ts";
import { renderGithub } from "../fixtures/demo-organisation/render-github.ts";
import { renderJira } from "../fixtures/demo-organisation/render-jira.ts";
import { renderLinear } from "../fixtures/demo-organisation/render-linear.ts";
import type { Rating } from "../src/model/level.ts";
import type { Result } from "../src/model/result.ts";
import { expectSameLevelOrCannotSee } from "./support/same-level.ts";
import { scanDataset } from "./support/scan-dataset.ts";
import { scanGithub } from "./support/scan-github.ts";
import { scanLinear } from "./support/scan-linear.ts";
import { SHARED_MISSING, sharedPath } from "./support/shared.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");
const paths = { linear: sharedPath("schemas/linear.graphql"), github: sharedPath("schemas/github.graphql") };
const isHere = paths.linear !== null && paths.github !== null;
const sdl = (path: string | null) => readFileSync(path!, "utf8");

const ORDER: readonly Rating[] = ["N", "P", "L", "F"];
const stepsBetween = (a: Rating, b: Rating) => Math.abs(ORDER.indexOf(a) - ORDER.indexOf(b));

/** What both could rate and rated more than one step apart. What a tool cannot show must be `I` or `NA` there, never a low rating. */
function apart(one: Result, other: Result): readonly string[] {
  const byId = new Map(other.characteristics.map((verdict) => [verdict.id, verdict]));
  return one.characteristics.flatMap(({ id, rating, attainment }) => {
    const there = byId.get(id)!;
    if (attainment === null || there.attainment === null || stepsBetween(rating, there.rating) <= 1) return [];
    return [`${id}: ${rating} and ${there.rating}`];
  });
}

/** What one measured, and the other neither measured nor said that it cannot. */
function lost(one: Result, other: Result): readonly string[] {
  const byId = new Map(other.signals.map((signal) => [signal.id, signal]));
  return one.signals.flatMap(({ id, outcome }) => {
    const there = byId.get(id)!.outcome;
    return outcome === "measured" && (there === "failed" || there === "not-applicable") ? [`${id}: ${there}`] : [];
  });
}

/** What a board does with a new issue is neither triage nor automation: values that both measured must agree, in part of the one or in points. */
function distant(one: Result, other: Result): readonly string[] {
  const pairOf = (id: string) =>
    [one, other]
      .map(({ signals }) => signals.find((signal) => signal.id === id)!)
      .flatMap((signal) => (signal.outcome === "measured" ? (signal.value ?? []) : []));
  const [triage = 0, triageThere = triage] = pairOf("triage-latency");
  const [automation = 0, automationThere = automation] = pairOf("automation-share");
  return [
    ...(Math.abs(triageThere - triage) <= 0.1 * triage ? [] : [`triage latency: ${triage} and ${triageThere}`]),
    ...(Math.abs(automationThere - automation) <= 2 ? [] : [`automation share: ${automation} and ${automationThere}`]),
  ];
}

const rated = ({ characteristics }: Result) => characteristics.filter(({ attainment }) => attainment !== null).length;

describe.skipIf(!isHere)(`one organisation, three tools (${isHere ? "schemas found" : SHARED_MISSING})`, () => {
  // The ends and all between them: `verify:measurement -- connectors` draws from every level.
  test.each([1, 5] as const)(
    "habits of level %i get the same level from Jira, Linear and GitHub",
    { timeout: 180_000 },
    async (practised) => {
      // A year is enough for every signal, and read in half of the time.
      const spec = { ...levelSpec(practised), firstDate: "2025-07-01" };
      const organisation = simulateOrganisation(spec, `levels/${practised}`);
      const jira = (await scanDataset(renderJira(organisation), END_AT)).result;
      const workspace = renderLinear(organisation);
      const linear = await scanLinear(workspace, sdl(paths.linear), END_AT);
      const github = await scanGithub(renderGithub(organisation), sdl(paths.github), END_AT);

      for (const { outcome, drift } of [linear, github]) expect([outcome.problems, drift]).toEqual([[], []]);
      // Linear has projects where the others have epics.
      expect(linear.outcome.fetched["issues"]).toBe(workspace.issues.length);
      expect(github.outcome.fetched["issues"]).toBe(organisation.issues.length);
      // Histories longer than a page and all comments included.
      expect(linear.requests).toBeLessThanOrEqual(25 * (workspace.issues.length / 1_000) + 5);
      const [queries, others] = [github.requests.filter(({ operation }) => operation !== ""), github.requests];
      expect(queries.length).toBeLessThanOrEqual(20 * (organisation.issues.length / 1_000) + 5);
      // What agents did stands issue by issue in GitHub's other interface, which is asked no more often than this.
      expect(others.length - queries.length).toBeLessThanOrEqual(300);

      expect(jira.level.best).not.toBeNull();
      for (const { result } of [linear, github]) {
        expectSameLevelOrCannotSee(result, jira);
        expect(apart(jira, result)).toEqual([]);
        expect(lost(jira, result)).toEqual([]);
        // `I` everywhere would agree with anything. 2.3 and 3.1 rest on a declared workflow, 3.3 and 4.2 on flags: neither tool has them.
        // 5.3 rests on routing, which Linear folds into the creation.
        expect(rated(result)).toBeGreaterThanOrEqual(rated(jira) - 5);
      }
      expect(distant(jira, github.result)).toEqual([]);
      expect(apart(linear.result, github.result)).toEqual([]);
      expect(rated(jira)).toBeGreaterThan(5);
    },
  );
});
