import { describe, expect, test } from "vitest";
import { gamingFlags } from "../signals/gaming-flags.ts";
import { flagsOf } from "../src/gaming.ts";
import type { ActorKind } from "../src/model/actor.ts";
import { after, story, type Story, type StoryItem } from "./support/log-story.ts";

const ASOF = "2026-06-29";
const KINDS: Record<string, ActorKind> = { rule: "automation-rule" };
const TRICK_AT = Date.parse("2026-04-06T00:00Z");

/** Ten items a week over a year, each done after five days; from April on `trick` does something to each new one. */
function year(trick: (item: StoryItem, at: number, i: number, s: Story) => void, cycleDays = (_at: number) => 4): Story {
  const s = story({ asOf: ASOF, actors: KINDS });
  for (let i = 0; i < 540; i++) {
    const at = after("2025-06-20T09:00", i * 0.69);
    const who = `p${1 + (i % 6)}`;
    const item = s.item(`A-${i}`, { at, actor: who }).assign(who, after(at, 1), who).to("In Progress", after(at, 1), who);
    if (at >= TRICK_AT) trick(item, at, i, s);
    item.to("Done", after(at, 1 + cycleDays(at) * (1 + 0.2 * ((i % 5) - 2))), who);
  }
  return s;
}

const flags = (s: Story) => {
  const facts = s.facts();
  return gamingFlags(
    facts,
    [...facts.population.isWork.keys()].filter((item) => facts.population.isWork[item] === 1),
  );
};

describe("gaming", () => {
  test("an ordinary year has nothing to be asked about", () => {
    expect(flags(year(() => undefined))).toEqual([]);
  });

  test("estimates on everything from one week to the next, while the flow stays as it was", () => {
    const [flag, ...others] = flags(year((item, at) => item.estimate("3", at + 1000, "rule")));
    expect(others).toEqual([]);
    expect(flag).toMatchObject({
      ...{ kind: "administrative-change", signals: ["estimate-use"], before: 0, unit: "%" },
      at: "2026-04-06T00:00:00.000Z",
    });
    expect(flag!.after).toBeGreaterThan(95);
    expect(flag!.sentence).toMatch(
      /^From 2026-04-06 on, new items with an estimate within the hour went from 0 % to \d+ % within two weeks\. Neither/,
    );
    expect(flag!.examples).toHaveLength(3);
  });

  test("the same with a flow that gets better is a change of the work", () => {
    expect(
      flags(
        year(
          (item, at) => item.estimate("3", at + 1000, "rule"),
          (at) => (at >= TRICK_AT ? 1.5 : 4),
        ),
      ),
    ).toEqual([]);
  });

  test("stages that are clicked through", () => {
    const clicked = year((item, at) => item.to("Review", after(at, 1.5)).to("Waiting", after(at, 1.5) + 5000));
    expect(flags(clicked).map(({ kind }) => kind)).toEqual(["flash-stages"]);
  });

  test("a bot that writes on everything, and dates that are put off", () => {
    const chatty = year((item, at) => [1, 2, 3].forEach((day) => item.comment(after(at, day), "rule")));
    expect(flags(chatty)).toMatchObject([{ kind: "data-entry", before: 0, unit: "a week" }]);
    const pushed = year((item, at) =>
      item.due("2026-05-01", after(at, 1)).due("2026-06-01", after(at, 2)).due("2026-07-01", after(at, 3)),
    );
    expect(flags(pushed)).toMatchObject([{ kind: "data-entry", signals: ["due-date-reliability"] }]);
  });

  test("many more and much shorter items", () => {
    const split = year((_, at, i, s) => {
      for (const piece of [1, 2])
        s.item(`S-${i}-${piece}`, { at: after(at, 4) })
          .to("In Progress", after(at, 4.1))
          .to("Done", after(at, 4.4));
    });
    expect(flags(split).map(({ kind }) => kind)).toEqual(["split-items"]);
  });

  test("one sweep over what is open; sweeps that come again and again are how it is done there", () => {
    const swept = (days: readonly string[]) => {
      const s = year(() => undefined);
      for (let i = 0; i < 60; i++) {
        const item = s.item(`O-${i}`, { at: after("2026-01-01", i / 10) });
        for (const day of days) item.due(day, after(day, i / 1e5), "p1");
      }
      return flags(s);
    };
    expect(swept(["2026-05-04"])).toMatchObject([
      {
        kind: "bulk-edits",
        sentence: "On 2026-05-04 60 items were given another due date in one go, at least a quarter of all that were open.",
      },
    ]);
    expect(swept(["2026-04-06", "2026-05-04"]).filter(({ kind }) => kind === "bulk-edits")).toEqual([]);
  });
});

describe("a team whose doing is lost in the whole", () => {
  const s = story({ asOf: ASOF, actors: KINDS });
  const work = (team: string, i: number, at: number, trick: boolean): void => {
    const who = `${team}${i % 12}`;
    const item = s
      .item(`${team}-${i}`, { at, actor: who, team })
      .assign(who, after(at, 1), who)
      .to("In Progress", after(at, 1), who);
    if (trick && at >= TRICK_AT) item.estimate("3", at + 1000, "rule");
    item.to("Done", after(at, 5 + 0.2 * (i % 5)), who);
  };
  for (let i = 0; i < 540; i++) {
    const at = after("2025-06-20T09:00", i * 0.69);
    work("alpha", i, at, true);
    for (let k = 0; k < 4; k++) work("beta", 4 * i + k, after(at, 0.1 * k), false);
  }
  const facts = s.facts();
  const asked = (activePeople: number) =>
    flagsOf({
      facts,
      workspace: { notMeasured: null },
      teams: facts.log.teams.map(({ id, name }) => ({ team: { id, name }, activePeople, notMeasured: null })),
    });

  test("is told with its name", () => {
    const alpha = facts.log.teams.find(({ id }) => id.endsWith("alpha"))!.name;
    const [flag, ...others] = asked(12);
    expect(others).toEqual([]);
    expect(flag).toMatchObject({ kind: "administrative-change", signals: ["estimate-use"], team: alpha });
    expect(flag!.sentence.startsWith(`Team ${alpha}: From 2026-04-`)).toBe(true);
  });

  test("is not told of a small team, whose weeks say nothing", () => {
    expect(asked(9)).toEqual([]);
  });
});
