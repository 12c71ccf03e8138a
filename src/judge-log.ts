import { SIGNALS } from "../signals/index.ts";
import type { ConnectionProvides } from "../signals/in-sight.ts";
import { measureScopes, type ScopeMeasures } from "../signals/run.ts";
import type { EventLog } from "./event-log/columns.ts";
import { createFacts } from "./event-log/create-facts.ts";
import type { Facts } from "./event-log/facts.ts";
import { firstEventAt } from "./event-log/first-event.ts";
import { CHARACTERISTICS } from "./maturity/characteristics/index.ts";
import type { JudgeInput } from "./maturity/input.ts";
import type { Ruleset } from "./maturity/ruleset/ruleset.ts";
import { WEEK_MS } from "./model/window.ts";

/** Fixed, so that the same store under the same ruleset gives byte-equal results on every machine. */
export const SEED = "wmmm";

export interface MeasuredLog {
  readonly facts: Facts;
  readonly provides: readonly ConnectionProvides[];
  readonly workspace: ScopeMeasures;
  readonly teams: readonly ScopeMeasures[];
}

/** Every signal on every scope of a log, as of the log's own instant. */
export function measureLog(log: EventLog, provides: readonly ConnectionProvides[], ruleset: Ruleset): MeasuredLog {
  const facts = createFacts(log);
  const measured = measureScopes({
    facts,
    provides,
    policy: ruleset.policy,
    minimumLogQuality: ruleset.minimumLogQuality,
    signals: SIGNALS,
    seed: SEED,
  });
  return { facts, provides, ...measured };
}

/** What the judge is asked: the answers of the signals and what it must know of each scope. Small enough to be kept. */
export function judgeInputOf({ facts: { log }, provides, workspace, teams }: MeasuredLog): JudgeInput {
  const configurationHistory =
    provides.length > 0 && provides.every((connection) => connection.provides["configuration-history"].level !== "none");
  return {
    workspace: {
      ...held(workspace),
      configurationHistory,
      recordedWeeks: recordedWeeks(log),
      measures: workspace.measures,
    },
    teams: teams
      .filter((scope) => isLeft(scope, log))
      .map((scope) => ({
        id: scope.team!.id,
        name: scope.team!.name,
        ...held(scope),
        configurationHistory,
        measures: scope.notMeasured === null ? scope.measures : null,
      })),
    signals: SIGNALS,
    characteristics: CHARACTERISTICS,
    seed: SEED,
  };
}

/** Zero where nothing was recorded. */
export function recordedWeeks(log: EventLog): number {
  return Math.max(0, (log.asOf - firstEventAt(log)) / WEEK_MS);
}

/** Teams whose work own rules have given to others have nothing left to be judged by. */
function isLeft(scope: ScopeMeasures, log: EventLog): boolean {
  return log.teamRules === undefined || scope.items > 0 || scope.counts.events > 0;
}

function held(scope: ScopeMeasures) {
  return {
    items: scope.items,
    activePeople: scope.activePeople,
    logQuality: scope.diagnostics?.logQuality?.timed ?? null,
    flowBalance: scope.diagnostics?.flowBalance ?? null,
    finishedItems: scope.counts.completed,
    historyWeeks: scope.counts.historyWeeks,
  };
}
