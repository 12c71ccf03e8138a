import { SIGNALS } from "../../signals/index.ts";
import { measureScopes } from "../../signals/run.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { judge } from "../../src/maturity/judge.ts";
/** The seed that `judgeStored` uses, so that both give the same numbers. */
const SEED = "wmmm";
/** Everything the judge is handed: measured once, judged under as many rulesets as one likes. */
export function measureLog(log, connection, provides, ruleset) {
    const measured = measureScopes({
        facts: createFacts(log),
        provides: [{ id: connection, provides }],
        policy: ruleset.policy,
        minimumLogQuality: ruleset.minimumLogQuality,
        signals: SIGNALS,
        seed: SEED,
    });
    return {
        workspace: { ...held(measured.workspace), measures: measured.workspace.measures },
        teams: measured.teams.map((scope) => ({
            id: scope.team.id,
            name: scope.team.name,
            ...held(scope),
            measures: scope.notMeasured === null ? scope.measures : null,
        })),
        signals: SIGNALS,
        characteristics: CHARACTERISTICS,
        seed: SEED,
    };
}
export function judgeLog(log, connection, provides, ruleset) {
    return judge(measureLog(log, connection, provides, ruleset), ruleset);
}
function held(scope) {
    return {
        items: scope.items,
        activePeople: scope.activePeople,
        logQuality: scope.diagnostics?.logQuality?.timed ?? null,
        flowBalance: scope.diagnostics?.flowBalance ?? null,
    };
}
