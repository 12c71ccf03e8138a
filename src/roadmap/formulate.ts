import { desirabilityAt } from "../maturity/desirability.ts";
import { FEWEST_RATED, allowedGaps } from "../maturity/level-rule.ts";
import { TOLERANCE, exceeds } from "../maturity/rating.ts";
import type { Level } from "../model/level.ts";
import { QUARTERS, coordinateOf, gridOf } from "./grid.ts";
import type { BinaryProgram, MilpRow } from "./milp.ts";
import type { Part, ProblemScope, RoadmapProblem, Subject } from "./problem.ts";

/** Cost of touching a signal at all, in quarter-rungs: a whole rung, since few things at a time are what is asked for. */
const COST_OF_TOUCHING = QUARTERS;
/** What a preferred signal is cheaper by: what is a quarter-rung dearer passes for as good. */
const PREFERENCE = 1;
/** Above the bounds that the judge compares with, by more than the tolerance of any solver (1e-6 of a row whose largest part is 1). */
const CLEARLY = 2e-5;

/** Where a signal would stand, by signal. */
export type Moves = ReadonlyMap<string, number>;

/** The question as a program over binaries, and the way back from its answer. */
export interface Formulation {
  readonly program: BinaryProgram;
  decode(values: ArrayLike<number>): Moves;
}

/**
 * With a power mean the condition "attainment > t" is linear in desirability ** power, so with each signal on a grid and a binary for
 * "characteristic met" the rule is an exact integer program. A signal moves to the same place in every scope that stands lower.
 */
export function formulate(problem: RoadmapProblem): Formulation {
  const build = new Builder(problem);
  for (const scope of problem.scopes) build.addScope(scope);
  build.addShareRule();
  build.addCompany();
  build.addKnown();
  build.addLeast();
  return build.finish();
}

/** Columns that move one signal, with their places. */
interface Mover {
  readonly columns: readonly { readonly column: number; readonly position: number }[];
}

class Builder {
  readonly #problem: RoadmapProblem;
  readonly #costs: number[] = [];
  readonly #rows: MilpRow[] = [];
  readonly #movers = new Map<string, Mover>();
  /** By scope, whether it stands at the target; null where it must. */
  readonly #lifted: (number | null)[] = [];

  constructor(problem: RoadmapProblem) {
    this.#problem = problem;
    for (const signal of [...problem.movable].toSorted()) this.#addMover(signal);
  }

  #addMover(signal: string): void {
    const { scales, scopes, target, preferred, entered } = this.#problem;
    const scale = scales.get(signal);
    if (scale === undefined) return;
    const grid = gridOf(scale, this.#problem.stepsARung);
    const total = scopes.reduce((sum, { people }) => sum + people, 0);
    const uses: { readonly part: Part; readonly level: Level }[] = [];
    const standing = scopes.flatMap(({ people, subjects }) => {
      const own = subjects.flatMap(({ level, parts }) =>
        level > target ? [] : parts.filter((part) => part.signal === signal).map((part) => ({ part, level })),
      );
      if (own.length === 0) return [];
      uses.push(...own);
      // What happens between teams may be read from the whole, where the signal stands elsewhere.
      const position = Math.min(...own.map(({ part }) => part.position));
      return [{ share: people / total, coordinate: coordinateOf(scale, position) }];
    });
    let before = -Infinity;
    const columns = grid.positions.flatMap((position, at) => {
      // A place that is worth no more than the one before it is never the cheapest.
      const worth = uses.reduce(
        (sum, { part, level }) => sum + this.#desirability(part, level, Math.max(position, part.position)),
        0,
      );
      const now = uses.reduce((sum, { part, level }) => sum + this.#desirability(part, level, part.position), 0);
      if (worth <= now || worth <= before) return [];
      before = worth;
      const moved = standing.reduce(
        (sum, { share, coordinate }) => sum + share * Math.max(0, grid.coordinates[at]! - coordinate),
        0,
      );
      const touching = COST_OF_TOUCHING * (entered.has(signal) ? 2 : 1);
      const quarters = touching + Math.ceil(moved * QUARTERS - TOLERANCE) - (preferred.has(signal) ? PREFERENCE : 0);
      return [{ column: this.#column(quarters), position }];
    });
    if (columns.length === 0) return;
    this.#movers.set(signal, { columns });
    this.#row(
      -Infinity,
      1,
      columns.map(({ column }) => [column, 1] as const),
    );
  }

  #column(cost: number): number {
    return this.#costs.push(cost) - 1;
  }

  #row(lower: number, upper: number, entries: readonly (readonly [column: number, value: number])[]): void {
    this.#rows.push({ lower, upper, columns: entries.map(([column]) => column), values: entries.map(([, value]) => value) });
  }

