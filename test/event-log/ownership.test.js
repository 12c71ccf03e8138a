import { describe, expect, test } from "vitest";
import { instant, story } from "../support/log-story.ts";
const DAY = "2026-05-01T09:00Z";
const BOTS = { agent: "ai-agent", rule: "automation-rule" };
function owners(build, asOf = "2026-06-30") {
    const s = story({ asOf, actors: BOTS });
    const i = s.index(build(s));
    const { ownership, log } = s.facts();
    const rows = [];
    for (let o = ownership.first[i]; o < ownership.first[i + 1]; o++) {
        const owner = ownership.owner[o];
        rows.push([
            owner < 0 ? null : log.actors.id[owner].slice(6),
            new Date(ownership.from[o]).toISOString().slice(0, 10),
            ownership.event[o] >= 0,
        ]);
    }
    return rows;
}
describe("ownership", () => {
    test("nobody, somebody, nobody, somebody else", () => {
        expect(owners((s) => s.item("A-1", { at: DAY }).assign("p1", "2026-05-02").assign(null, "2026-05-03").assign("p2", "2026-05-04"))).toEqual([
            [null, "2026-05-01", false],
            ["p1", "2026-05-02", true],
            [null, "2026-05-03", true],
            ["p2", "2026-05-04", true],
        ]);
    });
    test("an owner from the creation on", () => {
        expect(owners((s) => s.item("A-1", { at: DAY, assignee: "p1" }))).toEqual([["p1", "2026-05-01", false]]);
    });
    test("an owner that is only known as it is now points to an event without a time", () => {
        const s = story({ asOf: "2026-06-30" });
        s.item("A-1", { at: DAY, assignee: "p1", origin: "snapshot" });
        const { ownership, population } = s.facts();
        expect(population.isUntimed[ownership.event[0]]).toBe(1);
    });
    test("the first change says who it was before, if nothing else does", () => {
        const rows = owners((s) => s.item("A-1", { at: DAY }).event({ kind: "assignee", at: "2026-05-05", from: s.actorId("p1"), to: s.actorId("p2") }));
        expect(rows).toEqual([
            ["p1", "2026-05-01", false],
            ["p2", "2026-05-05", true],
        ]);
    });
    test("assigning the same person again is no change", () => {
        expect(owners((s) => s.item("A-1", { at: DAY, assignee: "p1" }).assign("p1", "2026-05-02"))).toHaveLength(1);
    });
    test("away and back at one instant is no change either", () => {
        expect(owners((s) => s.item("A-1", { at: DAY, assignee: "p1" }).assign(null, "2026-05-02").assign("p1", "2026-05-02"))).toEqual([["p1", "2026-05-01", false]]);
    });
});
describe("ownership of work done by agents", () => {
    test("a human who assigns an agent owns it", () => {
        expect(owners((s) => s.item("A-1", { at: DAY }).assign("agent", "2026-05-02", "p3")).at(-1)).toEqual([
            "p3",
            "2026-05-02",
            true,
        ]);
    });
    test("when a rule assigns the agent, the human owner before stays; with none the agent is named", () => {
        expect(owners((s) => s.item("A-1", { at: DAY, assignee: "p1" }).assign("agent", "2026-05-02", "rule"))).toEqual([
            ["p1", "2026-05-01", false],
        ]);
        expect(owners((s) => s.item("A-1", { at: DAY }).assign("agent", "2026-05-02", "rule")).at(-1)[0]).toBe("agent");
    });
    test("delegating keeps the assignee; without one it is who delegated, until it is taken back", () => {
        expect(owners((s) => s.item("A-1", { at: DAY, assignee: "p1" }).delegate("agent", "2026-05-02", "p3"))).toEqual([
            ["p1", "2026-05-01", false],
        ]);
        expect(owners((s) => s.item("A-1", { at: DAY }).delegate("agent", "2026-05-02", "p3").delegate(null, "2026-05-04", "p3"))).toEqual([
            [null, "2026-05-01", false],
            ["p3", "2026-05-02", true],
            [null, "2026-05-04", true],
        ]);
    });
    test("a human who takes over from the agent owns it", () => {
        expect(owners((s) => s.item("A-1", { at: DAY }).assign("agent", "2026-05-02", "p3").assign("p4", "2026-05-05", "p4")).at(-1)).toEqual(["p4", "2026-05-05", true]);
    });
});
test("an item that nobody ever touched is nobody's", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY });
    const { ownership } = s.facts();
    expect([ownership.count, ownership.owner[0], ownership.from[0]]).toEqual([1, -1, instant(DAY)]);
});
