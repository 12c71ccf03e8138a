import { describe, expect, test } from "vitest";
import { KIND } from "../../src/event-log/columns.ts";
import { after, instant, story, type Story } from "../support/log-story.ts";

const DAY = "2026-05-01T09:00Z";

function burst(count: number, spacingMs: number, actor: string | null = "p1"): Story {
  const s = story({ asOf: "2026-06-30", actors: { feed: "integration" } });
  for (let i = 0; i < count; i++) s.item(`A-${i}`, { at: instant(DAY) + i * spacingMs, actor });
  return s;
}
const importedOf = (s: Story) => s.facts().population.isImported.reduce((sum, x) => sum + x, 0);

describe("E1: imports", () => {
  test("51 creations by one actor within 5 minutes are an import, 50 are not", () => {
    expect(importedOf(burst(51, 1000))).toBe(51);
    expect(importedOf(burst(50, 1000))).toBe(0);
  });
  test("spread over more than 5 minutes they are none", () => {
    expect(importedOf(burst(51, 10_000))).toBe(0);
  });
  test("also when the tool names nobody", () => {
    expect(importedOf(burst(200, 100, null))).toBe(200);
  });
  test("by two actors they are none", () => {
    const s = story({ asOf: "2026-06-30" });
    for (let i = 0; i < 80; i++) s.item(`A-${i}`, { at: instant(DAY) + i * 1000, actor: `p${i % 2}` });
    expect(importedOf(s)).toBe(0);
  });
  test("items created by hand before and after are not part of it", () => {
    const s = burst(60, 1000);
    s.item("B-1", { at: after(DAY, -3) });
    s.item("B-2", { at: after(DAY, 3) });
    const { isImported } = s.facts().population;
    expect([isImported[s.index("B-1")], isImported[s.index("B-2")], importedOf(s)]).toEqual([0, 0, 60]);
  });
  test("an integration with a steady stream is not one long import", () => {
    const s = story({ asOf: after(DAY, 1), actors: { feed: "integration" } });
    for (let i = 0; i < 60 * 288; i++) s.item(`A-${i}`, { at: instant(DAY) + i * 5000, actor: "feed" });
    expect(importedOf(s)).toBe(0);
  });
  test("creation says nothing: no act, no start or finish to be counted", () => {
    const s = story({ asOf: "2026-06-30" });
    for (let i = 0; i < 60; i++) s.item(`A-${i}`, { at: instant(DAY) + i * 1000, status: "Done" });
    const { activity, lifecycle, population } = s.facts();
    expect(activity.touch.every((touch) => touch === 0)).toBe(true);
    expect(lifecycle.doneInBulk.every((bulk) => bulk === 1)).toBe(true);
    expect(population.enteredAt[3]).toBe(instant(DAY) + 3000);
  });
});

describe("E2: bulk transitions", () => {
  function moved(
    count: number,
    spacingMs: number,
    target: (item: number) => string = () => "Done",
    actor: (item: number) => string = () => "lead",
  ): Story {
    const s = story({ asOf: "2026-06-30" });
    for (let i = 0; i < count; i++) {
      const item = s
        .item(`A-${i}`, { at: after("2026-04-01", i), actor: `p${i}` })
        .to("In Progress", after("2026-05-01", i / 10));
      item.to(target(i), instant("2026-06-01T09:00:30Z") + i * spacingMs, actor(i));
    }
    return s;
  }
  const bulkOf = (s: Story) => s.facts().population.isBulk.reduce((sum, x) => sum + x, 0);

  test("10 items to one status by one actor within 60 s, wherever the minute begins", () => {
    expect(bulkOf(moved(10, 6000))).toBe(10);
    expect(bulkOf(moved(9, 1000))).toBe(0);
    expect(bulkOf(moved(10, 7000))).toBe(0);
  });
  test("not to two statuses, not by two actors", () => {
    expect(bulkOf(moved(18, 1000, (i) => (i % 2 === 0 ? "Done" : "Cancelled")))).toBe(0);
    expect(bulkOf(moved(18, 1000, undefined, (i) => `lead${i % 2}`))).toBe(0);
  });
  test("one item going back and forth is no bulk", () => {
    const s = story({ asOf: "2026-06-30" });
    const a = s.item("A-1", { at: DAY });
    for (let i = 0; i < 24; i++) a.to(i % 2 === 0 ? "In Progress" : "Review", instant("2026-06-01") + i * 1000);
    expect(bulkOf(s)).toBe(0);
  });
  test("the finish is a guess, and nobody worked on the items", () => {
    const s = moved(12, 1000);
    const { lifecycle, activity, population } = s.facts();
    expect([...lifecycle.doneInBulk].join("")).toBe("1".repeat(12));
    const bulk = population.isBulk.indexOf(1);
    expect(activity.touch[bulk]).not.toBe(0);
    expect(activity.isSubstantive(bulk)).toBe(false);
  });
});

