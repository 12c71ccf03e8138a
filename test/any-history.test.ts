import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNALS } from "../signals/index.ts";
import { measureScopes, type ScopeMeasures } from "../signals/run.ts";
import { EventLogBuilder } from "../src/event-log/builder.ts";
import type { EventLog } from "../src/event-log/columns.ts";
import { createFacts } from "../src/event-log/create-facts.ts";
import { cutAt } from "../src/event-log/cut.ts";
import { CHARACTERISTICS } from "../src/maturity/characteristics/index.ts";
import type { Judgement } from "../src/maturity/input.ts";
import { judge } from "../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { ACTOR_KINDS } from "../src/model/actor.ts";
import { STATE_CATEGORIES } from "../src/model/category.ts";
import { EVENT_KINDS, EVENT_ORIGINS, LINK_TYPES } from "../src/model/event.ts";
import { FACETS, type Provides } from "../src/model/facet.ts";
import type { Measure } from "../src/model/measure.ts";
import type { LevelVerdict } from "../src/model/result.ts";
import { DAY_MS, MINUTE_MS, WEEK_MS, type Instant } from "../src/model/window.ts";
import { WORK_TYPES } from "../src/model/work-item.ts";
import { seededRandom } from "../src/statistics/random.ts";
import { mixedHistory } from "./support/mixed-history.ts";

const AS_OF = Date.parse("2026-06-30T12:00Z");
/** Fewer draws than in earnest: what must hold, holds for any number. */
const RULESET = { ...DEFAULT_RULESET, draws: 100 };

interface Shape {
  readonly seed: number;
  readonly items: number;
  readonly eventsPerItem: number;
  readonly teams: number;
  readonly people: number;
  readonly weeks: number;
  /** How finely time is cut: with a day, most things fall together. */
  readonly tickMs: number;
  readonly nobody: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  items: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 50, max: 260 })),
  eventsPerItem: fc.integer({ min: 0, max: 14 }),
  teams: fc.integer({ min: 0, max: 4 }),
  people: fc.integer({ min: 1, max: 24 }),
  weeks: fc.constantFrom(1, 8, 30, 90),
  tickMs: fc.constantFrom(1, MINUTE_MS, DAY_MS),
  nobody: fc.constantFrom(0, 0.2, 1),
});

