import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNALS } from "../signals/index.ts";
import { measureScopes } from "../signals/run.ts";
import { EventLogBuilder } from "../src/event-log/builder.ts";
import { createFacts } from "../src/event-log/create-facts.ts";
import { cutAt } from "../src/event-log/cut.ts";
import { CHARACTERISTICS } from "../src/maturity/characteristics/index.ts";
import { judge } from "../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { ACTOR_KINDS } from "../src/model/actor.ts";
import { STATE_CATEGORIES } from "../src/model/category.ts";
import { EVENT_KINDS, EVENT_ORIGINS, LINK_TYPES } from "../src/model/event.ts";
import { FACETS } from "../src/model/facet.ts";
import { DAY_MS, MINUTE_MS, WEEK_MS } from "../src/model/window.ts";
import { WORK_TYPES } from "../src/model/work-item.ts";
import { seededRandom } from "../src/statistics/random.ts";
import { mixedHistory } from "./support/mixed-history.ts";
const AS_OF = Date.parse("2026-06-30T12:00Z");
/** Fewer draws than in earnest: what must hold, holds for any number. */
const RULESET = { ...DEFAULT_RULESET, draws: 100 };
const shapes = fc.record({
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
function wildLog({ seed, items, eventsPerItem, teams, people, weeks, tickMs, nobody }) {
    const random = seededRandom(`wild/${seed}`);
    const pick = (values) => values[random.below(values.length)];
    const when = () => Math.floor((AS_OF - random.next() * weeks * WEEK_MS) / tickMs) * tickMs;
    const ids = (prefix, count) => Array.from({ length: count }, (_, n) => `w/${prefix}${n}`);
    const statuses = ids("s", 1 + random.below(9));
    const actors = ids("a", people);
    const all = ids("i", items);
    const actor = () => (random.next() < nobody ? null : pick(actors));
    const builder = new EventLogBuilder();
    for (const id of statuses)
        builder.addStatus({ id, name: id, category: pick(STATE_CATEGORIES), categoryRaw: null, categoryBasis: "test" });
    for (const id of ids("t", teams))
        builder.addTeam({ id, name: id, basis: "test" });
    if (teams > 0)
        builder.addProject("w", { key: "W", name: "W", team: "w/t0" });
    for (const id of actors)
        builder.addActor({
            id,
            kind: random.next() < 0.8 ? "human" : pick(ACTOR_KINDS),
            kindBasis: "test",
            active: pick([true, true, false, null]),
        });
    const value = (kind) => {
        if (random.next() < 0.2)
            return null;
        if (kind === "status")
            return pick(statuses);
        if (kind === "assignee" || kind === "delegate")
            return pick(actors);
        if (kind === "team")
            return teams === 0 ? null : pick(ids("t", teams));
        if (kind === "parent" || kind === "link")
            return random.next() < 0.9 ? pick(all) : "w/key:ELSEWHERE-1";
        if (kind === "due-date")
            return new Date(when()).toISOString().slice(0, 10);
        if (kind === "resolution")
            return pick(["Done", "Duplicate", "Won't do"]);
        return pick(["a", "b", "1", "High", "stale"]);
    };
    for (const id of all) {
        const createdAt = when();
        const type = random.next() < 0.7 ? "task" : pick(WORK_TYPES);
        builder.addItem({
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
        }, { deletedAt: random.next() < 0.03 ? when() : null });
        const count = random.below(eventsPerItem + 1);
        for (let n = 0; n < count; n++) {
            const kind = random.next() < 0.5 ? pick(["status", "status", "assignee", "comment"]) : pick(EVENT_KINDS);
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
const SEES = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }]));
function answer(log) {
    const facts = createFacts(log);
    const { workspace, teams } = measureScopes({
        facts,
        provides: [{ id: "w", provides: SEES }],
        policy: RULESET.policy,
        // Low, so that wild histories are measured and not only turned away.
        minimumLogQuality: 0.01,
        signals: SIGNALS,
        seed: "any",
    });
    const held = (scope) => ({
        items: scope.items,
        activePeople: scope.activePeople,
        logQuality: scope.diagnostics?.logQuality?.timed ?? null,
        flowBalance: scope.diagnostics?.flowBalance ?? null,
    });
    const judgement = judge({
        workspace: { ...held(workspace), measures: workspace.measures },
        teams: teams.map((team) => ({
            id: team.team.id,
            name: team.team.name,
            ...held(team),
            measures: team.notMeasured === null ? team.measures : null,
        })),
        signals: SIGNALS,
        characteristics: CHARACTERISTICS,
        seed: "any",
    }, { ...RULESET, minimumLogQuality: 0.01, minimumTeamItems: 20 });
    return { scopes: [workspace, ...teams], judgement };
}
/** Paths of everything that is no finite number where a number stands. */
function badNumbers(value, path = "") {
    if (typeof value === "number")
        return Number.isFinite(value) ? [] : [path];
    if (value === null || typeof value !== "object")
        return [];
    return Object.entries(value).flatMap(([key, inner]) => badNumbers(inner, `${path}/${key}`));
}
const SENTENCE = /^[A-Z].*[.!?]$/s;
const isWithin = (value, low, high) => value >= low && value <= high;
/** What is wrong with an answer of a signal. */
function* faultsOfMeasure(id, measure) {
    for (const path of badNumbers(measure))
        yield `${id}: no number at ${path}`;
    if (measure.outcome === "failed")
        yield `${id}: ${measure.reason}`;
    if (measure.outcome !== "measured") {
        if (!SENTENCE.test(measure.reason))
            yield `${id}: no sentence: ${measure.reason}`;
        return;
    }
    const [low, high] = measure.interval90;
    if (!isWithin(measure.value, low, high))
        yield `${id}: ${measure.value} outside of ${low} to ${high}`;
    if (!isWithin(measure.coverage, 0, 1))
        yield `${id}: coverage ${measure.coverage}`;
    const isPercent = SIGNALS.find((signal) => signal.id === id).unit === "%";
    if (isPercent && (low < 0 || high > 100))
        yield `${id}: ${low} to ${high} %`;
}
function* faultsOfLevel(level) {
    const { best, confirmed, strict, isoStrict, lower, upper, probabilities, atLeast } = level;
    for (const one of [best, confirmed, strict, isoStrict, lower, upper])
        if (one !== null && ![1, 2, 3, 4, 5].includes(one))
            yield `level ${one}`;
    if (lower > upper)
        yield `bounds ${lower} to ${upper}`;
    if (best === null) {
        if ([confirmed, strict, isoStrict, probabilities, atLeast].some((one) => one !== null))
            yield "figures without a level";
        if (level.notAssessable === null)
            yield "no level and no reason";
        return;
    }
    if (!isWithin(best, lower, upper))
        yield `level ${best} outside of its bounds ${lower} to ${upper}`;
    if (confirmed > best || strict > best || isoStrict > strict)
        yield `levels ${best}, ${confirmed}, ${strict}, ${isoStrict}`;
    const sum = Object.values(probabilities).reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > 0.001)
        yield `probabilities sum to ${sum}`;
    if (Object.values(atLeast).some((p, n, all) => n > 0 && p > all[n - 1]))
        yield "P(level >= k) rises with k";
}
function* faultsOfJudgement(judgement) {
    for (const path of badNumbers(judgement))
        yield `no number at ${path}`;
    yield* faultsOfLevel(judgement.level);
    for (const team of judgement.teams) {
        if (team.level !== null)
            yield* faultsOfLevel(team.level);
        if (team.status !== "assessed" && !SENTENCE.test(team.reason ?? ""))
            yield `${team.id} is not assessed without a reason`;
    }
    const ids = new Set(judgement.characteristics.map(({ id }) => id));
    if (ids.size !== 25)
        yield `${ids.size} characteristics`;
    const teams = new Set(["breadth", ...judgement.teams.map(({ id }) => id)]);
    for (const { kind, id } of judgement.level.gaps)
        if (!(kind === "team" ? teams : ids).has(id))
            yield `a gap names ${id}, which is not there`;
    for (const { id, rating, reason, attainment, interval90, descriptorMatch } of judgement.characteristics) {
        if (rating === "I" || rating === "NA") {
            if (!SENTENCE.test(reason ?? ""))
                yield `${id} is ${rating} without a reason: ${reason}`;
        }
        else if (!isWithin(attainment, interval90[0], interval90[1]))
            yield `${id}: ${attainment} outside of its interval`;
        if (descriptorMatch !== null && !isWithin(descriptorMatch, 0, 1))
            yield `${id}: match ${descriptorMatch}`;
    }
    const { score5, interval90 } = judgement.index;
    if ((score5 === null) !== (judgement.level.best === null))
        yield "an index without a level, or the other way round";
    if (score5 !== null && !isWithin(score5, Math.max(1, interval90[0] - 0.01), Math.min(5, interval90[1] + 0.01)))
        yield `index ${score5} outside of its interval`;
}
function faultsOf({ scopes, judgement }) {
    const ofMeasures = scopes.flatMap(({ measures }) => Object.entries(measures).flatMap(([id, measure]) => [...faultsOfMeasure(id, measure)]));
    return [...ofMeasures, ...faultsOfJudgement(judgement)];
}
describe("any history is answered", () => {
    test("whatever was recorded", { timeout: 60_000 }, () => {
        const check = fc.property(shapes, (shape) => {
            expect(faultsOf(answer(wildLog(shape)))).toEqual([]);
        });
        const { failed, counterexample, errorInstance } = fc.check(check, { numRuns: 60, seed: 1 });
        expect({ failed, counterexample, errorInstance }).toEqual({ failed: false, counterexample: null, errorInstance: null });
    });
    test("as of many instants of the same ordinary history", { timeout: 60_000 }, () => {
        const { asOf, log } = mixedHistory("as of", 60, 12);
        const whole = log();
        for (const days of [0, 1, 20, 60, 100, 140, 200, 260, 300, 350, 400, 413, 419, 421, 1_000])
            expect(faultsOf(answer(cutAt(whole, asOf - days * DAY_MS))), `${days} days earlier`).toEqual([]);
    });
    test("any size of an ordinary history", { timeout: 60_000 }, () => {
        for (const weeks of [1, 5, 14, 27, 60])
            for (const perWeek of [1, 3, 8])
                expect(faultsOf(answer(mixedHistory(`size/${weeks}`, weeks, perWeek).log())), `${perWeek} a week, ${weeks} weeks`).toEqual([]);
    });
});
