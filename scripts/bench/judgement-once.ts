/** Facts, signals and judgement on a made-up log: `node scripts/bench/judgement-once.ts <items> <runs> [detail]`. Prints one line of JSON. */
import { createFacts } from "../../src/event-log/create-facts.ts";
import type { FactName } from "../../src/event-log/facts.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { FACETS, type Provides } from "../../src/model/facet.ts";
import { SIGNALS } from "../../signals/index.ts";
import { measureScopes, type ScopeMeasures } from "../../signals/run.ts";
import { median, processCpuMs, threadCpuMs } from "./cpu.ts";
import { syntheticLog } from "./synthetic-log.ts";

export interface JudgementMeasurement {
  readonly items: number;
  readonly events: number;
  readonly teams: number;
  /** Medians. */
  readonly factsMs: number;
  readonly signalsMs: number;
  readonly judgeMs: number;
  readonly togetherMs: number;
  /** With the threads that collect garbage and compile. */
  readonly processMs: number;
  /** Most that the process ever held, building the log included. */
  readonly peakBytes: number;
  /** By fact and signal, most first. */
  readonly parts: readonly (readonly [name: string, ms: number])[];
}

const FACTS: readonly FactName[] = [
  "visits",
  "population",
  "lifecycle",
  "ownership",
  "dependencies",
  "blocked",
  "activity",
  "calendar",
  "quality",
];
const everything = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;
const [items = 100_000, runs = 5] = process.argv.slice(2).map(Number);
const log = syntheticLog(items);
const parts = new Map<string, number[]>();
let spent = new Map<string, number>();
const timed = <T>(name: string, work: () => T): T => {
  const before = threadCpuMs();
  const answer = work();
  spent.set(name, (spent.get(name) ?? 0) + threadCpuMs() - before);
  return answer;
};
const signals = SIGNALS.map((signal) => ({
  ...signal,
  measure: (...args: Parameters<typeof signal.measure>) => timed(signal.id, () => signal.measure(...args)),
}));
const held = (scope: ScopeMeasures) => ({
  items: scope.items,
  activePeople: scope.activePeople,
  logQuality: scope.diagnostics?.logQuality?.timed ?? null,
  flowBalance: scope.diagnostics?.flowBalance ?? null,
});

const times: { facts: number; signals: number; judge: number; together: number; process: number }[] = [];
let teams = 0;
for (let run = 0; run < runs; run++) {
  spent = new Map();
  const beganProcess = processCpuMs();
  const began = threadCpuMs();
  const facts = createFacts(log);
  for (const name of FACTS) timed(`fact: ${name}`, () => facts[name]);
  const afterFacts = threadCpuMs();
  const measured = measureScopes({
    facts,
    provides: [{ id: "t", provides: everything }],
    policy: DEFAULT_RULESET.policy,
    minimumLogQuality: DEFAULT_RULESET.minimumLogQuality,
    signals,
    seed: "bench",
  });
  const afterSignals = threadCpuMs();
  judge(
    {
      workspace: { ...held(measured.workspace), measures: measured.workspace.measures },
      teams: measured.teams.map((scope) => ({
        id: scope.team!.id,
        name: scope.team!.name,
        ...held(scope),
        measures: scope.notMeasured === null ? scope.measures : null,
      })),
      signals,
      characteristics: CHARACTERISTICS,
      seed: "bench",
    },
    DEFAULT_RULESET,
  );
  const end = threadCpuMs();
  teams = measured.teams.filter(({ notMeasured }) => notMeasured === null).length;
  times.push({
    facts: afterFacts - began,
    signals: afterSignals - afterFacts,
    judge: end - afterSignals,
    together: end - began,
    process: processCpuMs() - beganProcess,
  });
  for (const [name, ms] of spent) parts.set(name, [...(parts.get(name) ?? []), ms]);
}
const answer: JudgementMeasurement = {
  items: log.items.count,
  events: log.events.count,
  teams,
  factsMs: median(times.map(({ facts }) => facts)),
  signalsMs: median(times.map((time) => time.signals)),
  judgeMs: median(times.map((time) => time.judge)),
  togetherMs: median(times.map(({ together }) => together)),
  processMs: median(times.map((time) => time.process)),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  parts: [...parts].map(([name, all]) => [name, median(all)] as const).toSorted((a, b) => b[1] - a[1]),
};
console.log(JSON.stringify(answer));
