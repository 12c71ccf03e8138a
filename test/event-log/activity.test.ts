import { describe, expect, test } from "vitest";
import { KIND } from "../../src/event-log/columns.ts";
import { TOUCH_AGENT, TOUCH_AUTOMATION, TOUCH_HUMAN, TOUCH_INTEGRATION, TOUCH_UNKNOWN } from "../../src/event-log/facts.ts";
import { story, type Story } from "../support/log-story.ts";

const DAY = "2026-05-01";
const ACTORS = { rule: "automation-rule", app: "integration", agent: "ai-agent", someone: "unknown" } as const;

function touches(s: Story, kind: keyof typeof KIND): [touch: number, substantive: boolean][] {
  const { log, activity } = s.facts();
  return [...log.events.kind.keys()]
    .filter((e) => log.events.kind[e] === KIND[kind])
    .map((e) => [activity.touch[e]!, activity.isSubstantive(e)]);
}

describe("E9: who acted", () => {
  test("by the kind of the actor; nobody named is unknown, which is neither human nor automation but somebody", () => {
    const s = story({ asOf: "2026-06-30", actors: ACTORS });
    const a = s.item("A-1", { at: DAY });
    for (const by of ["p1", "agent", "rule", "app", "someone", null]) a.comment("2026-05-02", by);
    expect(touches(s, "comment")).toEqual([
      [TOUCH_HUMAN, true],
      [TOUCH_AGENT, true],
      [TOUCH_AUTOMATION, false],
      [TOUCH_INTEGRATION, false],
      [TOUCH_UNKNOWN, true],
      [TOUCH_UNKNOWN, true],
    ]);
  });
  test("a human in whose name a rule acted is unknown; automation is never proven by that mark alone", () => {
    const s = story({ asOf: "2026-06-30", actors: ACTORS });
    s.item("A-1", { at: DAY }).event({ kind: "priority", at: "2026-05-02", by: "p1", to: "High", viaAutomation: true });
    expect(touches(s, "priority")).toEqual([[TOUCH_UNKNOWN, true]]);
  });
  test("a comment that reads like a machine's is a machine's", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY }).comment("2026-05-02", "p1", ["system"]);
    expect(touches(s, "comment")).toEqual([[TOUCH_AUTOMATION, false]]);
  });
  test("a pull request is work whoever linked it", () => {
    const s = story({ asOf: "2026-06-30", actors: ACTORS });
    s.item("A-1", { at: DAY })
      .link("pull-request", "gh/key:R-1", "2026-05-02", "app")
      .link("relates-to", "jira/key:B-1", "2026-05-02", "app");
    expect(touches(s, "link")).toEqual([
      [TOUCH_INTEGRATION, true],
      [TOUCH_INTEGRATION, false],
    ]);
  });
});

test("values at creation and snapshots are no acts, the creation itself is one", () => {
  const s = story({ asOf: "2026-06-30" });
  s.item("A-1", { at: DAY, assignee: "p2", priority: "High" });
  s.item("A-2", { at: DAY, assignee: "p2", origin: "snapshot" });
  expect(touches(s, "created").map(([touch]) => touch)).toEqual([TOUCH_HUMAN, TOUCH_HUMAN]);
  for (const kind of ["status", "assignee", "priority"] as const)
    expect(touches(s, kind).every(([touch]) => touch === 0)).toBe(true);
});

describe("stale bots", () => {
  const beat = (label: string, by: string) => {
    const s = story({ asOf: "2026-06-30", actors: ACTORS });
    s.item("A-1", { at: DAY })
      .comment("2026-05-01T12:00Z", by)
      .comment("2026-05-09T12:00Z", by)
      .label(label, "2026-05-09T12:00:02Z", by);
    return [...touches(s, "comment"), ...touches(s, "label")].map(([touch]) => touch);
  };
  test("their label and the comment with it are no acts, other comments of theirs are", () => {
    expect(beat("stale", "rule")).toEqual([TOUCH_AUTOMATION, 0, 0]);
    expect(beat("lifecycle/rotten", "app")).toEqual([TOUCH_INTEGRATION, 0, 0]);
  });
  test("a person may call something stale, and a bot may set other labels", () => {
    expect(beat("stale", "p1")).toEqual([TOUCH_HUMAN, TOUCH_HUMAN, TOUCH_HUMAN]);
    expect(beat("stalemate", "rule")).toEqual([TOUCH_AUTOMATION, TOUCH_AUTOMATION, TOUCH_AUTOMATION]);
  });
});

