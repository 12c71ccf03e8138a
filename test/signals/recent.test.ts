import { describe, expect, test } from "vitest";
import { syntheticLog } from "../../scripts/bench/synthetic-log.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { WEEK_MS, windowEndingAt } from "../../src/model/window.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { inContentOrder } from "../../signals/content-order.ts";
import { SIGNALS } from "../../signals/index.ts";
import { recentItems, teamsInOrder } from "../../signals/recent.ts";
import type { Scope } from "../../signals/signal.ts";
import { instant, NO_POLICY, story } from "../support/log-story.ts";

const facts = createFacts(syntheticLog(4_000));
const items = inContentOrder(facts);

/** The scope that the runner makes, or one in which nothing counts as old. */
function scopeOf(weeks: number, isAllRecent: boolean): Scope {
  const window = windowEndingAt(facts.log.asOf, weeks);
  const recentSince = (at: number): Uint32Array => (isAllRecent ? items : recentItems(facts, items, at));
  return {
    team: null,
    items,
    recent: recentSince(window.startAt),
    recentSince,
    window,
    random: seededRandom("recent"),
    policy: NO_POLICY,
    sees: () => true,
  };
}

test.each(SIGNALS.map((signal) => [signal.id, signal] as const))(
  "%s answers the same without what was closed long before",
  (_, signal) => {
    const all = signal.measure(facts, scopeOf(signal.windowWeeks, true));
    expect(signal.measure(facts, scopeOf(signal.windowWeeks, false))).toEqual(all);
  },
);

test("most of a long history is old", () => {
  const since = facts.log.asOf - 26 * WEEK_MS;
  const recent = recentItems(facts, items, since);
  expect(recent.length).toBeLessThan(items.length / 2);
  expect([...recent]).toEqual([...items].filter((item) => recent.includes(item)));
});

describe("what keeps an item recent", () => {
  const s = story({ asOf: "2026-06-30" });
  const closed = (key: string) =>
    s.item(key, { at: "2025-01-05T09:00" }).to("In Progress", "2025-01-06T09:00").to("Done", "2025-01-07T09:00");
  const old = closed("OLD-1");
  const open = s.item("OPEN-1", { at: "2025-01-05T09:00" });
  const talked = closed("TALK-1").comment("2026-05-01T09:00");
  const whole = closed("WHOLE-1");
  s.item("PART-1", { at: "2025-01-05T09:00", type: "sub-task" }).parent(whole, "2025-01-05T09:01").to("Done", "2026-05-02T09:00");
  const recent = new Set(recentItems(s.facts(), Uint32Array.from([0, 1, 2, 3]), instant("2026-04-01")));

  test.each([
    ["nothing since: it is left out", old, false],
    ["being open", open, true],
    ["a comment long after its end", talked, true],
    ["what is done to a part of it", whole, true],
  ] as const)("%s", (_, item, isRecent) => {
    expect(recent.has(s.index(item))).toBe(isRecent);
  });
});

test("teams come in the order of their first items, whichever items are looked at later", () => {
  const s = story({ asOf: "2026-06-30" });
  const items = (
    [
      ["B-1", "beta"],
      ["A-1", "alpha"],
      ["B-2", "beta"],
    ] as const
  ).map(([key, team]) => s.item(key, { at: "2026-05-01", team }));
  const log = s.log();
  const names = teamsInOrder(
    log,
    Uint32Array.from(items, (item) => s.index(item)),
  ).map((team) => log.teams[team]!.name);
  expect(names).toEqual(["beta", "alpha"]);
});
