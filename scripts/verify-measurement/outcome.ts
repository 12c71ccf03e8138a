import type { JudgeInput, Judgement } from "../../src/maturity/input.ts";
import type { Level, Rating } from "../../src/model/level.ts";
import type { Group } from "./population.ts";

/** What is kept of one judged organisation: small enough to be handed between threads a thousand times. */
export interface Outcome {
  readonly name: string;
  readonly level: Level;
  readonly group: Group;
  readonly best: Level | null;
  readonly confirmed: Level | null;
  /** Lowest level that it says cannot be judged from what can be seen; null = all could. */
  readonly open: Level | null;
  /** P(level >= k), k = 2..5. */
  readonly atLeast: readonly number[];
  /** 1-5; null when not judged. */
  readonly index: number | null;
  readonly interval90: readonly [number, number] | null;
  /** What it says is the smallest change of the index that is not noise. */
  readonly mdc: number | null;
  /** What the result finds odd, without numbers; empty where nobody looked. */
  readonly flags: readonly string[];
  /** Work items and active people of the last half year. */
  readonly items: number;
  readonly people: number;
  readonly ratings: Readonly<Record<string, Rating>>;
  readonly attainments: Readonly<Record<string, number | null>>;
}

export function outcomeOf(
  organisation: { readonly name: string; readonly level: Level; readonly group: Group },
  judgement: Judgement,
  input: JudgeInput,
): Outcome {
  const { level, index } = judgement;
  return {
    name: organisation.name,
    level: organisation.level,
    group: organisation.group,
    best: level.best,
    confirmed: level.confirmed,
    open: level.notAssessable?.level ?? null,
    atLeast: [2, 3, 4, 5].map((k) => level.atLeast?.[k as 2 | 3 | 4 | 5] ?? NaN),
    index: index.score5,
    interval90: index.interval90,
    mdc: index.minimalDetectableChange,
    items: input.workspace.items ?? 0,
    people: input.workspace.activePeople ?? 0,
    flags: [],
    ratings: Object.fromEntries(judgement.characteristics.map(({ id, rating }) => [id, rating])),
    attainments: Object.fromEntries(judgement.characteristics.map(({ id, attainment }) => [id, attainment])),
  };
}