describe("acts", () => {
  test("on a sub-task count for the item it is a part of, in order of time", () => {
    const s = story({ asOf: "2026-06-30" });
    const a = s.item("A-1", { at: DAY }).to("In Progress", "2026-05-02").comment("2026-05-08");
    s.item("S-1", { at: "2026-05-03", type: "sub-task", parent: a }).to("In Progress", "2026-05-05").comment("2026-05-10");
    const { acts } = s.facts().activity;
    const days = [...acts.event.subarray(acts.first[0], acts.first[1])].map((e) => new Date(s.log().events.at[e]!).getUTCDate());
    expect(days).toEqual([1, 2, 3, 5, 8, 10]);
    expect(acts.first[2]).toBe(acts.first[1]);
  });
});

describe("actorsMissing", () => {
  const missing = (creator: string | null, named: number, unnamed: number) => {
    const s = story({ asOf: "2026-06-30" });
    const a = s.item("A-1", { at: DAY, actor: creator });
    for (let i = 0; i < named; i++) a.comment("2026-05-02", "p1");
    for (let i = 0; i < unnamed; i++) a.comment("2026-05-02", null);
    return s.facts().activity.actorsMissing;
  };
  test("below 5 % of the recorded changes", () => {
    expect([missing(null, 1, 20), missing(null, 1, 19)]).toEqual([true, false]);
  });
  test("a known creator makes up for nothing that came after, and counts where nothing did", () => {
    expect([missing("p1", 0, 2), missing("p1", 0, 0), missing(null, 0, 0)]).toEqual([true, false, true]);
  });
  test("then nobody can be counted, which is not the same as nobody being there", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY, actor: "p1" }).to("In Progress", "2026-06-02", null);
    const { items, window } = s.scope({ weeks: 26 });
    expect(s.facts().people.activeCount(items, window)).toBeNull();
  });
});

describe("people", () => {
  function active(s: Story, options: { weeks: number; team?: string }): number | null {
    const { items, window } = s.scope(options);
    return s.facts().people.activeCount(items, window);
  }
  test("are the humans who moved items or came to own them in the window, sub-tasks included; bots and guests are not", () => {
    const s = story({ asOf: "2026-06-30", actors: ACTORS });
    const a = s.item("A-1", { at: DAY, actor: "p1" });
    a.to("Ready", "2026-05-02", "early").to("In Progress", "2026-06-02", "p2").comment("2026-06-03", "guest");
    a.to("Review", "2026-06-04", "rule").to("Waiting", "2026-06-04", "agent").assign("p4", "2026-06-04", "guest");
    s.item("S-1", { at: "2026-06-03", type: "sub-task", parent: a, actor: "guest" }).to("In Progress", "2026-06-05", "p3");
    expect(active(s, { weeks: 8 })).toBe(3);
    expect(active(s, { weeks: 26 })).toBe(4);
  });
  test("who works for two teams counts in the one where most of it was", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY, team: "alpha" })
      .to("In Progress", "2026-06-02", "p1")
      .to("Review", "2026-06-03", "p1")
      .to("Done", "2026-06-04", "p2");
    s.item("B-1", { at: DAY, team: "beta" }).to("In Progress", "2026-06-02", "p1").to("Done", "2026-06-03", "p3");
    expect([active(s, { weeks: 26, team: "alpha" }), active(s, { weeks: 26, team: "beta" }), active(s, { weeks: 26 })]).toEqual([
      2, 1, 3,
    ]);
  });
  test("who worked on one or two items, where others did on more, is a guest", () => {
    const s = story({ asOf: "2026-06-30" });
    for (let i = 0; i < 9; i++) {
      const item = s.item(`A-${i}`, { at: DAY, team: "alpha" }).to("In Progress", "2026-06-02", `p${i % 3}`);
      // Two requesters reopen what was done for them: one once, one two items.
      if (i < 3) item.to("Done", "2026-06-03", `p${i % 3}`).to("In Progress", "2026-06-04", i === 0 ? "once" : "twice");
    }
    for (let i = 0; i < 2; i++) s.item(`B-${i}`, { at: DAY, team: "beta" }).to("In Progress", "2026-06-02", "all there is");
    expect([active(s, { weeks: 26, team: "alpha" }), active(s, { weeks: 26 })]).toEqual([3, 3]);
    // Where nobody did more, nobody is a guest: a small group must not look like none.
    expect(active(s, { weeks: 26, team: "beta" })).toBe(1);
  });
  test("unknown when actors are", () => {
    const s = story({ asOf: "2026-06-30" });
    s.item("A-1", { at: DAY, actor: null });
    const scope = s.scope({ weeks: 26 });
    expect(s.facts().people.activeCount(scope.items, scope.window)).toBeNull();
  });
});
