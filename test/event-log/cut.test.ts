import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAt } from "../../src/event-log/cut.ts";
import { instant, story } from "../support/log-story.ts";

describe("cutAt", () => {
  const s = story({
    asOf: "2026-06-30",
    sprints: [
      { id: "s1", name: "One", startAt: instant("2026-05-01"), endAt: instant("2026-05-15"), completedAt: instant("2026-05-20") },
    ],
  });
  const a = s.item("A-1", { at: "2026-05-01T09:00Z", type: "story", team: "alpha", actor: "p1" });
  const b = s.item("B-1", {
    at: "2026-05-10T09:00Z",
    type: "bug",
    team: "beta",
    resolvedAt: "2026-05-18",
    deletedAt: "2026-06-10",
  });
  a.to("In Progress", "2026-05-02T09:00Z", "p1");
  a.link("is-blocked-by", b, "2026-05-03T09:00Z");
  a.link("relates-to", "jira/key:OUT-9", "2026-05-04T09:00Z");
  a.due("2026-07-01", "2026-05-05T09:00Z").due("2026-08-01", "2026-06-05T09:00Z");
  a.team("beta", "2026-05-12T09:00Z");
  a.type("bug", "2026-05-13T09:00Z");
  a.to("Done", "2026-06-06T17:00Z");

  test.each(["2026-05-01T09:00Z", "2026-05-06", "2026-05-12T09:00Z", "2026-05-12T09:00:00.001Z", "2026-06-06", "2026-06-30"])(
    "equals a log built at %s",
    (asOf) => {
      expect(cutAt(s.log(), instant(asOf))).toEqual(s.build(instant(asOf)));
    },
  );

  test("takes values back that were changed later, and forgets what had not happened", () => {
    const log = cutAt(s.log(), instant("2026-05-11"));
    const [one, other] = [s.index(a), s.index(b)];
    expect(log.teams[log.items.team[one]!]!.name).toBe("alpha");
    expect(log.texts[log.items.typeRaw[one]!]).toBe("story");
    expect(log.items.resolvedAt[other]).toBeNaN();
    expect(log.items.deletedAt[other]).toBeNaN();
    expect(log.sprints[0]!.completedAt).toBeNull();
    expect(log.texts).not.toContain("2026-08-01");
    expect(Math.max(...log.events.at)).toBeLessThan(log.asOf);
  });

  test("an item that did not exist yet is named by its id", () => {
    const log = cutAt(s.log(), instant("2026-05-06"));
    expect(log.items.count).toBe(1);
    const targets = [...log.events.to].filter((to) => to <= -2).map((to) => log.texts[-2 - to]);
    expect(targets).toEqual([b.id, "jira/key:OUT-9"]);
  });

  test("cannot look ahead", () => {
    expect(() => cutAt(s.log(), instant("2026-07-01"))).toThrow(RangeError);
  });
});

test("cutting twice is cutting once, and equals building anew, wherever the cut falls", () => {
  const s = story({ asOf: "2026-06-30" });
  s.bulk({ count: 40, from: "2026-01-01", to: "2026-06-01" });
  const from = instant("2026-01-01");
  const to = instant("2026-06-30");
  const log = s.log();
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }), (x, y) => {
      const [early, late] = x < y ? [x, y] : [y, x];
      const cut = cutAt(log, early);
      expect(cutAt(cutAt(log, late), early)).toEqual(cut);
      expect(s.build(early)).toEqual(cut);
    }),
    { numRuns: 30 },
  );
});
