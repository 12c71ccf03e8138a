import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import type { RecordedOrganisation } from "../../../fixtures/demo-organisation/recorded.ts";
import { flagsOf } from "../../../src/gaming.ts";
import { judgeInputOf, measureLog } from "../../../src/judge-log.ts";
import type { JudgeInput } from "../../../src/maturity/input.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import type { Ruleset } from "../../../src/maturity/ruleset/ruleset.ts";
import type { Level } from "../../../src/model/level.ts";
import { outcomeOf, type Outcome } from "../outcome.ts";
import { drawOrganisation, type Group, type Organisation } from "../population.ts";
import { logOf, type ReadHistory } from "../read-in-memory.ts";
import { writeDirectly } from "../write-directly.ts";

/** Names an organisation of the population. */
export interface DrawnCase {
  readonly name: string;
  readonly level: Level;
  readonly group: Group;
  /** Length of its history. */
  readonly weeks?: number;
  /** Another life of the same organisation: other wishes, other days off. */
  readonly seed?: string;
}

export function simulated({ name, level, group, weeks, seed }: DrawnCase): {
  readonly organisation: Organisation;
  readonly recorded: RecordedOrganisation;
} {
  const organisation = drawOrganisation(name, level, group, weeks);
  return { organisation, recorded: simulateOrganisation(organisation.spec, seed ?? name) };
}

export function measured(history: ReadHistory, asOf: number, keep?: (item: string) => boolean): JudgeInput {
  const provides = [{ id: history.connection, provides: history.provides }];
  return judgeInputOf(measureLog(logOf(history, asOf, keep), provides, DEFAULT_RULESET));
}

export function judged(organisation: Organisation, input: JudgeInput, ruleset: Ruleset = DEFAULT_RULESET): Outcome {
  return outcomeOf(organisation, judge(input, ruleset), input);
}

/** The history as it stands in the tracker at its end. */
export async function judgedAtEnd(organisation: Organisation, recorded: RecordedOrganisation): Promise<Outcome> {
  const { endAt } = recorded.work;
  const history = await writeDirectly(recorded, endAt, organisation.withCode);
  const provides = [{ id: history.connection, provides: history.provides }];
  const seen = measureLog(logOf(history, endAt), provides, DEFAULT_RULESET);
  const outcome = judged(organisation, judgeInputOf(seen));
  // Without the numbers in them, so that one and the same can be told in two histories.
  return { ...outcome, flags: flagsOf(seen).map(({ kind, signals }) => `${kind}: ${signals.join(", ")}`) };
}