/** Records that no tool would write, but that a reader of tools may be handed: any event, at any time, from anything to anything. */
function wildLog({ seed, items, eventsPerItem, teams, people, weeks, tickMs, nobody }: Shape): EventLog {
  const random = seededRandom(`wild/${seed}`);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const when = (): Instant => Math.floor((AS_OF - random.next() * weeks * WEEK_MS) / tickMs) * tickMs;
  const ids = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, n) => `w/${prefix}${n}`);
  const statuses = ids("s", 1 + random.below(9));
  const actors = ids("a", people);
  const all = ids("i", items);
  const actor = (): string | null => (random.next() < nobody ? null : pick(actors));
  const builder = new EventLogBuilder();
  for (const id of statuses)
    builder.addStatus({ id, name: id, category: pick(STATE_CATEGORIES), categoryRaw: null, categoryBasis: "test" });
  for (const id of ids("t", teams)) builder.addTeam({ id, name: id, basis: "test" });
  if (teams > 0) builder.addProject({ key: "W", name: "W", team: "w/t0" });
  for (const id of actors)
    builder.addActor({
      id,
      kind: random.next() < 0.8 ? "human" : pick(ACTOR_KINDS),
      kindBasis: "test",
      active: pick([true, true, false, null]),
    });
  const value = (kind: string): string | null => {
    if (random.next() < 0.2) return null;
    if (kind === "status") return pick(statuses);
    if (kind === "assignee" || kind === "delegate") return pick(actors);
    if (kind === "team") return teams === 0 ? null : pick(ids("t", teams));
    if (kind === "parent" || kind === "link") return random.next() < 0.9 ? pick(all) : "w/key:ELSEWHERE-1";
    if (kind === "due-date") return new Date(when()).toISOString().slice(0, 10);
    if (kind === "resolution") return pick(["Done", "Duplicate", "Won't do"]);
    return pick(["a", "b", "1", "High", "stale"]);
  };
  for (const id of all) {
    const createdAt = when();
    const type = random.next() < 0.7 ? "task" : pick(WORK_TYPES);
    builder.addItem(
      {
        id,
        key: id,
        url: `https://tracker.example/${id}`,
        title: null,
        projectKey: "W",
        typeRaw: type,
        type,
        createdAt,
        updatedAt: createdAt,
        creator: actor(),
        reporter: null,
        status: pick(statuses),
        resolution: null,
        resolvedAt: random.next() < 0.2 ? when() : null,
        description: { length: random.below(300), headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
        structuredIntake: null,
        minhash: null,
        historyComplete: random.next() < 0.95,
      },
      { deletedAt: random.next() < 0.03 ? when() : null },
    );
    const count = random.below(eventsPerItem + 1);
    for (let n = 0; n < count; n++) {
      const kind = random.next() < 0.5 ? pick(["status", "status", "assignee", "comment"] as const) : pick(EVENT_KINDS);
      builder.add({
        item: id,
        key: `h${n}:0`,
        at: random.next() < 0.95 ? Math.max(createdAt, when()) : when(),
        kind,
        origin: random.next() < 0.9 ? "history" : pick(EVENT_ORIGINS),
        actor: actor(),
        from: value(kind),
        to: value(kind),
        fromRaw: null,
        toRaw: null,
        detail: kind === "link" ? pick(LINK_TYPES) : null,
        viaAutomation: random.next() < 0.05,
      });
    }
  }
  return builder.finish(AS_OF);
}

const SEES = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;

interface Answer {
  readonly scopes: readonly ScopeMeasures[];
  readonly judgement: Judgement;
}

function answer(log: EventLog): Answer {
  const facts = createFacts(log);
  const { workspace, teams } = measureScopes({
    facts,
    provides: [SEES],
    policy: RULESET.policy,
    // Low, so that wild histories are measured and not only turned away.
    minimumLogQuality: 0.01,
    signals: SIGNALS,
    seed: "any",
  });
  const held = (scope: ScopeMeasures) => ({
    items: scope.items,
    activePeople: scope.activePeople,
    logQuality: scope.diagnostics?.logQuality?.timed ?? null,
    flowBalance: scope.diagnostics?.flowBalance ?? null,
  });
  const judgement = judge(
    {
      workspace: { ...held(workspace), measures: workspace.measures },
      teams: teams.map((team) => ({
        id: team.team!.id,
        name: team.team!.name,
        ...held(team),
        measures: team.notMeasured === null ? team.measures : null,
      })),
      signals: SIGNALS,
      characteristics: CHARACTERISTICS,
      seed: "any",
    },
    { ...RULESET, minimumLogQuality: 0.01, minimumTeamItems: 20 },
  );
  return { scopes: [workspace, ...teams], judgement };
}

/** Paths of everything that is no finite number where a number stands. */
function badNumbers(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => badNumbers(inner, `${path}/${key}`));
}

function expectMeasure(id: string, measure: Measure): void {
  const { unit } = SIGNALS.find((signal) => signal.id === id)!;
  expect(badNumbers(measure), id).toEqual([]);
  if (measure.outcome !== "measured") {
    expect(measure.outcome, `${id}: ${measure.reason}`).not.toBe("failed");
    expect(measure.reason, id).toMatch(/^[A-Z].*[.!?]$/s);
    return;
  }
  const [low, high] = measure.interval90;
  expect(measure.value, id).toBeGreaterThanOrEqual(low);
  expect(measure.value, id).toBeLessThanOrEqual(high);
  expect(measure.coverage, id).toBeGreaterThanOrEqual(0);
  expect(measure.coverage, id).toBeLessThanOrEqual(1);
  if (unit !== "%") return;
  expect(low, id).toBeGreaterThanOrEqual(0);
  expect(high, id).toBeLessThanOrEqual(100);
}

