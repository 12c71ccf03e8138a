import { judgeInputOf, measureLog as measureScopesOf } from "../../src/judge-log.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import type { JudgeInput, Judgement } from "../../src/maturity/input.ts";
import { judge } from "../../src/maturity/judge.ts";
import type { Ruleset } from "../../src/maturity/ruleset/ruleset.ts";
import type { Provides } from "../../src/model/facet.ts";

/** Everything the judge is handed: measured once, judged under as many rulesets as one likes. */
export function measureLog(log: EventLog, connection: string, provides: Provides, ruleset: Ruleset): JudgeInput {
  return judgeInputOf(measureScopesOf(log, [{ id: connection, provides }], ruleset));
}

export function judgeLog(log: EventLog, connection: string, provides: Provides, ruleset: Ruleset): Judgement {
  return judge(measureLog(log, connection, provides, ruleset), ruleset);
}
