import { describe, expect, test } from "vitest";
import { instant, story } from "../support/log-story.ts";
function stays(s, item) {
    const { visits, log } = s.facts();
    const i = s.index(item);
    const rows = [];
    for (let v = visits.first[i]; v < visits.first[i + 1]; v++) {
        const leftAt = visits.leftAt[v];
        rows.push([log.statuses[visits.status[v]].name, visits.enteredAt[v], Number.isNaN(leftAt) ? null : leftAt]);
    }
    return rows;
}
describe("visits", () => {
    test("are the stays from creation on, the last one open", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: "2026-05-01" }).to("In Progress", "2026-05-02").to("Done", "2026-05-04");
        const [t1, t2, t4] = ["2026-05-01", "2026-05-02", "2026-05-04"].map(instant);
        expect(stays(s, a)).toEqual([
            ["Backlog", t1, t2],
            ["In Progress", t2, t4],
            ["Done", t4, null],
        ]);
        expect(s.facts().visits.event[0]).toBe(-1);
    });
    test("without the value at creation, the first change says what it was", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: "2026-05-01", status: null }).to("In Progress", "2026-05-02");
        expect(stays(s, a).map(([name]) => name)).toEqual(["Backlog", "In Progress"]);
    });
    test("only a snapshot: one stay whose event has no known time", () => {
        const s = story({ asOf: "2026-06-30" });
        s.item("A-1", { at: "2026-05-01", status: "In Progress", origin: "snapshot" });
        const { visits, population } = s.facts();
        expect(visits.count).toBe(1);
        expect(population.isUntimed[visits.event[0]]).toBe(1);
    });
    test("a snapshot beside a history says nothing new", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: "2026-05-01", status: "Done", origin: "snapshot" });
        a.event({ kind: "status", at: "2026-05-03", from: "jira/status/Backlog", to: "jira/status/Done" });
        expect(stays(s, a).map(([name]) => name)).toEqual(["Backlog", "Done"]);
    });
    test("a move to where it is already is no move; an event before the creation counts as at the creation", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: "2026-05-01" }).to("In Progress", "2026-04-20").to("In Progress", "2026-05-05");
        const t = instant("2026-05-01");
        expect(stays(s, a)).toEqual([
            ["Backlog", t, t],
            ["In Progress", t, null],
        ]);
        expect(s.facts().population.isUntimed.reduce((sum, x) => sum + x, 0)).toBe(1);
    });
    test("a `from` that contradicts the stay before does not break the chain", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: "2026-05-01" }).to("In Progress", "2026-05-02");
        a.event({ kind: "status", at: "2026-05-03", from: "jira/status/Review", to: "jira/status/Done" });
        expect(stays(s, a).map(([name]) => name)).toEqual(["Backlog", "In Progress", "Done"]);
    });
    test("E3: a stay under 60 s is a flash, one of 60 s is not, and an open one never is", () => {
        const s = story({ asOf: "2026-05-02T10:03:10Z" });
        s.item("A-1", { at: "2026-05-01" })
            .to("In Progress", "2026-05-02T10:00:00Z")
            .to("Review", "2026-05-02T10:00:59.999Z")
            .to("Waiting", "2026-05-02T10:01:59.999Z")
            .to("Done", "2026-05-02T10:03:00Z");
        expect([...s.facts().visits.isFlash]).toEqual([0, 1, 0, 0, 0]);
    });
});
