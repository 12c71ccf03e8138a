import type { PracticeId } from "../../../fixtures/demo-organisation/practices.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { DAY_MS, WEEK_MS } from "../../../src/model/window.ts";
import type { Outcome } from "../outcome.ts";
import { drawOrganisation } from "../population.ts";
import { writeDirectly } from "../write-directly.ts";
import { judged, measured, type DrawnCase } from "./drawn-case.ts";

/** A flow window and a month to get used to it. */
const WEEKS_AFTER = 30;

export interface PracticeChange {
  readonly drawn: DrawnCase;
  readonly before: readonly PracticeId[];
  readonly after: readonly PracticeId[];
}

/** All teams change their habits 30 weeks before the end: judged on the day before, and at the end. */
export async function judgeChange({ drawn, before, after }: PracticeChange): Promise<readonly [Outcome, Outcome]> {
  const organisation = drawOrganisation(drawn.name, drawn.level, drawn.group, drawn.weeks);
  const changeAt = organisation.endAt - WEEKS_AFTER * WEEK_MS;
  const onDate = new Date(changeAt).toISOString().slice(0, 10);
  const spec = {
    ...organisation.spec,
    teams: organisation.spec.teams.map((team) => ({ ...team, practices: before, practiceChange: { onDate, practices: after } })),
  };
  const history = await writeDirectly(simulateOrganisation(spec, drawn.name), organisation.endAt, organisation.withCode);
  const at = (asOf: number) => judged(organisation, measured(history, asOf));
  return [at(changeAt - DAY_MS), at(organisation.endAt)];
}
