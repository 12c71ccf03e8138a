import { describe, expect, test } from "vitest";
import { after, story } from "../support/log-story.ts";
const DAY = "2026-05-01";
const day = (at) => (Number.isNaN(at) ? null : new Date(at).toISOString().slice(5, 10));
function spans(build, asOf = "2026-06-30") {
    const s = story({ asOf });
    const i = s.index(build(s));
    const { blocked } = s.facts();
    const rows = [];
    for (let b = blocked.first[i]; b < blocked.first[i + 1]; b++)
        rows.push([day(blocked.from[b]), day(blocked.to[b]), blocked.source[b]]);
    return rows;
}
describe("blocked", () => {
    test("by a flag, from setting to clearing; setting it twice changes nothing", () => {
        expect(spans((s) => s.item("A-1", { at: DAY }).block("2026-05-02").block("2026-05-03").unblock("2026-05-04").block("2026-05-06"))).toEqual([
            ["05-02", "05-04", 1],
            ["05-06", null, 1],
        ]);
    });
    test("by a status", () => {
        expect(spans((s) => s.item("A-1", { at: DAY }).to("Blocked", "2026-05-02").to("In Progress", "2026-05-05"))).toEqual([
            ["05-02", "05-05", 2],
        ]);
    });
    test("by a linked item while that is open, also when it is reopened", () => {
        const found = spans((s) => {
            const b = s.item("B-1", { at: DAY }).to("Done", "2026-05-08").to("In Progress", "2026-05-12").to("Done", "2026-05-15");
            return s.item("A-1", { at: DAY }).link("is-blocked-by", b, "2026-05-03");
        });
        expect(found).toEqual([
            ["05-03", "05-08", 4],
            ["05-12", "05-15", 4],
        ]);
    });
    test("not after the link was taken away or the blocker deleted", () => {
        expect(spans((s) => {
            const b = s.item("B-1", { at: DAY });
            return s.item("A-1", { at: DAY }).link("is-blocked-by", b, "2026-05-03").unlink("is-blocked-by", b, "2026-05-06");
        })).toEqual([["05-03", "05-06", 4]]);
        expect(spans((s) => s.item("A-1", { at: DAY }).link("is-blocked-by", s.item("B-1", { at: DAY, deletedAt: "2026-05-07" }), "2026-05-03"))).toEqual([["05-03", "05-07", 4]]);
    });
    test("sources that overlap are one, with all their bits", () => {
        expect(spans((s) => s
            .item("A-1", { at: DAY })
            .block("2026-05-02")
            .to("Blocked", "2026-05-03")
            .unblock("2026-05-04")
            .to("In Progress", "2026-05-06"))).toEqual([["05-02", "05-06", 3]]);
    });
    test("closing the item ends it", () => {
        expect(spans((s) => s.item("A-1", { at: DAY }).block("2026-05-02").to("Done", "2026-05-05"))).toEqual([
            ["05-02", "05-05", 1],
        ]);
    });
    test("what cannot be dated or followed does not count", () => {
        expect(spans((s) => s.item("A-1", { at: DAY }).link("is-blocked-by", "jira/key:OUT-1", "2026-05-03"))).toEqual([]);
        expect(spans((s) => s.item("A-1", { at: DAY }).event({ kind: "flag", at: DAY, to: "flagged", origin: "snapshot" }))).toEqual([]);
    });
    test("as of an earlier instant it is still going on", () => {
        expect(spans((s) => s.item("A-1", { at: DAY }).block("2026-05-02").unblock("2026-05-10"), "2026-05-05")).toEqual([
            ["05-02", null, 1],
        ]);
    });
});
describe("dependencies", () => {
    function found(s) {
        const { dependencies } = s.facts();
        return [...dependencies.item.keys()].map((d) => [
            dependencies.item[d],
            dependencies.blocker[d],
            day(dependencies.linkedAt[d]),
            day(dependencies.unlinkedAt[d]),
        ]);
    }
    test("are read from either end, and are one when both ends tell", () => {
        const s = story({ asOf: "2026-06-30" });
        const [a, b, c] = ["A-1", "B-1", "C-1"].map((key) => s.item(key, { at: DAY }));
        a.link("is-blocked-by", b, "2026-05-03");
        b.link("blocks", a, after("2026-05-03", 0.00001));
        c.link("blocks", a, "2026-05-04");
        expect(found(s)).toEqual([
            [0, 1, "05-03", null],
            [0, 2, "05-04", null],
        ]);
    });
    test("end and begin again; ending at both ends is one end", () => {
        const s = story({ asOf: "2026-06-30" });
        const a = s.item("A-1", { at: DAY });
        const b = s.item("B-1", { at: DAY });
        a.link("is-blocked-by", b, "2026-05-03").unlink("is-blocked-by", b, "2026-05-05").link("is-blocked-by", b, "2026-05-09");
        b.link("blocks", a, "2026-05-03").unlink("blocks", a, "2026-05-05");
        expect(found(s)).toEqual([
            [0, 1, "05-03", "05-05"],
            [0, 1, "05-09", null],
        ]);
    });
    test("outside of the log, of unknown age, and of other kinds", () => {
        const s = story({ asOf: "2026-06-30" });
        const b = s.item("B-1", { at: DAY });
        s.item("A-1", { at: DAY }).link("is-blocked-by", "jira/key:OUT-1", "2026-05-03").link("relates-to", b, "2026-05-04");
        s.item("A-2", { at: DAY }).event({ kind: "link", at: DAY, to: b.id, detail: "is-blocked-by", origin: "snapshot" });
        s.item("A-3", { at: DAY }).unlink("is-blocked-by", b, "2026-05-05");
        s.item("A-4", { at: DAY }).link("is-blocked-by", "jira/10000004", "2026-05-05");
        expect(found(s)).toEqual([
            [1, -1, "05-03", null],
            [2, 0, null, null],
            [3, 0, null, "05-05"],
        ]);
    });
});
