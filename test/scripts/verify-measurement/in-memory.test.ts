import { expect, test } from "vitest";
import { jira } from "../../../connectors/jira/index.ts";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { renderJira } from "../../../fixtures/demo-organisation/render-jira.ts";
import { judgeInputOf, measureLog } from "../../../src/judge-log.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { JIRA_CONFIG, jiraInProcess } from "../../../scripts/verify-measurement/jira-in-process.ts";
import { logOf, readInMemory, type ReadHistory } from "../../../scripts/verify-measurement/read-in-memory.ts";
import { writeDirectly } from "../../../scripts/verify-measurement/write-directly.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { scanDataset } from "../../support/scan-dataset.ts";

const END_AT = Date.parse("2026-07-01T00:00:00Z");

/** Every record by its name, whatever page it came on. */
function recordsOf({ batches }: ReadHistory): ReadonlyMap<string, unknown> {
  const named = batches.flatMap((batch) => [
    ...Array.from(batch.events, (event): [string, unknown] => [`event ${event.item} ${event.key}`, event]),
    ...[batch.items, batch.actors, batch.statuses, batch.workflows, batch.teams, batch.sprints, batch.boards].flatMap(
      (records, list) => records.map((record): [string, unknown] => [`${list} ${record.id}`, record]),
    ),
    ...batch.projects.map((project): [string, unknown] => [`project ${project.key}`, project]),
  ]);
  return new Map(named);
}

test.each([2, 5] as const)("what is written directly is what the connector reads of habits of level %i", async (level) => {
  const spec = levelSpec(level);
  const recorded = simulateOrganisation({ ...spec, firstDate: "2026-03-01", teams: spec.teams.slice(1) }, `direct/${level}`);
  const read = await readInMemory(jira, JIRA_CONFIG, "token", jiraInProcess(renderJira(recorded), END_AT), END_AT);
  const written = await writeDirectly(recorded, END_AT, false);
  const [there, here] = [recordsOf(read), recordsOf(written)];
  expect(here.size).toBe(there.size);
  for (const [name, record] of there) expect(here.get(name)).toEqual(record);
  expect(written.provides).toEqual(read.provides);
});

test("the judgement without a socket and a store is the one of the whole path", { timeout: 60_000 }, async () => {
  const spec = levelSpec(3);
  const recorded = simulateOrganisation({ ...spec, firstDate: "2025-11-01", teams: spec.teams.slice(0, 2) }, "direct/judged");
  const history = await writeDirectly(recorded, END_AT, false);
  const provides = [{ id: history.connection, provides: history.provides }];
  const judged = judge(judgeInputOf(measureLog(logOf(history, END_AT), provides, DEFAULT_RULESET)), DEFAULT_RULESET);
  const { result } = await scanDataset(renderJira(recorded), END_AT);
  expect(judged.level).toEqual(result.level);
  expect(judged.index).toEqual(result.index);
  expect(judged.c4).toEqual(result.c4);
  const numbers = (characteristics: typeof result.characteristics) =>
    characteristics.map(({ id, rating, attainment, interval90 }) => ({ id, rating, attainment, interval90 }));
  expect(numbers(judged.characteristics)).toEqual(numbers(result.characteristics));
});
