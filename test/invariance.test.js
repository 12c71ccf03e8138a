import { beforeAll, describe, expect, test } from "vitest";
import { jira } from "../connectors/jira/index.ts";
import { levelDataset } from "../fixtures/demo-organisation/levels.ts";
import { SIGNALS } from "../signals/index.ts";
import { measureScopes } from "../signals/run.ts";
import { createFacts } from "../src/event-log/create-facts.ts";
import { CHARACTERISTICS } from "../src/maturity/characteristics/index.ts";
import { judge } from "../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { HOUR_MS } from "../src/model/window.ts";
import { judgeStored } from "../src/scan.ts";
import { seededRandom } from "../src/statistics/random.ts";
import { scanDataset } from "./support/scan-dataset.ts";
/** The same history told in other words, orders, places and times must give the same judgement. One organisation, the whole path. */
const END_AT = Date.parse("2026-07-01T00:00:00Z");
const dataset = levelDataset(3);
let base;
let elsewhere;
let log;
/** Without what names the server and what it sent: its port is another one each time. */
function told(result) {
    const { provenance, streams, ...rest } = result;
    expect(provenance.pages + streams.length).toBeGreaterThan(0);
    return JSON.stringify(rest).replaceAll(/http:\/\/[^/"]+/g, "http://site");
}
/** Every number and rating, and nothing that is called by a name. */
function numbers(value) {
    if (Array.isArray(value))
        return value.map(numbers);
    if (value === null || typeof value !== "object")
        return value;
    const named = new Set(["examples", "provenance", "streams", "workspace"]);
    return Object.fromEntries(Object.entries(value)
        .filter(([key]) => !named.has(key))
        .map(([key, inner]) => [key, numbers(inner)]));
}
function shuffled(values) {
    const random = seededRandom("shuffled");
    return values
        .map((value) => ({ value, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value);
}
/** Other issue ids and keys, in the opposite order, wherever they are mentioned. */
function renamed(site) {
    const ids = new Set(site.issues.map(({ id }) => id));
    const others = [site.statuses, site.projects, site.priorities, site.resolutions, site.issueTypes].flat().map(({ id }) => id);
    expect(others.filter((id) => ids.has(id))).toEqual([]);
    const text = JSON.stringify(site)
        .replaceAll(/"(\d+)"/g, (whole, id) => (ids.has(id) ? `"${90_000_000 - Number(id)}"` : whole))
        .replaceAll(/\b(ONE|TWO|THREE)-(\d+)\b/g, (_, project, number) => `${project}-${900_000 - Number(number)}`);
    return JSON.parse(text);
}
function shifted(original, ms) {
    const move = (instants) => instants.map((at) => at + ms);
    const { items, events } = original;
    return {
        ...original,
        asOf: original.asOf + ms,
        items: {
            ...items,
            createdAt: move(items.createdAt),
            resolvedAt: move(items.resolvedAt),
            deletedAt: move(items.deletedAt),
        },
        events: { ...events, at: move(events.at) },
    };
}
function judged(history) {
    const { workspace, teams } = measureScopes({
        facts: createFacts(history),
        provides: [{ id: "jira", provides: jira.provides }],
        policy: DEFAULT_RULESET.policy,
        minimumLogQuality: DEFAULT_RULESET.minimumLogQuality,
        signals: SIGNALS,
        seed: "wmmm",
    });
    const held = (scope) => ({
        items: scope.items,
        activePeople: scope.activePeople,
        logQuality: scope.diagnostics?.logQuality?.timed ?? null,
        flowBalance: scope.diagnostics?.flowBalance ?? null,
    });
    return judge({
        workspace: { ...held(workspace), measures: workspace.measures },
        teams: teams.map((team) => ({
            id: team.team.id,
            name: team.team.name,
            ...held(team),
            measures: team.notMeasured === null ? team.measures : null,
        })),
        signals: SIGNALS,
        characteristics: CHARACTERISTICS,
        seed: "wmmm",
    }, DEFAULT_RULESET);
}
beforeAll(async () => {
    const zone = process.env["TZ"];
    const first = await scanDataset(dataset, END_AT, "test", {}, async (store) => {
        log = await store.load(END_AT);
        process.env["TZ"] = "Pacific/Auckland";
        try {
            elsewhere = await judgeStored({
                store,
                asOf: END_AT,
                ruleset: DEFAULT_RULESET,
                provides: () => jira.provides,
                product: "test",
            });
        }
        finally {
            if (zone === undefined)
                delete process.env["TZ"];
            else
                process.env["TZ"] = zone;
        }
    });
    base = first.result;
}, 60_000);
describe("the same history", () => {
    test("judged again, on a machine in another zone: the same bytes", () => {
        expect(base.level.best).not.toBeNull();
        expect(JSON.stringify(elsewhere)).toBe(JSON.stringify(base));
    });
    test("told in another order, with other pseudonyms: the same bytes", { timeout: 60_000 }, async () => {
        const other = { ...dataset, issues: shuffled(dataset.issues), users: shuffled(dataset.users) };
        const { result } = await scanDataset(other, END_AT);
        expect(told(result)).toBe(told(base));
    });
    test("under other ids and keys: the same numbers", { timeout: 60_000 }, async () => {
        const { result } = await scanDataset(renamed(dataset), END_AT);
        expect(numbers(result)).toEqual(numbers(base));
    });
    test("8 hours earlier or later: the same level, the index within 0.1", () => {
        const here = judged(log);
        expect(here.level).toEqual(base.level);
        for (const hours of [-8, 8]) {
            const there = judged(shifted(log, hours * HOUR_MS));
            expect(there.level.best).toBe(here.level.best);
            expect(Math.abs(there.index.score5 - here.index.score5)).toBeLessThanOrEqual(0.1);
            // The index of this organisation stands on a step and would not move for less than a level: what it rests on must not either.
            for (const [n, one] of there.characteristics.entries()) {
                const before = here.characteristics[n];
                expect(one.rating === "I", one.id).toBe(before.rating === "I");
                expect(Math.abs((one.attainment ?? 0) - (before.attainment ?? 0)), one.id).toBeLessThanOrEqual(0.05);
            }
        }
    });
});