describe("what counts as work", () => {
  const workOf = (s: Story) => s.log().items.key.filter((_, i) => s.facts().population.isWork[i] === 1);

  test("containers are left out, and so is what was deleted (E7) - from then on", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("EPIC-1", { at: DAY, type: "container" });
    s.item("A-1", { at: DAY });
    s.item("A-2", { at: DAY, deletedAt: "2026-06-01" });
    expect(workOf(s)).toEqual(["A-1"]);
    expect([...s.facts("2026-05-20").population.isWork]).toEqual([0, 1, 1]);
  });

  test("a sub-task is part of its parent when that moves itself, else it is the work", () => {
    const s = story({ asOf: "2026-06-30" });
    const moving = s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02");
    const still = s.item("A-2", { at: DAY });
    const epic = s.item("EPIC-1", { at: DAY, type: "container" }).to("In Progress", "2026-05-02");
    s.item("S-1", { at: DAY, type: "sub-task", parent: moving });
    s.item("S-2", { at: DAY, type: "sub-task", parent: still });
    s.item("S-3", { at: DAY, type: "sub-task", parent: epic });
    s.item("S-4", { at: DAY, type: "sub-task" });
    s.item("S-5", { at: DAY, type: "sub-task", parent: moving }).parent(null, "2026-05-03");
    expect(workOf(s)).toEqual(["A-1", "A-2", "S-2", "S-3", "S-4", "S-5"]);
    expect([...s.facts().population.partOf]).toEqual([-1, -1, -1, 0, -1, -1, -1, -1]);
  });

  test("alerts that machines open and close are left out, unless somebody did something", () => {
    const s = story({ asOf: "2026-06-30", actors: { monitor: "integration", rule: "automation-rule" } });
    s.item("ALERT-1", { at: DAY, actor: "monitor" }).to("Done", "2026-05-02", "rule");
    s.item("ALERT-2", { at: DAY, actor: "monitor" }).comment("2026-05-01T12:00Z", "p1").to("Done", "2026-05-02", "rule");
    s.item("ALERT-3", { at: DAY, actor: "monitor" }).to("Done", "2026-05-02", "p1");
    s.item("ALERT-4", { at: DAY, actor: "monitor" }).to("In Progress", "2026-05-02", "rule");
    s.item("ALERT-5", { at: DAY, actor: "monitor" }).comment("2026-05-01T12:00Z", null).to("Done", "2026-05-02", "rule");
    s.item("A-1", { at: DAY, actor: "p1" }).to("Done", "2026-05-02", "rule");
    expect(workOf(s)).toEqual(["ALERT-2", "ALERT-3", "ALERT-4", "ALERT-5", "A-1"]);
  });
});

test("E7: an item belongs to the team it is with at asOf, and its moves stay in the history", () => {
  const s = story({ asOf: "2026-06-30" });
  const a = s.item("A-1", { at: DAY, team: "alpha" });
  s.item("B-1", { at: DAY, team: "beta" });
  a.team("beta", "2026-06-01");
  const { items, events, teams } = s.log();
  expect(teams[items.team[s.index(a)]!]!.name).toBe("beta");
  expect(events.kind).toContain(KIND.team);
  expect(s.log("2026-05-15").teams[s.log("2026-05-15").items.team[s.index(a, Date.parse("2026-05-15"))]!]!.name).toBe("alpha");
});

describe("E11: written long after the fact", () => {
  const untimed = (s: Story, kind: keyof typeof KIND) => {
    const { events } = s.log();
    return [...events.kind.keys()].filter((e) => events.kind[e] === KIND[kind]).map((e) => s.facts().population.isUntimed[e]);
  };
  test("a due date set more than 7 d after it", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY })
      .due("2026-05-02", "2026-05-10")
      .due("2026-05-03", "2026-05-10T23:59Z")
      .due("2026-05-02", "2026-05-10T00:01Z");
    expect(untimed(s, "due-date")).toEqual([0, 1, 0]);
  });
  test("a closing more than 7 d after the resolution date, when nothing was recorded at that date", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY, resolvedAt: "2026-05-10" }).to("In Progress", "2026-05-02").to("Done", "2026-05-17T00:00:01Z");
    s.item("A-2", { at: DAY, resolvedAt: "2026-05-10" })
      .to("In Progress", "2026-05-02")
      .resolution("Fixed", "2026-05-10")
      .to("Done", "2026-05-20");
    s.item("A-3", { at: DAY, resolvedAt: "2026-05-10" }).to("In Progress", "2026-05-02").to("Done", "2026-05-16");
    expect(untimed(s, "status")).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...s.facts().lifecycle.doneInBulk]).toEqual([1, 0, 0]);
  });
  test("snapshots have no time", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY, origin: "snapshot", assignee: "p2" });
    expect(untimed(s, "assignee")).toEqual([1]);
  });
});
