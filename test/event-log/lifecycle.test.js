import { describe, expect, test } from "vitest";
import { instant, statusId, story } from "../support/log-story.ts";
const DAY = "2026-05-01T09:00Z";
function life(build, asOf = "2026-06-30", statuses = {}) {
    const s = story({ asOf, statuses });
    const i = s.index(build(s));
    const { lifecycle } = s.facts();
    const known = (at) => (Number.isNaN(at) ? null : at);
    return {
        startedAt: known(lifecycle.startedAt[i]),
        startSource: lifecycle.startSource[i],
        firstDoneAt: known(lifecycle.firstDoneAt[i]),
        doneAt: known(lifecycle.doneAt[i]),
        cancelledAt: known(lifecycle.cancelledAt[i]),
        reopenCount: lifecycle.reopenCount[i],
        reopenedAt: known(lifecycle.reopenedAt[i]),
        category: lifecycle.category[i],
    };
}
describe("start", () => {
    test("is the first entry into work in progress, whatever happens later", () => {
        const found = life((s) => s
            .item("A-1", { at: DAY })
            .to("Ready", "2026-05-02")
            .to("In Progress", "2026-05-03")
            .to("Backlog", "2026-05-04")
            .to("In Progress", "2026-05-09"));
        expect(found).toMatchObject({ startedAt: instant("2026-05-03"), startSource: "status", doneAt: null });
    });
    test("an item created in progress started at its creation", () => {
        expect(life((s) => s.item("A-1", { at: DAY, status: "Review" })).startedAt).toBe(instant(DAY));
    });
    test("straight to done is no start", () => {
        expect(life((s) => s.item("A-1", { at: DAY }).assign("p1", DAY).to("Done", "2026-05-02"))).toMatchObject({
            startedAt: null,
            startSource: "none",
            firstDoneAt: instant("2026-05-02"),
        });
    });
    test("E3: neither is a flash through In Progress; a short first stage of a longer stretch is", () => {
        const flash = life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02T10:00:00Z").to("Done", "2026-05-02T10:00:05Z"));
        expect(flash.startedAt).toBeNull();
        const stretch = life((s) => s
            .item("A-1", { at: DAY })
            .to("In Progress", "2026-05-02T10:00:00Z")
            .to("Review", "2026-05-02T10:00:05Z")
            .to("Done", "2026-05-02T11:00Z"));
        expect(stretch.startedAt).toBe(instant("2026-05-02T10:00Z"));
    });
    test("a snapshot says where it is, not since when", () => {
        expect(life((s) => s.item("A-1", { at: DAY, status: "In Progress", origin: "snapshot" }))).toMatchObject({
            startedAt: null,
            category: "active",
        });
        expect(life((s) => s.item("A-1", { at: DAY, status: "Done", origin: "snapshot" }))).toMatchObject({
            doneAt: null,
            category: "done",
        });
        const resolved = life((s) => s.item("A-1", { at: DAY, status: "Done", origin: "snapshot", resolvedAt: "2026-05-08" }));
        expect(resolved.doneAt).toBe(instant("2026-05-08"));
    });
    const OPEN_CLOSED = { "In Progress": "ready", Review: "ready", Waiting: "ready", Blocked: "ready" };
    test("where no status means progress, the first assignment or pull request is the start", () => {
        const assigned = life((s) => s
            .item("A-1", { at: DAY })
            .link("pull-request", "jira/key:PR-1", "2026-05-04")
            .assign("p2", "2026-05-03")
            .to("Done", "2026-05-06"), undefined, OPEN_CLOSED);
        expect(assigned).toMatchObject({ startedAt: instant("2026-05-03"), startSource: "assignment" });
        const linked = life((s) => s.item("A-1", { at: DAY }).link("pull-request", "jira/key:PR-1", "2026-05-04").to("Done", "2026-05-06"), undefined, OPEN_CLOSED);
        expect(linked).toMatchObject({ startedAt: instant("2026-05-04"), startSource: "link" });
    });
    test("each project decides for itself, by what its items did and by the workflow that is declared for it", () => {
        const workflow = (id, project, names) => ({
            ...{ id: `jira/${id}`, name: id, statuses: names.map(statusId), transitions: [], projectKeys: [project], typesRaw: [] },
        });
        const workflows = [
            workflow("w1", "plain", ["Backlog", "Done"]),
            workflow("w2", "board", ["Backlog", "Done"]),
            workflow("w3", "unused", ["Backlog", "In Progress", "Done"]),
        ];
        const s = story({ asOf: "2026-06-30", workflows });
        const assigned = (key, team) => s.item(key, { at: DAY, team }).assign("p2", "2026-05-03").to("Done", "2026-05-06");
        const moved = s.item("A-1", { at: DAY, team: "board" }).to("In Progress", "2026-05-02").to("Done", "2026-05-06");
        const items = [
            moved,
            assigned("A-2", "board"),
            assigned("B-1", "plain"),
            assigned("C-1", "unused"),
            assigned("D-1", "silent"),
        ];
        const { startSource } = s.facts().lifecycle;
        expect(items.map((item) => startSource[s.index(item)])).toEqual(["status", "none", "assignment", "none", "none"]);
    });
    test("but not an assignment after it was done", () => {
        const late = life((s) => s.item("A-1", { at: DAY }).to("Done", "2026-05-02").assign("p2", "2026-05-03"), undefined, OPEN_CLOSED);
        expect(late.startedAt).toBeNull();
    });
});
describe("E4: reopened", () => {
    const reopened = (s) => s
        .item("A-1", { at: DAY })
        .to("In Progress", "2026-05-02")
        .to("Done", "2026-05-03")
        .to("In Progress", "2026-05-05")
        .to("Done", "2026-05-08");
    test("the first and the last finish, and the way back between them", () => {
        expect(life(reopened)).toMatchObject({
            firstDoneAt: instant("2026-05-03"),
            doneAt: instant("2026-05-08"),
            reopenCount: 1,
            reopenedAt: instant("2026-05-05"),
        });
    });
    test("open again is not done", () => {
        expect(life(reopened, "2026-05-06")).toMatchObject({ firstDoneAt: instant("2026-05-03"), doneAt: null, category: "active" });
    });
    test.each([
        ["2026-05-03T00:10:00Z", 0, null],
        ["2026-05-03T00:10:01Z", 1, "2026-05-03"],
    ])("left again at %s", (at, reopenCount, firstDone) => {
        const found = life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").to("Done", "2026-05-03").to("In Progress", at));
        expect(found).toMatchObject({ reopenCount, firstDoneAt: firstDone === null ? null : instant(firstDone) });
    });
    test("a second closed status is no second finish", () => {
        const found = life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").to("Done", "2026-05-03").to("Closed", "2026-05-20"), undefined, {
            Closed: "done",
        });
        expect(found).toMatchObject({ doneAt: instant("2026-05-03"), reopenCount: 0 });
    });
});
describe("E5: cancelled", () => {
    test("is not done", () => {
        const found = life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").to("Cancelled", "2026-05-03"));
        expect(found).toMatchObject({ doneAt: null, firstDoneAt: null, cancelledAt: instant("2026-05-03"), category: "cancelled" });
    });
    test("neither is done with a resolution that says there is no result, set with the move or after it", () => {
        for (const at of ["2026-05-03", "2026-05-04"]) {
            const found = life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").to("Done", "2026-05-03").resolution("Won't Do", at));
            expect(found).toMatchObject({ doneAt: null, firstDoneAt: null, cancelledAt: instant("2026-05-03"), category: "cancelled" });
        }
    });
    test("a resolution that was taken back with the reopening does not stick", () => {
        const found = life((s) => s
            .item("A-1", { at: DAY })
            .to("Done", "2026-05-03")
            .resolution("Duplicate", "2026-05-03")
            .to("In Progress", "2026-05-05")
            .resolution(null, "2026-05-05")
            .to("Done", "2026-05-09")
            .resolution("Fixed", "2026-05-09"));
        expect(found).toMatchObject({
            firstDoneAt: instant("2026-05-09"),
            doneAt: instant("2026-05-09"),
            cancelledAt: null,
            reopenCount: 1,
            reopenedAt: null,
        });
    });
});
test("E6: what is open at asOf has neither finish nor cancellation", () => {
    expect(life((s) => s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").to("Done", "2026-07-02"))).toMatchObject({
        doneAt: null,
        cancelledAt: null,
        category: "active",
    });
});
