import { describe, expect, test } from "vitest";
import { SIGNALS } from "../../signals/index.ts";
import { measureScopes } from "../../signals/run.ts";
import { defineSignal } from "../../signals/signal.ts";
import { EventLogBuilder } from "../../src/event-log/builder.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { FACETS } from "../../src/model/facet.ts";
import { HOUR_MS } from "../../src/model/window.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { after, NO_POLICY, story } from "../support/log-story.ts";
const ASOF = "2026-06-29";
const provides = (none = [], id = "jira") => ({
    id,
    provides: Object.fromEntries(FACETS.map((facet) => [
        facet,
        none.includes(facet) ? { level: "none", sentence: `No ${facet} here.` } : { level: "full", sentence: "" },
    ])),
});
const SPEC = {
    reference: "S00",
    title: "Probe",
    dimension: "coordination",
    unit: "%",
    better: "higher",
    definition: "",
    source: "",
    limits: [],
    guard: "",
    families: ["event"],
    minimumSample: 1,
    windowWeeks: 13,
    facets: ["status-history"],
};
/** Answers with the number of items and a random number. */
const probe = defineSignal({
    ...SPEC,
    id: "probe",
    needs: ["log"],
    measure: (_, scope) => ({
        outcome: "measured",
        value: scope.random.next(),
        interval90: [0, 1],
        distribution: { kind: "exact", value: 0 },
        sampleSize: scope.items.length,
        coverage: 1,
        excluded: {},
        examples: scope.items.length === 0 ? [] : [{ item: scope.items[0], stance: "meets", note: "first" }],
        details: { weeks: (scope.window.endAt - scope.window.startAt) / 604_800_000 },
        warnings: [],
    }),
});
function twoTeams() {
    const s = story({ asOf: ASOF });
    s.bulk({ count: 120, from: "2026-01-05", to: "2026-06-20", team: "alpha", prefix: "A" });
    s.bulk({
        count: 80,
        from: "2026-01-05",
        to: "2026-06-20",
        team: "beta",
        prefix: "B",
        people: ["q1", "q2", "q3", "q4", "q5", "q6"],
    });
    return s;
}
const run = (s, options = {}) => measureScopes({
    facts: s.facts(),
    provides: [provides()],
    policy: NO_POLICY,
    minimumLogQuality: 0.6,
    signals: [probe],
    seed: "seed",
    ...options,
});
describe("scopes", () => {
    test("every team by its items, and the workspace with all", () => {
        const { workspace, teams } = run(twoTeams());
        expect(teams.map(({ team, activePeople }) => [team.name, activePeople])).toEqual([
            ["alpha", 5],
            ["beta", 6],
        ]);
        expect(teams.map(({ measures }) => measures["probe"])).toMatchObject([{ sampleSize: 120 }, { sampleSize: 80 }]);
        expect(workspace).toMatchObject({
            team: null,
            activePeople: 11,
            measures: { probe: { sampleSize: 200, details: { weeks: 13 } } },
        });
    });
    test("examples name items by key, address and title", () => {
        const { teams } = run(twoTeams());
        expect(teams[0].measures["probe"]).toMatchObject({
            examples: [
                { key: "A-1", url: "https://tracker.example/browse/A-1", title: "Title of A-1", stance: "meets", note: "first" },
            ],
        });
    });
    test("a team with fewer than five active people is not measured at all", () => {
        const s = twoTeams();
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "gamma", prefix: "C", people: ["x", "y"] });
        const gamma = run(s).teams.find(({ team }) => team.name === "gamma");
        expect(gamma).toMatchObject({ activePeople: 2, measures: {}, diagnostics: null });
        expect(gamma.notMeasured).toMatch(/Fewer than 5/);
    });
    test("a team too small to be measured is left out of the whole, or subtraction would tell", () => {
        const s = twoTeams();
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "gamma", prefix: "C", people: ["x", "y"] });
        expect(run(s).workspace).toMatchObject({ activePeople: 11, measures: { probe: { sampleSize: 200 } } });
    });
    test("small teams that are large enough together stay in the whole", () => {
        const s = twoTeams();
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "gamma", prefix: "C", people: ["x", "y"] });
        s.bulk({ count: 30, from: "2026-01-05", to: "2026-06-20", team: "delta", prefix: "D", people: ["u", "v", "w"] });
        expect(run(s).workspace).toMatchObject({ activePeople: 16, measures: { probe: { sampleSize: 290 } } });
    });
    test("a workspace of four people answers every signal with the reason", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", people: ["a", "b", "c", "d"] });
        const { workspace, teams } = run(s);
        expect(workspace.measures["probe"]).toMatchObject({ outcome: "insufficient-data" });
        expect(teams[0].measures).toEqual({});
    });
    test("a workspace of nothing but tiny teams is too small, not empty", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "alpha", people: ["a", "b"] });
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "beta", prefix: "B", people: ["c", "d"] });
        expect(run(s).workspace).toMatchObject({ activePeople: 4, notMeasured: expect.stringMatching(/Fewer than 5/) });
    });
    test("without actors the number of people is unknown and nothing is suppressed for it", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++) {
            s.item(`A-${i}`, { at: after("2026-02-01", i), actor: null })
                .to("In Progress", after("2026-02-02", i), null)
                .to("Done", after("2026-02-04", i), null);
        }
        const { workspace } = run(s, { minimumLogQuality: 0 });
        expect(workspace).toMatchObject({ activePeople: null, measures: { probe: { outcome: "measured" } } });
    });
    test("with a single team the workspace is that team, measured once", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 100, from: "2026-01-05", to: "2026-06-20" });
        let calls = 0;
        const counted = { ...probe, measure: (...args) => (calls++, probe.measure(...args)) };
        const { workspace, teams } = run(s, { signals: [counted] });
        expect(calls).toBe(1);
        expect(workspace.measures).toEqual(teams[0].measures);
    });
    test("only asks the signals it is told to", () => {
        expect(Object.keys(run(twoTeams(), { signals: SIGNALS, only: ["backflow", "continuity"] }).workspace.measures)).toEqual([
            "backflow",
            "continuity",
        ]);
    });
});
describe("what stands in the way", () => {
    test("a facet that no connection sees is not supported, in the connector's words", () => {
        expect(run(twoTeams(), { provides: [provides(["status-history"])] }).workspace.measures["probe"]).toEqual({
            outcome: "not-supported",
            reason: "No status-history here.",
            by: "tool",
        });
    });
    test("a facet that the data do not show is insufficient", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++)
            s.item(`A-${i}`, { at: after("2026-02-01", i), actor: `p${i % 6}` });
        expect(run(s).workspace.measures["probe"]).toMatchObject({ outcome: "insufficient-data", reason: /No change of status/ });
    });
    test("a log that cannot be relied on makes signals that rest on events insufficient, others not", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++) {
            s.item(`A-${i}`, { at: after("2026-02-01", i), actor: null }).to("In Progress", after("2026-05-02", i / 10), null);
        }
        const field = { ...probe, id: "field-probe", families: ["field"] };
        const who = { ...probe, id: "who-probe", facets: ["actor-kinds"] };
        const { measures } = run(s, { signals: [probe, field, who] }).workspace;
        // Nobody is named, but the instants are good.
        expect(measures["probe"].outcome).toBe("measured");
        expect(measures["who-probe"]).toMatchObject({ outcome: "insufficient-data", reason: /Only 0 %/ });
        expect(measures["field-probe"].outcome).toBe("measured");
    });
    test("a signal that throws answers failed, without its message, and stops no other", () => {
        const broken = {
            ...probe,
            id: "broken",
            measure: () => {
                throw new TypeError("secret of p1");
            },
        };
        const { measures } = run(twoTeams(), { signals: [broken, probe] }).workspace;
        expect(measures["broken"]).toEqual({ outcome: "failed", reason: "This signal failed with a TypeError and was left out." });
        expect(measures["probe"].outcome).toBe("measured");
    });
});
describe("several connections", () => {
    /** Team alpha (120 items) in Jira, team beta (80) in Linear. */
    const split = (change = () => undefined) => {
        const s = twoTeams();
        change(s);
        const { items, ...log } = s.log();
        const id = items.id.map((one, i) => (items.key[i].startsWith("B-") ? one.replace("jira/", "linear/") : one));
        return createFacts({ ...log, items: { ...items, id } });
    };
    const outcomes = (none, signal = probe) => {
        const seen = [provides(none.jira), provides(none.linear, "linear")];
        const { workspace, teams } = run(twoTeams(), { facts: split(), provides: seen, signals: [signal] });
        return [workspace, ...teams].map(({ measures }) => measures["probe"]);
    };
    test("what both show is measured on all", () => {
        expect(outcomes({}).map((measure) => measure.outcome === "measured" && [measure.sampleSize, measure.coverage])).toEqual([
            [200, 1],
            [120, 1],
            [80, 1],
        ]);
    });
    test("what one cannot show is measured on the other's items, and the rest is missing, never lacking", () => {
        const [whole, alpha, beta] = outcomes({ linear: ["status-history"] });
        expect(whole).toMatchObject({
            outcome: "measured",
            sampleSize: 120,
            coverage: 0.6,
            excluded: { "cannot be seen through linear": 80 },
            warnings: ["Measured without what came through linear (40 % of the items): No status-history here."],
        });
        expect(alpha).toMatchObject({ sampleSize: 120, coverage: 1, excluded: {}, warnings: [] });
        expect(beta).toEqual({ outcome: "not-supported", reason: "No status-history here.", by: "tool" });
    });
    test("with less than half of the items in sight nothing is said about the whole", () => {
        const [whole, alpha, beta] = outcomes({ jira: ["status-history"] });
        expect(whole).toMatchObject({ outcome: "insufficient-data", reason: expect.stringMatching(/^60 % of the items are where/) });
        expect([alpha.outcome, beta.outcome]).toEqual(["not-supported", "measured"]);
    });
    test("what one never shows though it could is left out in the same way", () => {
        const dated = { ...probe, facets: ["due-dates"] };
        const facts = split((s) => s.item("A-X", { at: "2026-05-01", team: "alpha", due: "2026-06-01" }));
        const seen = [provides(), provides([], "linear")];
        const { workspace, teams } = run(twoTeams(), { facts, provides: seen, signals: [dated] });
        expect(workspace.measures["probe"]).toMatchObject({ outcome: "measured", sampleSize: 121 });
        expect(teams[1].measures["probe"]).toMatchObject({ outcome: "insufficient-data", reason: /No due date was ever set/ });
    });
    test("people are not counted where most of the items name nobody", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 60, from: "2026-01-05", to: "2026-06-20", team: "alpha", prefix: "A" });
        for (let i = 0; i < 30; i++)
            s.item(`B-${i}`, { at: after("2026-02-01", i), team: "beta", actor: null }).to("In Progress", after("2026-05-02", i / 10), null);
        const { items, ...log } = s.log();
        const id = items.id.map((one, i) => (items.key[i].startsWith("B-") ? one.replace("jira/", "linear/") : one));
        const { workspace, teams } = run(s, { facts: createFacts({ ...log, items: { ...items, id } }) });
        expect(teams.map(({ activePeople, notMeasured }) => [activePeople, notMeasured])).toEqual([
            [5, null],
            [null, null],
        ]);
        expect(workspace.activePeople).toBe(5);
    });
});
/** The same log under other ids: items, teams, statuses and people are named by a shuffled number, keys stay. */
function renamed(log, seed) {
    const random = seededRandom(seed);
    const names = new Map();
    const rename = (id) => {
        let name = names.get(id);
        if (name === undefined)
            names.set(id, (name = `jira/${random.below(1e9)}x${names.size}`));
        return name;
    };
    const { items, events, actors, statuses, teams, projects, projectTeam, texts } = log;
    const builder = new EventLogBuilder();
    for (const { id, name, category } of statuses)
        builder.addStatus({ id: rename(id), name, category, categoryRaw: null, categoryBasis: "" });
    for (const { id, name } of teams)
        builder.addTeam({ id: rename(id), name, basis: "" });
    projects.forEach((key, p) => builder.addProject(log.projectConnection[p], { key, name: key, team: rename(teams[projectTeam[p]].id) }));
    actors.id.forEach((id, a) => builder.addActor({
        id: rename(id),
        kind: ["human", "automation-rule", "integration", "ai-agent", "unknown"][actors.kind[a]],
        kindBasis: "",
        active: true,
    }));
    const tableOf = (kind) => {
        if (kind === 1)
            return (s) => (s < 0 ? null : rename(statuses[s].id));
        if (kind === 2 || kind === 3)
            return (a) => (a < 0 ? null : rename(actors.id[a]));
        if (kind === 9)
            return (t) => (t < 0 ? null : rename(teams[t].id));
        if (kind === 11 || kind === 17)
            return (i) => (i < 0 ? null : rename(items.id[i]));
        return (t) => (t < 0 ? null : texts[t]);
    };
    const WORDS = ["story", "task", "bug", "request", "improvement", "container", "sub-task", "other"];
    for (let i = 0; i < items.count; i++) {
        const row = builder.addItem({
            id: rename(items.id[i]),
            key: items.key[i],
            url: items.url[i],
            title: items.title[i],
            projectKey: projects[items.project[i]],
            typeRaw: texts[items.typeRaw[i]],
            type: WORDS[items.type[i]],
            createdAt: items.createdAt[i],
            updatedAt: items.createdAt[i],
            creator: items.creator[i] < 0 ? null : rename(actors.id[items.creator[i]]),
            reporter: null,
            status: rename(statuses[0].id),
            resolution: null,
            resolvedAt: null,
            description: items.description[i],
            structuredIntake: null,
            minhash: null,
            historyComplete: true,
        }, { deletedAt: null });
        for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
            const named = tableOf(events.kind[e]);
            const actor = events.actor[e] < 0 ? null : rename(actors.id[events.actor[e]]);
            builder.addEvent(row, events.at[e], events.kind[e], events.origin[e], actor, named(events.from[e]), named(events.to[e]), null, false);
        }
    }
    return builder.finish(log.asOf);
}
function withRework(s) {
    s.bulk({
        count: 260,
        from: "2025-12-20",
        to: "2026-06-20",
        team: "alpha",
        prefix: "A",
        stages: ["In Progress", "Review", "In Progress"],
    });
    const items = s.bulk({
        count: 220,
        from: "2025-12-22",
        to: "2026-06-18",
        team: "beta",
        prefix: "B",
        people: ["q1", "q2", "q3", "q4", "q5", "q6"],
    });
    items.forEach((item, i) => {
        if (i % 3 === 0)
            item
                .assign(`q${1 + (i % 6)}`, after(item.createdAt, 9), `q${1 + ((i + 1) % 6)}`)
                .comment(after(item.createdAt, 9.3 + (i % 5) / 10), `q${1 + (i % 6)}`);
        if (i % 4 === 0)
            item.block(after(item.createdAt, 3), "q1").unblock(after(item.createdAt, 4 + (i % 7)), "q2");
    });
    return s;
}
const byName = (teams) => teams.toSorted((a, b) => (a.team.name < b.team.name ? -1 : 1)).map(({ measures }) => measures);
const valuesOf = (measures) => Object.fromEntries(Object.entries(measures).map(([id, measure]) => [
    id,
    measure.outcome === "measured" ? [measure.value, ...measure.interval90, measure.sampleSize] : measure.outcome,
]));
describe("invariance", () => {
    test("the same history and seed give the same answers, another seed others", () => {
        const s = withRework(story({ asOf: ASOF }));
        expect(run(s, { signals: SIGNALS })).toEqual(run(s, { signals: SIGNALS }));
        expect(run(s, { seed: "other" }).workspace.measures).not.toEqual(run(s).workspace.measures);
    });
    test("other ids for items, teams, statuses and people change nothing", () => {
        const s = withRework(story({ asOf: ASOF }));
        const log = s.log();
        const ask = (changed) => {
            const { workspace, teams } = run(s, { facts: createFacts(changed), signals: SIGNALS });
            return [workspace.measures, ...byName(teams)].map(valuesOf);
        };
        const before = ask(log);
        expect(Object.values(before[0]).filter((value) => Array.isArray(value)).length).toBeGreaterThan(12);
        for (const seed of ["a", "b"])
            expect(ask(renamed(log, seed))).toEqual(before);
    });
    test("a shift of all instants by eight hours keeps every value within its interval", () => {
        const ask = (hours) => {
            const asOf = after(ASOF, hours / 24);
            const s = story({ asOf });
            const log = withRework(story({ asOf: ASOF })).log();
            const at = log.events.at.map((instant) => instant + hours * HOUR_MS);
            const createdAt = log.items.createdAt.map((instant) => instant + hours * HOUR_MS);
            const shifted = { ...log, asOf, events: { ...log.events, at }, items: { ...log.items, createdAt } };
            return run(s, { facts: createFacts(shifted), signals: SIGNALS }).workspace.measures;
        };
        const before = ask(0);
        for (const hours of [-8, 8]) {
            const shifted = ask(hours);
            expect(outcomesOf(shifted)).toEqual(outcomesOf(before));
            const outside = Object.entries(shifted).filter(([id, measure]) => {
                const own = before[id];
                if (measure.outcome !== "measured" || own.outcome !== "measured")
                    return false;
                const [low, high] = own.interval90;
                return measure.value < low - 1e-9 || measure.value > high + 1e-9;
            });
            expect(outside).toEqual([]);
        }
    });
});
const outcomesOf = (measures) => Object.values(measures).map(({ outcome }) => outcome);
describe("diagnostics", () => {
    test("cycle time, flow and completed items of a hand-made history", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 100; i++) {
            const at = after("2026-02-02T09:00", i);
            const item = s.item(`A-${i}`, { at, actor: `p${i % 6}` }).to("In Progress", after(at, 1));
            if (i < 50)
                item.to("Done", after(at, i % 2 === 0 ? 3 : 5));
        }
        const { diagnostics } = run(s).workspace;
        // 50 of 100 finish, half after 2 and half after 4 days; the others are censored and keep the median open.
        expect(diagnostics).toMatchObject({ completed: 50, items: 100, effectiveWeeks: 21, cycleTimeP85Days: null });
        expect(diagnostics.flowBalance).toBeCloseTo(Math.log(100 / 50), 9);
        expect(diagnostics.wipSlopePerWeek).toBeGreaterThan(2);
        expect(diagnostics.logQuality).toEqual({ timed: 1, named: 1 });
    });
});
