import { describe, expect, test } from "vitest";
import { cutAt } from "../../src/event-log/cut.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { withMappings } from "../../src/event-log/own-mappings.ts";
import type { TeamRule } from "../../src/model/mapping.ts";
import { instant, story } from "../support/log-story.ts";

const rule = (name: string, parts: Partial<TeamRule>): TeamRule => ({ name, projects: [], labels: [], components: [], ...parts });

describe("statuses", () => {
  const s = story({ asOf: "2026-06-30", statuses: { "Ready for QA": "wait" } });
  const a = s.item("A-1", { at: "2026-05-01T09:00Z", team: "alpha", actor: "p1" });
  a.to("Ready for QA", "2026-05-02T09:00Z").to("Done", "2026-05-06T17:00Z");

  test("mean what is said, in any case of letters and only where it is said", () => {
    const category = (connection: string | null) =>
      withMappings(s.log(), { statuses: [{ name: "ready FOR qa", connection, category: "backlog" }] });
    const { log, unmatched } = category(null);
    expect(log.statuses.find(({ name }) => name === "Ready for QA")!.category).toBe("backlog");
    expect(unmatched).toEqual([]);
    // Never in progress, it was never seen to begin.
    expect(createFacts(s.log()).lifecycle.startedAt[s.index(a)]).toBe(instant("2026-05-02T09:00Z"));
    expect(createFacts(log).lifecycle.startedAt[s.index(a)]).not.toBe(instant("2026-05-02T09:00Z"));
    expect(category("elsewhere")).toEqual({ log: s.log(), unmatched: ['status "ready FOR qa"'] });
  });

  test("a rule of one connection stands before one of all", () => {
    const connection = s.log().statuses[0]!.id.split("/")[0]!;
    const { log } = withMappings(s.log(), {
      statuses: [
        { name: "Done", connection, category: "cancelled" },
        { name: "Done", connection: null, category: "active" },
      ],
    });
    expect(log.statuses.find(({ name }) => name === "Done")!.category).toBe("cancelled");
  });
});

describe("teams", () => {
  const s = story({ asOf: "2026-06-30" });
  const a = s.item("A-1", { at: "2026-05-01T09:00Z", team: "alpha", actor: "p1" });
  const b = s.item("B-1", { at: "2026-05-01T10:00Z", team: "beta", actor: "p1" });
  const c = s.item("C-1", { at: "2026-05-01T11:00Z", team: "gamma", actor: "p1" });
  c.label("pay", "2026-06-01T09:00Z");
  b.label("pay", "2026-05-02T09:00Z").unlabel("pay", "2026-06-02T09:00Z");
  const teamsAt = (rules: readonly TeamRule[], asOf = "2026-06-30") => {
    const { log, unmatched } = withMappings(s.log(), { teams: rules });
    const then = cutAt(log, instant(asOf));
    return { teams: [a, b, c].map((item) => then.teams[then.items.team[s.index(item)]!]!.name), unmatched };
  };

  test("by project and label, the first rule wins, the rest stays", () => {
    expect(teamsAt([rule("Payments", { labels: ["PAY"] }), rule("Both", { projects: ["alpha", "gamma"] })])).toEqual({
      teams: ["Both", "beta", "Payments"],
      unmatched: [],
    });
    expect(teamsAt([rule("Both", { projects: ["alpha", "gamma"] }), rule("Payments", { labels: ["pay"] })]).teams).toEqual([
      "Both",
      "beta",
      "Both",
    ]);
  });

  test("labels count as they were at that instant", () => {
    const rules = [rule("Payments", { labels: ["pay"] })];
    expect(teamsAt(rules, "2026-05-20").teams).toEqual(["alpha", "Payments", "gamma"]);
    expect(teamsAt(rules, "2026-06-30").teams).toEqual(["alpha", "beta", "Payments"]);
  });

  test("a team that is there already takes the work in", () => {
    const { log } = withMappings(s.log(), { teams: [rule("BETA", { projects: ["alpha"] })] });
    expect(log.teams).toHaveLength(3);
    expect(log.items.team[s.index(a)]).toBe(log.items.team[s.index(b)]);
  });

  test("what nothing goes by is told", () => {
    expect(teamsAt([rule("X", { projects: ["nope", "alpha"], labels: ["none"], components: ["core"] })]).unmatched).toEqual([
      "project nope",
      "label none",
      "component core",
    ]);
  });

  test("without rules the log is the same object", () => {
    const log = s.log();
    expect(withMappings(log, {}).log).toBe(log);
  });
});
