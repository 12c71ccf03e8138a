import { describe, expect, test } from "vitest";
import { instant, story, type Story } from "../support/log-story.ts";

function logQuality(s: Story, weeks = 26): number | undefined {
  const { items, window } = s.scope({ weeks });
  return s.facts().quality.logQuality(items, window)?.named;
}

describe("D3: log quality", () => {
  test("is 1 where every event has an actor and a time", () => {
    const s = story({ asOf: "2026-06-30" });
    s.bulk({ count: 20, from: "2026-03-01", to: "2026-06-01" });
    expect(logQuality(s)).toBe(1);
  });
  test("falls with every event that has no actor", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: "2026-05-01" }).comment("2026-05-02", "p1").comment("2026-05-03", null).comment("2026-05-04", null);
    expect(logQuality(s)).toBe(0.5);
  });
  test("falls with bulk moves, imports and histories that are cut off", () => {
    const bulk = story({ asOf: "2026-06-30" });
    for (let n = 0; n < 10; n++) bulk.item(`A-${n}`, { at: "2026-05-01", actor: `p${n}` }).to("Done", "2026-06-01", "lead");
    expect(logQuality(bulk)).toBe(0.5);
    const imported = story({ asOf: "2026-06-30" });
    for (let n = 0; n < 60; n++)
      imported.item(`A-${n}`, { at: instant("2026-05-01") + n, actor: "admin" }).comment(instant("2026-06-01") + n, "p1");
    expect(logQuality(imported)).toBe(0.5);
    const short = story({ asOf: "2026-06-30" });
    short.item("A-1", { at: "2026-05-01", historyComplete: false });
    short.item("A-2", { at: "2026-05-01" });
    expect(logQuality(short)).toBe(0.5);
  });
  test("an archive that is brought along says nothing of how present work is recorded", () => {
    const history = (archive: string | null): Story => {
      const s = story({ asOf: "2026-06-30" });
      s.item("A-1", { at: "2026-05-01", actor: "p1" }).comment("2026-05-03", null).comment("2026-05-04", "p1");
      const count = archive === null ? 0 : 60;
      for (let n = 0; n < count; n++)
        s.item(`B-${n}`, { at: instant("2026-05-01") + n, actor: "admin", status: archive ?? "Done" });
      return s;
    };
    expect(logQuality(history(null))).toBeCloseTo(2 / 3, 12);
    expect(logQuality(history("Done"))).toBeCloseTo(2 / 3, 12);
    // Work that was going on when it came has lost its history.
    expect(logQuality(history("Backlog"))).toBeCloseTo(2 / 63, 12);
  });
  test("looks at the window only, and is not a number where nothing happened in it", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: "2026-01-01", actor: null }).comment("2026-06-25", "p1");
    expect(logQuality(s, 1)).toBe(1);
    const silent = story({ asOf: "2026-06-30" });
    silent.item("A-1", { at: "2026-01-01" });
    expect(logQuality(silent, 1)).toBeUndefined();
  });
});

describe("observed facets", () => {
  test("nothing shows in an item that was only created", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: "2026-05-01", type: "other", actor: null });
    expect(Object.entries(s.facts().quality.observed).filter(([, seen]) => seen)).toEqual([]);
  });
  test.each([
    ["status-history", (s: Story) => s.item("A-1", { at: "2026-05-01" }).to("Done", "2026-05-02")],
    ["assignee-history", (s: Story) => s.item("A-1", { at: "2026-05-01" }).assign("p2", "2026-05-02")],
    ["actors", (s: Story) => s.item("A-1", { at: "2026-05-01" })],
    ["actor-kinds", (s: Story) => s.actor("rule", "automation-rule").item("A-1", { at: "2026-05-01" })],
    ["ai-agents", (s: Story) => s.actor("agent", "ai-agent").item("A-1", { at: "2026-05-01" })],
    ["comment-texts", (s: Story) => s.item("A-1", { at: "2026-05-01" }).comment("2026-05-02")],
    ["comments", (s: Story) => s.item("A-1", { at: "2026-05-01" }).comment("2026-05-02")],
    ["descriptions", (s: Story) => s.item("A-1", { at: "2026-05-01", description: 10 })],
    ["types", (s: Story) => s.item("A-1", { at: "2026-05-01", type: "bug" })],
    ["priorities", (s: Story) => s.item("A-1", { at: "2026-05-01", priority: "High" })],
    ["due-dates", (s: Story) => s.item("A-1", { at: "2026-05-01", due: "2026-06-01" })],
    ["estimates", (s: Story) => s.item("A-1", { at: "2026-05-01" }).estimate("3", "2026-05-02")],
    ["sprints", (s: Story) => s.item("A-1", { at: "2026-05-01" }).sprint("s1", "2026-05-02")],
    ["links", (s: Story) => s.item("A-1", { at: "2026-05-01" }).link("relates-to", "jira/key:B-1", "2026-05-02")],
    ["blocked", (s: Story) => s.item("A-1", { at: "2026-05-01" }).block("2026-05-02")],
    ["intake-forms", (s: Story) => s.item("A-1", { at: "2026-05-01", structuredIntake: false })],
    ["pull-requests", (s: Story) => s.item("A-1", { at: "2026-05-01" }).link("pull-request", "gh/key:R-1", "2026-05-02")],
  ] as const)("%s", (facet, tell) => {
    const plain = story({ asOf: "2026-06-30" });
    plain.item("A-1", { at: "2026-05-01", type: "other", actor: null });
    const told = story({ asOf: "2026-06-30" });
    tell(told);
    expect([plain.facts().quality.observed[facet], told.facts().quality.observed[facet]]).toEqual([false, true]);
  });
});
