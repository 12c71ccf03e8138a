import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/collaboration/rule-based-routing.ts";
import type { ActorKind } from "../../../src/model/actor.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const ASOF = "2026-06-29";
const KINDS: Record<string, ActorKind> = { rule: "automation-rule", app: "integration", agent: "ai-agent", who: "unknown" };
const MINUTES = 1 / 1440;

/** 60 items created at least 7 days before the end; `act` says what happens to the i-th from its creation on. */
function created(act: (item: StoryItem, at: number, i: number) => void): Story {
  const s = story({ asOf: ASOF, actors: KINDS });
  for (let i = 0; i < 60; i++) {
    const at = after("2026-04-06T09:00", i);
    act(s.item(`A-${String(i).padStart(2, "0")}`, { at, priority: "Medium" }), at, i);
  }
  return s;
}

const onTime = (at: number): number => at + 60_000;

describe("rule-based routing", () => {
  test("is the share of items whose team, assignee, priority or label a rule or an agent set first, at once", () => {
    const s = created((item, at, i) => {
      if (i < 6) item.label("payments", onTime(at), "rule");
      else if (i < 12) item.priority("High", onTime(at), "agent");
      else if (i < 15) item.assign("p2", onTime(at), "rule");
      else item.assign("p2", after(at, 1), "p1");
    });
    const answer = measured(signal, s);
    expect(answer).toMatchObject({ value: 25, sampleSize: 60, coverage: 1 });
    expect(answer.details).toEqual({ "routed by rules": 9, "routed by AI agents": 6, "routed and taken back": 0 });
    expect(exampleKeys(answer, s, "meets")).toEqual(["A-00", "A-01", "A-02"]);
  });

  test("after 5 minutes it is no routing by rule, and neither is what follows a person's own choice", () => {
    const s = created((item, at, i) => {
      if (i < 20) item.label("late", at + 301_000, "rule");
      else if (i < 40) item.label("own", at + 30_000, "p1").label("more", at + 60_000, "rule");
      else item.label("now", at + 299_000, "rule");
    });
    expect(measured(signal, s)).toMatchObject({ value: (100 * 20) / 60, sampleSize: 60 });
  });

  test("each of the four is routed by whoever sets it first", () => {
    const s = created((item, at, i) => item.label("own", at + 30_000, "p1").assign(`p${2 + (i % 2)}`, at + 60_000, "rule"));
    expect(measured(signal, s).value).toBe(100);
  });

  test("what a person takes back within 7 days does not count; a hand-over after the start takes nothing back", () => {
    const s = created((item, at, i) => {
      if (i < 15) item.label("wrong", onTime(at), "rule").unlabel("wrong", after(at, 6), "p1");
      else if (i < 30) item.assign("p2", onTime(at), "rule").assign("p3", after(at, 2), "p2");
      else if (i < 45)
        item.assign("p2", onTime(at), "rule").to("In Progress", after(at, 1), "p2").assign("p3", after(at, 2), "p2");
      else item.label("kept", onTime(at), "rule").unlabel("kept", after(at, 8), "p1");
    });
    expect(measured(signal, s)).toMatchObject({ value: 50, details: { "routed and taken back": 30 } });
  });

  test("a rule that goes on takes nothing back", () => {
    const s = created((item, at, i) =>
      item.label(`area-${i % 3}`, onTime(at), "rule").unlabel(`area-${i % 3}`, onTime(at) + 5000, "rule"),
    );
    expect(measured(signal, s).value).toBe(100);
  });

  test("what an integration or an unknown account set first is left out: who is behind it cannot be told", () => {
    const s = created((item, at, i) => {
      if (i < 5) item.label("x", onTime(at), "app");
      else if (i < 8) item.label("x", onTime(at), "who");
      else if (i < 10) item.event({ kind: "label", at: onTime(at), by: "p1", to: "x", viaAutomation: true });
      else item.label("x", onTime(at), "p1");
    });
    expect(measured(signal, s)).toMatchObject({
      value: 0,
      sampleSize: 50,
      coverage: 50 / 60,
      excluded: { "first routed by an integration or an unknown kind of actor": 10 },
    });
  });

  test("mostly integrations, or no actors at all, give no answer", () => {
    expect(
      answerOf(
        signal,
        created((item, at, i) => item.label("x", onTime(at), i < 40 ? "app" : "p1")),
      ),
    ).toMatchObject({
      outcome: "insufficient-data",
      needed: null,
    });
    const nameless = story({ asOf: ASOF });
    for (let i = 0; i < 60; i++)
      nameless.item(`N-${i}`, { at: after("2026-04-06", i), actor: null }).label("x", after("2026-04-06", i + MINUTES));
    expect(answerOf(signal, nameless)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });

  test("a tool that never shows the first minutes of an item is not taken for one without rules", () => {
    const s = created((item, at) => item.label("x", at + 4 * 60_000, "p1"));
    expect(answerOf(signal, s)).toMatchObject({
      outcome: "insufficient-data",
      excluded: { "the tool folds the first minutes into the creation": 60 },
    });
  });

  test("imported and very new items do not count", () => {
    const s = created((item, at, i) => item.label(`area-${i % 3}`, onTime(at), "rule"));
    for (let i = 0; i < 30; i++) s.item(`Y-${i}`, { at: after("2026-06-23", i / 10) });
    for (let i = 0; i < 80; i++) s.item(`I-${i}`, { at: after("2026-05-02T10:00", i * MINUTES * 0.01), actor: "app" });
    expect(measured(signal, s)).toMatchObject({ value: 100, sampleSize: 60, excluded: { "came with an import": 80 } });
  });

  test("one value that nearly every item gets is a default and routes nothing", () => {
    const one = (share: number) => created((item, at, i) => item.assign(i < share * 60 ? "lead" : "p2", onTime(at), "rule"));
    expect(measured(signal, one(0.95)).value).toBe(5);
    expect(measured(signal, one(0.9)).value).toBe(100);
  });

  test("needs 50 new items", () => {
    const s = story({ asOf: ASOF, actors: KINDS });
    for (let i = 0; i < 49; i++) {
      const at = after("2026-04-06T09:00", i);
      s.item(`A-${i}`, { at }).label("x", onTime(at), "rule");
    }
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
  });
});
