import { describe, expect, test } from "vitest";
import { measureScopes } from "../signals/run.ts";
import { SIGNALS } from "../signals/index.ts";
import { AI, ARCHITECTURE, countProgression, PERSON, SYSTEM } from "../signals/progression.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import type { ActorKind } from "../src/model/actor.ts";
import { FACETS, type Provides } from "../src/model/facet.ts";
import type { Progression } from "../src/model/progression.ts";
import { progressionOf } from "../src/progression.ts";
import { after, NO_POLICY, story, type Story } from "./support/log-story.ts";

const ASOF = "2026-06-29";
const KINDS: Record<string, ActorKind> = { rule: "automation-rule", app: "integration", agent: "ai-agent", who: "unknown" };
const EVERYTHING = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;
const provides = (own: Partial<Provides> = {}) => [{ id: "jira", provides: { ...EVERYTHING, ...own } }];

/** Moves of the last quarter as [person, system, architecture, AI]. */
function moves(s: Story, designed = 0): number[] {
  const { counts } = countProgression(
    s.facts(),
    provides(),
    () => designed,
    () => false,
  );
  return [PERSON, SYSTEM, ARCHITECTURE, AI].map((kind) => counts[kind]!);
}

function one(act: (item: ReturnType<Story["item"]>) => void): Story {
  const s = story({ asOf: ASOF, actors: KINDS });
  act(s.item("A-1", { at: "2026-05-01T09:00" }));
  return s;
}

