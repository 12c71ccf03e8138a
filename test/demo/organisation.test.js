import { describe, expect, test } from "vitest";
import { recordOrganisation, simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { PRACTICES, practiceSets } from "../../fixtures/demo-organisation/practices.ts";
import { statesOf } from "../../fixtures/demo-organisation/real-state.ts";
import { ORDINARY_TEAM } from "../../fixtures/demo-organisation/spec.ts";
import { simulateWork } from "../../fixtures/demo-organisation/work.ts";
import { seededRandom } from "../../src/statistics/random.ts";
const DAY_MS = 86_400_000;
function spec(practices, team = {}) {
    return {
        name: "Test (synthetic)",
        firstDate: "2025-01-01",
        lastDate: "2025-12-31",
        timeZone: "Europe/Berlin",
        teams: ["A", "B"].map((key) => ({ ...ORDINARY_TEAM, key, name: key, practices, ...team })),
    };
}
const LEVEL_2 = practiceSets[2];
const withIt = (set, ...ids) => [...set, ...ids];
const without = (set, ...ids) => set.filter((id) => !ids.includes(id));
const SEEDS = ["a", "b"];
/** Mean over seeds, so that a switch is judged and not a draw. */
function mean(of, practices) {
    return SEEDS.reduce((sum, seed) => sum + of(simulateOrganisation(spec(practices), seed)), 0) / SEEDS.length;
}
/** The same for what really happened. */
function meanOfWork(of, practices) {
    return SEEDS.reduce((sum, seed) => sum + of(simulateWork(spec(practices), seededRandom(seed))), 0) / SEEDS.length;
}
function share(list, holds) {
    return list.filter(holds).length / list.length;
}
const finished = (work) => work.items.filter((item) => item.phase === "finished");
function cycleDays(work, probability) {
    const days = finished(work)
        .map((item) => (item.finishedAt - item.startedAt) / DAY_MS)
        .sort((a, b) => a - b);
    return days[Math.floor(probability * days.length)];
}
describe("the two layers", () => {
    test("recording habits do not change what happens", () => {
        const recordingOnly = PRACTICES.filter((practice) => practice.layer === "recording").map((practice) => practice.id);
        const course = (practices) => JSON.stringify(simulateWork(spec(practices), seededRandom("layers")).items);
        expect(course(without(practiceSets[4], ...recordingOnly))).toBe(course(practiceSets[4]));
        expect(course(without(practiceSets[4], "wip-limited"))).not.toBe(course(practiceSets[4]));
    });
    test("the same work can be written down by other habits", () => {
        const work = simulateWork(spec(practiceSets[3]), seededRandom("x"));
        const recorded = recordOrganisation(work, seededRandom("y"));
        const careless = without(practiceSets[3], "work-is-logged", "status-moves-with-work");
        const other = recordOrganisation({ ...work, spec: spec(careless) }, seededRandom("y"));
        expect(other.issues.length).toBeLessThan(recorded.issues.length);
        expect(finished(other.work)).toEqual(finished(recorded.work));
    });
    test("what is recorded as begun has begun: no status runs ahead of the work", () => {
        const { issues, work } = simulateOrganisation(spec(practiceSets[3]), "ahead");
        let checked = 0;
        for (const issue of issues) {
            if (issue.work < 0)
                continue;
            const began = statesOf(work.items[issue.work]).find((state) => state.phase === "working");
            for (const change of issue.changes) {
                if (!change.items.some((item) => item.field === "status" && item.to === "In Progress"))
                    continue;
                checked++;
                expect(change.at).toBeGreaterThanOrEqual(began.at);
                break;
            }
        }
        expect(checked).toBeGreaterThan(500);
    });
});
describe("the work layer", () => {
    const work = simulateWork(spec(practiceSets[3]), seededRandom("plausible"));
    test("stages begin while the person is at work", () => {
        const began = work.items.flatMap((item) => item.events.filter((event) => event.kind === "began" && event.by >= 0));
        const away = began.filter((event) => {
            const person = work.people[event.by];
            return !person.startAt.some((start, day) => start > 0 && event.at >= start && event.at <= person.endAt[day]);
        });
        expect(began.length).toBeGreaterThan(500);
        expect(away).toEqual([]);
    });
    test("an item that another team has to deliver for waits until it is delivered", () => {
        let waited = 0;
        for (const item of work.items) {
            const asked = item.need?.kind === "team" ? work.items[item.need.item] : undefined;
            const unblocked = item.events.find((event) => event.kind === "unblocked");
            if (asked === undefined || unblocked === undefined)
                continue;
            waited++;
            expect(asked.finishedAt).toBeGreaterThan(0);
            expect(asked.finishedAt).toBeLessThanOrEqual(Math.max(unblocked.at, asked.events.findLast((event) => event.kind === "finished").at));
            expect(asked.team).not.toBe(item.team);
        }
        expect(waited).toBeGreaterThan(5);
    });
    test("effort is log-normal with the sigma that was asked for", () => {
        const sigmaOf = (effortSigma) => {
            const items = simulateWork(spec([], { effortSigma, workMix: { story: 1, task: 0, bug: 0, request: 0, improvement: 0 } }), seededRandom("effort")).items;
            const logs = items.filter((item) => item.origin === "demand").map((item) => Math.log(item.effortHours));
            const average = logs.reduce((sum, value) => sum + value, 0) / logs.length;
            return Math.sqrt(logs.reduce((sum, value) => sum + (value - average) ** 2, 0) / (logs.length - 1));
        };
        expect(sigmaOf(0.6)).toBeCloseTo(0.6, 1);
        expect(sigmaOf(1.2)).toBeGreaterThan(1.05);
    });
    test("demand is the same whatever the habits are", () => {
        const wishes = (practices) => simulateWork(spec(practices, { load: 0.4 }), seededRandom("demand"))
            .items.filter((item) => item.origin === "demand")
            .map((item) => `${item.team} ${item.arrivedAt} ${item.effortHours}`);
        expect(wishes(practiceSets[4])).toEqual(wishes(practiceSets[1]));
    });
});
describe("each habit does what it says", () => {
    const logged = (organisation) => share(organisation.issues.filter((issue) => issue.work >= 0 && organisation.work.items[issue.work].startedAt > 0), (issue) => issue.createdAt > organisation.work.items[issue.work].startedAt);
    test("work-is-logged: less is written down after its start, more is written down at all", () => {
        const off = without(LEVEL_2, "work-is-logged");
        expect(mean(logged, LEVEL_2)).toBeLessThan(0.5 * mean(logged, off));
        const known = (organisation) => organisation.issues.filter((issue) => issue.work >= 0).length / organisation.work.items.length;
        expect(mean(known, LEVEL_2)).toBeGreaterThan(mean(known, off) + 0.1);
    });
    test("status-moves-with-work: the tracker learns of a finish sooner", () => {
        const lagDays = ({ issues, work }) => {
            const lags = [];
            for (const issue of issues) {
                const item = issue.work < 0 ? undefined : work.items[issue.work];
                const done = issue.changes.findLast((change) => change.items.some((entry) => entry.field === "resolution" && entry.to === "Done"));
                if (item !== undefined && item.phase === "finished" && done !== undefined)
                    lags.push((done.at - item.finishedAt) / DAY_MS);
            }
            return lags.sort((a, b) => a - b)[Math.floor(0.8 * lags.length)];
        };
        expect(mean(lagDays, withIt(LEVEL_2, "status-moves-with-work"))).toBeLessThan(0.5 * mean(lagDays, LEVEL_2));
    });
    test("owner-named: more items have a name before they start", () => {
        const named = (work) => share(work.items.filter((item) => item.startedAt > 0), (item) => item.events.some((event) => event.kind === "named" && event.at <= item.startedAt));
        expect(meanOfWork(named, LEVEL_2)).toBeGreaterThan(meanOfWork(named, without(LEVEL_2, "owner-named")) + 0.3);
    });
    test("stage-owners: what is handed on waits less", () => {
        const waitHours = (work) => {
            const waits = [];
            for (const item of work.items) {
                for (const [i, event] of item.events.entries()) {
                    const next = item.events.slice(i + 1).find((later) => later.kind === "began");
                    if (event.kind === "handed" && next !== undefined)
                        waits.push(next.at - event.at);
                }
            }
            return waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)];
        };
        const base = withIt(LEVEL_2, "review-is-a-stage");
        expect(meanOfWork(waitHours, withIt(base, "stage-owners"))).toBeLessThan(0.6 * meanOfWork(waitHours, base));
    });
    test("wip-limited: fewer items are open at a time and the slowest get faster", () => {
        const set = practiceSets[3];
        expect(meanOfWork((work) => cycleDays(work, 0.85), withIt(set, "wip-limited"))).toBeLessThan(meanOfWork((work) => cycleDays(work, 0.85), set));
    });
    test("blockers-managed: blocked time is shorter", () => {
        const blockedDays = (work) => {
            const spans = [];
            for (const item of work.items) {
                const from = item.events.find((event) => event.kind === "blocked");
                const to = item.events.find((event) => event.kind === "unblocked");
                if (from !== undefined && to !== undefined)
                    spans.push((to.at - from.at) / DAY_MS);
            }
            return spans.sort((a, b) => a - b)[Math.floor(spans.length / 2)];
        };
        expect(meanOfWork(blockedDays, withIt(LEVEL_2, "blockers-managed"))).toBeLessThan(meanOfWork(blockedDays, LEVEL_2));
    });
    test("triage-rota: new items are looked at within a day", () => {
        const within = (work) => share(work.items.filter((item) => item.arrivedAt < work.endAt - 10 * DAY_MS), (item) => item.events.some((event) => (event.kind === "triaged" || event.kind === "duplicate-found") && event.at - item.arrivedAt < DAY_MS));
        expect(meanOfWork(within, withIt(LEVEL_2, "triage-rota"))).toBeGreaterThan(meanOfWork(within, LEVEL_2) + 0.3);
    });
    test("dependencies-planned: fewer items are blocked by another team after their start", () => {
        const surprised = (work) => share(work.items.filter((item) => item.need?.kind === "team" && item.phase === "finished"), (item) => item.events.some((event) => event.kind === "blocked"));
        expect(meanOfWork(surprised, withIt(LEVEL_2, "triage-rota", "dependencies-planned"))).toBeLessThan(meanOfWork(surprised, withIt(LEVEL_2, "triage-rota")) - 0.2);
    });
    test("knowledge-shared: items of people who are away long go on with others", () => {
        const handedOver = (work) => work.items.filter((item) => item.events.some((event) => event.kind === "named" && event.at > item.startedAt && item.startedAt > 0)).length;
        const set = practiceSets[3];
        expect(meanOfWork(handedOver, set)).toBeGreaterThan(meanOfWork(handedOver, without(set, "knowledge-shared")));
    });
    test("improvements-are-work: retrospectives leave items behind that get done", () => {
        const done = (work) => finished(work).filter((item) => item.origin === "retrospective").length;
        expect(meanOfWork(done, withIt(practiceSets[4], "improvements-are-work"))).toBeGreaterThan(20);
        expect(meanOfWork(done, practiceSets[4])).toBe(0);
    });
    test("ai-executes: the agent builds, a person reviews", () => {
        const { work } = simulateOrganisation(spec(practiceSets[5]), "agent");
        const built = finished(work).filter((item) => item.builder === -2);
        expect(built.length).toBeGreaterThan(30);
        for (const item of built)
            expect(item.events.some((event) => event.kind === "began" && event.stage === "review" && event.by >= 0)).toBe(true);
    });
});
describe("what is not a habit", () => {
    test("a change of habits holds from its day on", () => {
        const onDate = "2025-07-01";
        const organisation = simulateOrganisation(spec(practiceSets[2], { practiceChange: { onDate, practices: practiceSets[4] } }), "change");
        const changeAt = Date.parse("2025-07-01T00:00:00+02:00");
        const promptly = (from, to) => {
            const items = organisation.work.items.filter((item) => item.arrivedAt >= from && item.arrivedAt < to);
            return share(items, (item) => item.events.some((event) => event.kind === "triaged" && event.at - item.arrivedAt < DAY_MS));
        };
        expect(promptly(changeAt, changeAt + 150 * DAY_MS)).toBeGreaterThan(promptly(0, changeAt) + 0.3);
    });
    test("an import loses the history of before and creates all at once", () => {
        const { issues } = simulateOrganisation(spec(practiceSets[3], { importOnDate: "2025-06-02" }), "import");
        const importAt = Date.parse("2025-06-02T20:00:00+02:00");
        const imported = issues.filter((issue) => issue.createdAt >= importAt && issue.createdAt < importAt + 300_000);
        expect(imported.length).toBeGreaterThan(200);
        expect(issues.every((issue) => issue.createdAt >= importAt)).toBe(true);
        for (const issue of imported)
            for (const change of issue.changes)
                expect(change.at).toBeGreaterThan(issue.createdAt);
    });
    test("a zone moves the working day", () => {
        const hourOf = (timeZone) => {
            const work = simulateWork(spec([], { timeZone }), seededRandom("zone"));
            const hours = work.items.filter((item) => item.startedAt > 0).map((item) => new Date(item.startedAt).getUTCHours());
            return hours.reduce((sum, hour) => sum + hour, 0) / hours.length;
        };
        expect(hourOf("America/New_York") - hourOf("Europe/Berlin")).toBeCloseTo(6, 0);
    });
    test("scrum teams have sprints of two weeks, others have none", () => {
        const scrum = simulateWork(spec(LEVEL_2, { style: "scrum" }), seededRandom("style"));
        expect(scrum.teams[0].sprints.length).toBeGreaterThan(22);
        expect(simulateWork(spec(LEVEL_2), seededRandom("style")).teams[0].sprints).toEqual([]);
    });
});