  addScope(scope: ProblemScope): void {
    const { target, scopes, rules } = this.#problem;
    const alone = scopes.length === 1;
    const lifted = alone ? null : this.#column(0);
    this.#lifted.push(lifted);
    for (const level of [2, 3, 4, 5] as const) {
      if (level > target) break;
      // No team may lag by more than one, so that the levels below the last are asked of all.
      const always = alone || (rules.weakestTeamClause && level < target);
      this.#addLevel(scope, level, always ? null : lifted);
    }
  }

  /** `when`: column that must be 1 for the level to be asked for; null = it always is. */
  #addLevel(scope: ProblemScope, level: Level, when: number | null): void {
    const { ratingBounds } = this.#problem.rules;
    const subjects = scope.subjects.filter((subject) => subject.level === level);
    if (subjects.length < FEWEST_RATED) {
      // Too little is known of it: no move of what is known makes it more.
      this.#row(when === null ? 1 : 0, when === null ? 1 : 0, when === null ? [] : [[when, 1]]);
      return;
    }
    const met = subjects.map((subject) => this.#metColumn(scope, subject, ratingBounds[1]));
    const allowed = allowedGaps(subjects.length);
    this.#row(when === null ? subjects.length - allowed : 0, Infinity, [
      ...met.map((column) => [column, 1] as const),
      ...(when === null ? [] : [[when, -(subjects.length - allowed)] as const]),
    ]);
    // None may be N, not even the one that is tolerated.
    for (const subject of subjects) {
      const present = this.#metColumn(scope, subject, ratingBounds[0]);
      this.#row(when === null ? 1 : 0, Infinity, [[present, 1], ...(when === null ? [] : [[when, -1] as const])]);
    }
  }

  /** A column that can be 1 only when the characteristic's attainment is above `bound`; 2.5 also when that of 3.4 is. */
  #metColumn(scope: ProblemScope, subject: Subject, bound: number): number {
    const own = this.#above(subject, bound);
    const beyond = subject.id === "2.5" ? scope.subjects.find(({ id }) => id === "3.4") : undefined;
    if (beyond === undefined) return own;
    const via = this.#above(beyond, bound);
    const either = this.#column(0);
    this.#row(0, Infinity, [
      [own, 1],
      [via, 1],
      [either, -1],
    ]);
    return either;
  }

  #above(subject: Subject, bound: number): number {
    const { power, desirabilityFloor, ratingBounds } = this.#problem.rules;
    const column = this.#column(0);
    const wanted = bound + this.#problem.margin * subject.spread + CLEARLY;
    if (subject.cap <= wanted) {
      this.#row(0, 0, [[column, 1]]);
      return column;
    }
    const raised = (desirability: number): number => Math.max(desirability, desirabilityFloor) ** power;
    let now = 0;
    let total = 0;
    const gains: (readonly [number, number])[] = [];
    for (const part of subject.parts) {
      const standing = raised(this.#desirability(part, subject.level, part.position));
      now += part.weight * standing;
      total += part.weight;
      for (const { column: mover, position } of this.#movers.get(part.signal)?.columns ?? []) {
        if (position <= part.position) continue;
        const gain = part.weight * (raised(this.#desirability(part, subject.level, position)) - standing);
        if (gain > 0) gains.push([mover, gain]);
      }
    }
    const missing = wanted ** power * total - now;
    // What is gained beyond what is missing is worth nothing; said so, the program is solved faster.
    if (missing > 0)
      this.#row(0, Infinity, [...gains.map(([mover, gain]) => [mover, Math.min(gain / missing, 1)] as const), [column, -1]]);
    // A main signal that shows next to nothing holds the whole at P.
    if (wanted > ratingBounds[1] - TOLERANCE)
      for (const part of subject.parts) if (part.primary) this.#openGate(part, subject.level, column);
    return column;
  }

  #openGate(part: Part, level: Level, column: number): void {
    const isOpen = (position: number): boolean =>
      exceeds(this.#desirability(part, level, position), this.#problem.rules.ratingBounds[0]);
    if (isOpen(part.position)) return;
    const openers = (this.#movers.get(part.signal)?.columns ?? []).filter(
      ({ position }) => position > part.position && isOpen(position),
    );
    this.#row(0, Infinity, [...openers.map((opener) => [opener.column, 1] as const), [column, -1]]);
  }

  #desirability({ signal, cap }: Part, level: Level, position: number): number {
    const { scales, rules } = this.#problem;
    return Math.min(desirabilityAt(scales.get(signal)!.positions, 0, level, rules.ratingBounds, position), cap);
  }

  /** Teams with enough of the people must stand at the target. */
  addShareRule(): void {
    const { scopes, rules } = this.#problem;
    if (scopes.length === 1) return;
    const total = scopes.reduce((sum, { people }) => sum + people, 0);
    this.#row(
      rules.breadthShare * total - TOLERANCE,
      Infinity,
      scopes.map(({ people }, at) => [this.#lifted[at]!, people] as const),
    );
  }

  /**
   * What is entered moves in company of what is done: in a sentence of its own, or, where that stands well there already, anywhere. So no answer is
   * ever made of entries alone.
   */
  addCompany(): void {
    const { entered, scopes, target, rules } = this.#problem;
    const done = [...this.#movers.keys()].filter((signal) => !entered.has(signal));
    for (const signal of entered) {
      const own = this.#movers.get(signal)?.columns ?? [];
      if (own.length === 0) continue;
      const beside = scopes
        .flatMap((scope) => scope.subjects)
        .filter(({ level, parts }) => level <= target && parts.some((part) => part.signal === signal))
        .flatMap(({ level, parts }) => parts.filter((part) => !entered.has(part.signal)).map((part) => ({ part, level })));
      const standsWell = beside.some(({ part, level }) =>
        exceeds(this.#desirability(part, level, part.position), rules.ratingBounds[1]),
      );
      const company = standsWell ? done : [...new Set(beside.map(({ part }) => part.signal))];
      const movers = company.flatMap((id) => this.#movers.get(id)?.columns ?? []);
      this.#row(0, Infinity, [
        ...movers.map(({ column }) => [column, 1] as const),
        ...own.map(({ column }) => [column, -1] as const),
      ]);
    }
  }

  addKnown(): void {
    for (const set of this.#problem.known) {
      const columns = set.flatMap((signal) => this.#movers.get(signal)?.columns ?? []);
      this.#row(
        -Infinity,
        set.length - 1,
        columns.map(({ column }) => [column, 1] as const),
      );
    }
  }

  addLeast(): void {
    const { atLeast } = this.#problem;
    if (atLeast === undefined) return;
    this.#row(
      atLeast,
      Infinity,
      this.#costs.flatMap((cost, column) => (cost === 0 ? [] : [[column, cost] as const])),
    );
  }

  finish(): Formulation {
    const movers = this.#movers;
    return {
      program: { costs: this.#costs, rows: this.#rows },
      decode(values) {
        const moves = new Map<string, number>();
        for (const [signal, { columns }] of movers)
          for (const { column, position } of columns) if (values[column]! > 0.5) moves.set(signal, position);
        return moves;
      },
    };
  }
}
