import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { measureLog } from "../judge-in-memory.ts";
import { outcomeOf } from "../outcome.ts";
import { drawOrganisation } from "../population.ts";
import { logOf } from "../read-in-memory.ts";
import { writeDirectly } from "../write-directly.ts";
/** Simulates, records, measures and judges one organisation of the population. */
export async function judgeOne({ name, level, group }) {
    const startedAt = performance.now();
    const organisation = drawOrganisation(name, level, group);
    const recorded = simulateOrganisation(organisation.spec, name);
    const history = await writeDirectly(recorded, organisation.endAt);
    const log = logOf(history, organisation.endAt);
    const measured = measureLog(log, history.connection, history.provides, DEFAULT_RULESET);
    const size = {
        items: measured.workspace.items ?? 0,
        people: organisation.spec.teams.reduce((sum, { people }) => sum + people, 0),
    };
    return outcomeOf(organisation, judge(measured, DEFAULT_RULESET), size, performance.now() - startedAt);
}
