import { SIGNALS } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../maturity/characteristics/index.ts";
import type { JudgeInput } from "../maturity/input.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Measure } from "../model/measure.ts";

/** What a judgement rests on: enough to judge again under other rules, long after the history has moved on. */
export interface Basis {
  readonly ruleset: Ruleset;
  readonly input: JudgeInput;
}

/** As JSON. Examples and what every version has in its registries are left out. */
export function writeBasis({ ruleset, input: { workspace, teams, seed } }: Basis): string {
  return JSON.stringify({
    ruleset,
    seed,
    workspace: { ...workspace, measures: withoutExamples(workspace.measures) },
    teams: teams.map((team) => ({ ...team, measures: team.measures === null ? null : withoutExamples(team.measures) })),
  });
}

/** Null where there is none, as with scans of earlier versions. */
export function readBasis(json: string | null): Basis | null {
  if (json === null) return null;
  const { ruleset, ...input } = JSON.parse(json) as Omit<JudgeInput, "signals" | "characteristics"> & {
    readonly ruleset: Ruleset;
  };
  return { ruleset, input: { ...input, signals: SIGNALS, characteristics: CHARACTERISTICS } };
}

function withoutExamples(measures: Readonly<Record<string, Measure>>): Record<string, Measure> {
  return Object.fromEntries(
    Object.entries(measures).map(([id, measure]) => [
      id,
      measure.outcome === "measured" ? { ...measure, examples: [] } : measure,
    ]),
  );
}