describe("what moves work", () => {
  test("a person on the path in a stage of theirs is the system's; others are persons'", () => {
    const s = one((item) =>
      item
        .to("Ready", "2026-05-01T10:00", "triage")
        .to("In Progress", "2026-05-02T10:00", "p1")
        .assign("p1", "2026-05-02T10:05", "p1")
        .to("Review", "2026-05-04T10:00", "p1")
        .assign("p2", "2026-05-04T10:01", "p1")
        .to("In Progress", "2026-05-05T10:00", "p2")
        .assign("p1", "2026-05-05T10:01", "p2")
        .to("Done", "2026-05-06T10:00", "boss"),
    );
    // Sorted, taken, handed on: the system's. Sent back, and closed by somebody else: persons'.
    expect(moves(s)).toEqual([2, 3, 0, 0]);
    expect(moves(s, 0.5)).toEqual([2, 1.5, 1.5, 0]);
  });

  test("rules and integrations are structure, agents are AI unless a person takes it back", () => {
    const s = one((item) =>
      item
        .assign("p1", "2026-05-01T09:30")
        .to("Ready", "2026-05-01T10:00", "rule")
        .to("In Progress", "2026-05-02T10:00", "agent")
        .to("Review", "2026-05-03T10:00", "agent")
        .to("In Progress", "2026-05-03T12:00", "p1")
        .to("Review", "2026-05-04T10:00", "app"),
    );
    expect(moves(s)).toEqual([1, 0, 2, 1]);
  });

  test("flash visits and jumps to done are persons', dropping what never began is not", () => {
    const s = one((item) =>
      item
        .assign("p1", "2026-05-01T09:30")
        .to("In Progress", "2026-05-02T10:00:00", "p1")
        .to("Review", "2026-05-02T10:00:20", "p1"),
    );
    s.item("A-2", { at: "2026-05-01T09:00", assignee: "p1" }).to("Cancelled", "2026-05-03T09:00", "p1");
    expect(moves(s)).toEqual([1, 2, 0, 0]);
  });

  test("what was written down afterwards, and code without an item, count as one move of a person each", () => {
    const s = one((item) =>
      item.assign("p1", "2026-05-01T09:01").to("In Progress", "2026-05-01T09:02").to("Done", "2026-05-01T09:05"),
    );
    const linked = s.item("A-2", { at: "2026-05-01T09:00" });
    s.pullRequest({ at: "2026-05-02", mergedAt: "2026-05-03" });
    s.pullRequest({ at: "2026-05-02", mergedAt: "2026-05-03", work: [linked] });
    s.pullRequest({ at: "2026-05-02", mergedAt: "2026-05-03", by: "agent" });
    s.pullRequest({ at: "2026-05-02", closedAt: "2026-05-03" });
    expect(moves(s)).toEqual([2, 0, 0, 0]);
  });

  test("unknown actors and moves in bulk say nothing", () => {
    const s = story({ asOf: ASOF, actors: KINDS });
    for (let i = 0; i < 12; i++)
      s.item(`B-${i}`, { at: "2026-04-20", assignee: "p1" }).to("Ready", after("2026-05-01T09:00", i / 1e5), "p1");
    s.item("C-1", { at: "2026-04-20", assignee: "p1" }).to("Ready", "2026-05-02", "who");
    const { counts, excluded } = countProgression(
      s.facts(),
      provides(),
      () => 0,
      () => false,
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(0);
    expect(excluded.toExclusions()).toEqual({ "move in bulk": 12, "move by an unknown kind of actor": 1 });
  });
});

describe("the axis", () => {
  function busy(closes: (i: number) => string): Story {
    const s = story({ asOf: ASOF, actors: KINDS });
    for (let i = 0; i < 300; i++) {
      const at = after("2025-07-10T09:00", i * 1.15);
      const who = `p${1 + (i % 6)}`;
      s.item(`A-${i}`, { at, actor: who })
        .assign(who, after(at, 0.5), who)
        .to("In Progress", after(at, 1), who)
        .to("Review", after(at, 3), who)
        .to("Done", after(at, 5), closes(i));
    }
    return s;
  }

  function axisOf(s: Story, own: Partial<Provides> = {}): Progression {
    const facts = s.facts();
    const measured = measureScopes({
      ...{ facts, provides: provides(own), policy: NO_POLICY, minimumLogQuality: 0.6, signals: SIGNALS, seed: "x" },
    });
    return progressionOf({ facts, provides: provides(own), ...measured }, DEFAULT_RULESET);
  }

  test("the shares sum to 1 and the position weighs them", () => {
    const axis = axisOf(busy((i) => (i % 3 === 0 ? "rule" : `p${1 + (i % 6)}`)));
    const { person, system, architecture, ai } = axis.composition!;
    expect(person + system + architecture + ai).toBeCloseTo(1, 2);
    expect(architecture).toBeCloseTo(1 / 9, 1);
    expect(axis.position).toBeCloseTo(33 * system + 67 * architecture + 100 * ai, 0);
    expect(axis.quarters.map(({ composition }) => composition !== null)).toEqual([true, true, true]);
    expect(axis.quarters.at(-1)!.endAt).toBe("2026-06-29T00:00:00.000Z");
    expect(axis).toMatchObject({ reason: null, aiOverseen: null });
  });

  test("without kinds of accounts, owners, or enough moves there is no composition, and a sentence why", () => {
    const none = { level: "none", sentence: "This tool does not tell people from automation." } as const;
    expect(
      axisOf(
        busy(() => "p1"),
        { "actor-kinds": none },
      ),
    ).toMatchObject({ composition: null, reason: none.sentence });
    const few = story({ asOf: ASOF });
    few.bulk({ count: 40, from: "2026-02-01", to: "2026-06-01" });
    expect(axisOf(few)).toMatchObject({ composition: null, position: null, reason: expect.stringMatching(/^Of only \d+ moves/) });
    const ownerless = story({ asOf: ASOF });
    ownerless.bulk({ count: 200, from: "2026-02-01", to: "2026-06-01", assignee: () => null });
    expect(axisOf(ownerless).reason).toMatch(/^No item ever shows an assignee/);
  });

  test("a group too small to be measured has none", () => {
    const s = story({ asOf: ASOF });
    s.bulk({ count: 300, from: "2026-01-10", to: "2026-06-20", people: ["p1", "p2", "p3"] });
    expect(axisOf(s)).toMatchObject({ composition: null, quarters: [], reason: expect.stringMatching(/Fewer than 5 people/) });
  });
});
