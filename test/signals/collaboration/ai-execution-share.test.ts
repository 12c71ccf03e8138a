import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/collaboration/ai-execution-share.ts";
import type { ActorKind } from "../../../src/model/actor.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const ASOF = "2026-06-29";
const KINDS: Record<string, ActorKind> = { rule: "automation-rule", app: "integration", agent: "ai-agent", who: "unknown" };

/** 60 items done in the 13 weeks before 30 days ago (30 May); `work` says who holds the i-th at work, by default p1. */
function finished(work: (item: StoryItem, at: number, i: number, s: Story) => void, count = 60): Story {
  const s = story({ asOf: ASOF, actors: KINDS });
  for (let i = 0; i < count; i++) {
    const at = after("2026-03-10T09:00", i);
    const item = s.item(`A-${String(i).padStart(2, "0")}`, { at });
    work(item, at, i, s);
    item.to("In Progress", after(at, 1), "p1").to("Review", after(at, 3), "p2").to("Done", after(at, 4), "p2");
  }
  return s;
}

describe("AI-execution share", () => {
  test("counts what an agent held, as assignee or delegate, in the middle of its last stay in work", () => {
    const s = finished((item, at, i) => {
      if (i < 6) item.assign("agent", after(at, 0.5), "p1").assign("p2", after(at, 2.99), "agent");
      else if (i < 9) item.assign("p1", after(at, 0.5)).delegate("agent", after(at, 0.6), "p1");
      else if (i < 12) item.assign("agent", after(at, 0.5), "p1").assign("p2", after(at, 1.2), "p1");
      else item.assign("p1", after(at, 0.5));
    });
    const answer = measured(signal, s);
    expect(answer).toMatchObject({ value: 15, sampleSize: 60, coverage: 1 });
    expect(answer.details).toEqual({ "carried out by agents": 9, "of them accepted": 9 });
    expect(exampleKeys(answer, s, "meets")).toEqual(["A-08", "A-07", "A-06"]);
  });

  test("a merged pull request of an agent carries the item out; one that is turned down does not", () => {
    const s = finished((item, at, i, own) => {
      item.assign("p1", after(at, 0.5));
      const pull = { at: after(at, 2), by: "agent", work: [item] };
      if (i < 6) own.pullRequest({ ...pull, mergedAt: after(at, 3.5) });
      else if (i < 9) own.pullRequest({ ...pull, closedAt: after(at, 3.5) });
      else if (i < 12) own.pullRequest({ ...pull, closedAt: after(at, 2.5) }).pullRequest({ ...pull, mergedAt: after(at, 3.5) });
      else if (i < 15) own.pullRequest({ ...pull, by: "p1", mergedAt: after(at, 3.5) });
    });
    expect(measured(signal, s)).toMatchObject({ value: 15, details: { "carried out by agents": 12, "of them accepted": 9 } });
  });

  test("what is reopened within 30 days was not accepted", () => {
    const s = finished((item, at, i) => {
      item.assign(i < 12 ? "agent" : "p1", after(at, 0.5), "p1");
      if (i < 6) item.to("In Progress", after(at, 20), "p2");
      else if (i < 9) item.to("In Progress", after(at, 35), "p2");
    });
    expect(measured(signal, s)).toMatchObject({ value: 10, details: { "carried out by agents": 12, "of them accepted": 6 } });
  });

  test("items done within the last 30 days wait until it is known whether they stay done", () => {
    const s = finished((item, at) => item.assign("p1", after(at, 0.5)));
    for (let i = 0; i < 20; i++) {
      const at = after("2026-06-02", i);
      s.item(`N-${i}`, { at }).assign("agent", at, "p1").to("In Progress", after(at, 1)).to("Done", after(at, 2));
    }
    expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 60 });
  });

  test("an integration is no agent, and an unknown kind of holder is left out", () => {
    const s = finished((item, at, i) => item.assign(i < 30 ? "app" : i < 40 ? "who" : "p1", after(at, 0.5), "p1"), 70);
    expect(measured(signal, s)).toMatchObject({
      value: 0,
      sampleSize: 60,
      excluded: { "carried out by an unknown kind of actor": 10 },
    });
    const most = finished((item, at, i) => item.assign(i < 40 ? "who" : "p1", after(at, 0.5), "p1"));
    expect(answerOf(signal, most)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("an archive that an import brings says nothing of who carries out the present work", () => {
    const s = finished((item, at, i) => item.assign(i < 12 ? "agent" : "p1", after(at, 0.5), "p1"));
    for (let i = 0; i < 120; i++)
      s.item(`I-${i}`, { at: after("2026-04-01T12:00", i / 86_400), actor: "importer", status: "Done" });
    expect(measured(signal, s)).toMatchObject({
      value: 20,
      sampleSize: 60,
      coverage: 1,
      excluded: { "done before an import": 120 },
    });
  });

  test("needs 50 finished items", () => {
    expect(
      answerOf(
        signal,
        finished(() => undefined, 48),
      ),
    ).toMatchObject({ outcome: "insufficient-data", needed: 2 });
  });
});