function expectLevel(level: LevelVerdict): void {
  const { best, confirmed, strict, isoStrict, lower, upper, probabilities, atLeast } = level;
  for (const one of [best, confirmed, strict, isoStrict, lower, upper]) if (one !== null) expect([1, 2, 3, 4, 5]).toContain(one);
  expect(lower).toBeLessThanOrEqual(upper);
  if (best === null) {
    expect([confirmed, strict, isoStrict, probabilities, atLeast]).toEqual([null, null, null, null, null]);
    expect(level.notAssessable).not.toBeNull();
    return;
  }
  expect(lower).toBeLessThanOrEqual(best);
  expect(best).toBeLessThanOrEqual(upper);
  expect(confirmed!).toBeLessThanOrEqual(best);
  expect(strict!).toBeLessThanOrEqual(best);
  expect(isoStrict!).toBeLessThanOrEqual(strict!);
  expect(Object.values(probabilities!).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 3);
  expect(Object.values(atLeast!).every((p, n, all) => n === 0 || p <= all[n - 1]!)).toBe(true);
}

function expectSane({ scopes, judgement }: Answer): void {
  for (const scope of scopes) for (const [id, measure] of Object.entries(scope.measures)) expectMeasure(id, measure);
  expect(badNumbers(judgement)).toEqual([]);
  expectLevel(judgement.level);
  for (const team of judgement.teams) {
    if (team.level !== null) expectLevel(team.level);
    if (team.status !== "assessed") expect(team.reason).toMatch(/^[A-Z].*[.!?]$/s);
  }
  const ids = new Set(judgement.characteristics.map(({ id }) => id));
  expect(ids.size).toBe(25);
  const teams = new Set(["breadth", ...judgement.teams.map(({ id }) => id)]);
  for (const { kind, id } of judgement.level.gaps) expect(kind === "team" ? teams : ids).toContain(id);
  for (const { rating, reason, attainment, interval90, descriptorMatch } of judgement.characteristics) {
    if (rating === "I" || rating === "NA") expect(reason).toMatch(/^[A-Z].*[.!?]$/s);
    else {
      expect(attainment!).toBeGreaterThanOrEqual(interval90![0]);
      expect(attainment!).toBeLessThanOrEqual(interval90![1]);
      if (descriptorMatch !== null) expect(descriptorMatch).toBeGreaterThanOrEqual(0);
      if (descriptorMatch !== null) expect(descriptorMatch).toBeLessThanOrEqual(1);
    }
  }
  const { score5, interval90 } = judgement.index;
  expect(score5 === null).toBe(judgement.level.best === null);
  if (score5 !== null) {
    expect(score5).toBeGreaterThanOrEqual(Math.max(1, interval90![0] - 0.01));
    expect(score5).toBeLessThanOrEqual(Math.min(5, interval90![1] + 0.01));
  }
}

describe("any history is answered", () => {
  test("whatever was recorded", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(shapes, (shape) => expectSane(answer(wildLog(shape)))),
      { numRuns: 60, seed: 1 },
    );
  });

  test("as of many instants of the same ordinary history", { timeout: 60_000 }, () => {
    const { asOf, log } = mixedHistory("as of", 60, 12);
    const whole = log();
    for (const days of [0, 1, 20, 60, 100, 140, 200, 260, 300, 350, 400, 413, 419, 421, 1_000])
      expectSane(answer(cutAt(whole, asOf - days * DAY_MS)));
  });

  test("any size of an ordinary history", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 5, 14, 27, 60), fc.constantFrom(1, 3, 8), (seed, weeks, perWeek) =>
        expectSane(answer(mixedHistory(`size/${seed}`, weeks, perWeek).log())),
      ),
      { numRuns: 12, seed: 1 },
    );
  });
});
