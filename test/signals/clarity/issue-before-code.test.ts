import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/issue-before-code.ts";
import { signal as retroLogging } from "../../../signals/clarity/retro-logging.ts";
import { after, instant, story, type Story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29";

/** `count` changes of code without any item, a day apart. */
function history(count: number, author = "p1"): Story {
  const s = story({ asOf: AS_OF, actors: { bot: "integration", agent: "ai-agent", somebody: "unknown" } });
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-05T09:00Z", i);
    s.pullRequest({ at, mergedAt: after(at, 1), by: author });
  }
  return s;
}

describe("issue before code", () => {
  test("an item must be older than the first commit, and than the pull request by 15 minutes", () => {
    const s = history(46);
    const item = s.item("A-1", { at: "2026-03-01T09:00Z" });
    const mergedAt = "2026-03-09";
    s.pullRequest({ at: "2026-03-02T09:00Z", firstCommitAt: "2026-03-01T10:00Z", mergedAt, work: [item] });
    s.pullRequest({ at: "2026-03-02T09:00Z", firstCommitAt: "2026-03-01T08:00Z", mergedAt, work: [item] });
    s.pullRequest({ at: "2026-03-01T09:14Z", mergedAt, work: [item] });
    s.pullRequest({ at: "2026-03-01T09:15Z", mergedAt, work: [item] });
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(50);
    expect(measure.value).toBeCloseTo((100 * 2) / 50, 9);
    expect(measure.details).toEqual({ "pull requests without an item": 46, "with an item written after the fact": 2 });
    expect(exampleKeys(measure, s, "misses")).toEqual(["A-1", "A-1"]);
  });

  test("the oldest of several items counts; a key in the body or an epic is none", () => {
    const s = history(48);
    const [old, young] = [s.item("A-1", { at: "2026-02-01" }), s.item("A-2", { at: "2026-03-03" })];
    const epic = s.item("A-3", { at: "2026-02-01", type: "container" });
    const mergedAt = "2026-03-09";
    s.pullRequest({ at: "2026-03-02", mergedAt, work: [young, old] });
    s.pullRequest({ at: "2026-03-02", mergedAt, work: [epic] });
    s.pullRequest({ at: "2026-03-02", mergedAt, work: [old], basis: "key-in-body" });
    expect(measured(signal, s)).toMatchObject({ sampleSize: 51, details: { "pull requests without an item": 50 } });
  });

  test("open, abandoned, old and foreign changes are not counted; machines' neither", () => {
    const s = history(50);
    s.pullRequest({ at: "2026-03-02" });
    s.pullRequest({ at: "2025-03-02", mergedAt: "2025-03-03" });
    for (const author of ["bot", "agent", "somebody", null])
      s.pullRequest({ at: "2026-03-02", mergedAt: "2026-03-03", by: author });
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(50);
    expect(measure.excluded).toEqual({ "of an agent or a bot": 2, "author not known to be a person": 2 });
    expect(measure.coverage).toBeCloseTo(50 / 52, 9);
  });

  test("items of an import (E1) do not tell when they were created", () => {
    const s = history(50);
    const at = instant("2026-04-01T03:00Z");
    const items = Array.from({ length: 90 }, (_, i) => s.item(`I-${i}`, { at: at + i * 1_000, actor: "bot" }));
    s.pullRequest({ at: "2026-03-02", mergedAt: "2026-03-03", work: [items[0]!] });
    expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 50, excluded: { "its item came with an import": 1 } });
  });

  test("a change belongs to its author's team, wherever the repository is; without one to that of the repository", () => {
    const s = history(50, "q1");
    for (let i = 0; i < 12; i++) {
      const at = after("2026-03-01", i);
      s.item(`B-${i}`, { at, team: "beta", actor: "q1" }).to("In Progress", after(at, 1)).to("Done", after(at, 2));
    }
    s.item("C-1", { at: "2025-01-01", team: "code", actor: "p7" });
    s.pullRequest({ at: "2026-03-02", mergedAt: "2026-03-03", by: "p7", project: "code" });
    expect(measured(signal, s, { team: "beta" }).sampleSize).toBe(50);
    expect(answerOf(signal, s, { team: "code" })).toMatchObject({ outcome: "insufficient-data", sampleSize: 1 });
    expect(measured(signal, s).sampleSize).toBe(51);
  });

  test("without pull requests it cannot be seen; with too few it says how many more", () => {
    const none = story({ asOf: AS_OF });
    none.item("A-1", { at: "2026-03-01" });
    expect(answerOf(signal, none)).toMatchObject({ outcome: "not-supported", by: "tool" });
    expect(answerOf(signal, history(49))).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
  });
});

describe("retro-logging", () => {
  test("an item that was created after its code was merged was written down after the fact", () => {
    const s = story({ asOf: AS_OF });
    const items = Array.from({ length: 60 }, (_, i) => {
      const at = after("2026-02-02T09:00Z", i);
      return s.item(`G-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 3));
    });
    s.pullRequest({ at: "2026-01-30", mergedAt: "2026-02-02T08:00Z", work: [items[0]!] });
    s.pullRequest({ at: "2026-01-30", mergedAt: "2026-02-03T10:00Z", work: [items[1]!] });
    s.pullRequest({ at: "2026-01-30", mergedAt: "2026-02-02T08:00Z", work: [items[2]!], basis: "key-in-body" });
    const measure = measured(retroLogging, s);
    expect(measure.value).toBeCloseTo(100 / 60, 9);
    expect(measure.details["created after a linked pull request was merged"]).toBe(1);
  });
});
