import { SIGNALS } from "../../signals/index.ts";
import { measureScopes, type ScopeMeasures } from "../../signals/run.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { JudgeInput, Judgement } from "../../src/maturity/input.ts";
import { judge } from "../../src/maturity/judge.ts";
import type { Ruleset } from "../../src/maturity/ruleset/ruleset.ts";
import type { Provides } from "../../src/model/facet.ts";

/** The seed that `judgeStored` uses, so that both give the same numbers. */
const SEED = "wmmm";

/** Everything the judge is handed: measured once, judged under as many rulesets as one likes. */
export function measureLog(log: EventLog, connection: string, provides: Provides, ruleset: Ruleset): JudgeInput {
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
      id: scope.team!.id,
      name: scope.team!.name,
      ...held(scope),
      measures: scope.notMeasured === null ? scope.measures : null,
    })),
    signals: SIGNALS,
    characteristics: CHARACTERISTICS,
    seed: SEED,
  };
}

export function judgeLog(log: EventLog, connection: string, provides: Provides, ruleset: Ruleset): Judgement {
  return judge(measureLog(log, connection, provides, ruleset), ruleset);
}

function held(scope: ScopeMeasures) {
  return {
    items: scope.items,
    activePeople: scope.activePeople,
    logQuality: scope.diagnostics?.logQuality?.timed ?? null,
    flowBalance: scope.diagnostics?.flowBalance ?? null,
  };
}
