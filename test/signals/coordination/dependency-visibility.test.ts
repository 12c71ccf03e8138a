import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/dependency-visibility.ts";
import { resultFindings } from "../../../src/cli/doctor/stored.ts";
import { KEYS_NOT_READ } from "../../../src/event-log/named-keys.ts";
import { sampleResult } from "../../support/sample-result.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29";

interface Pair {
  readonly a: StoryItem;
  readonly b: StoryItem;
  /** When the text was written that names b. */
  readonly at: number;
}

/** An item of team alpha and one of team beta, both open until May; a comment on the first names the second. */
function pair(s: Story, n: number, done = true): Pair {
  const at = after("2026-02-02T09:00Z", n);
  const a = s.item(`A-${n}`, { at, team: "alpha" }).to("In Progress", after(at, 1));
  const b = s.item(`B-${n}`, { at: after(at, 1), team: "beta", actor: "q1" }).to("In Progress", after(at, 2));
  a.event({ kind: "comment", at: after(at, 3), to: `B-${n}` });
  if (done) for (const item of [a, b]) item.to("Done", after(at, 30));
  return { a, b, at: after(at, 3) };
}

function pairs(count: number, from = 0): { readonly s: Story; readonly found: readonly Pair[] } {
  const s = story({ asOf: AS_OF });
  return { s, found: Array.from({ length: count }, (_, n) => pair(s, from + n)) };
}

describe("dependency-visibility", () => {
  test("of items that name another team's item those with a typed link, from whichever side, are visible", () => {
    const { s, found } = pairs(40);
    found[0]!.a.link("is-blocked-by", found[0]!.b, found[0]!.at);
    found[1]!.b.link("blocks", found[1]!.a, found[1]!.at);
    found[2]!.a.link("parent-of", found[2]!.b, found[2]!.at);
    found[3]!.b.parent(found[3]!.a, found[3]!.at);
    found[4]!.a.link("relates-to", found[4]!.b, found[4]!.at);
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(40);
    expect(measure.value).toBeCloseTo((100 * 4) / 40, 9);
    expect(exampleKeys(measure, s, "meets")).toEqual(["A-3", "A-2", "A-1"]);
    expect(measure.details["shown by a key in a text or a relation"]).toBe(40);
  });

  test("a pair counts once, however often and wherever it is named; each team sees it, and only its own", () => {
    const { s, found } = pairs(30);
    for (const { a, b, at } of found) {
      b.event({ kind: "comment", at: after(at, 1), to: `X-9 ${a.key}` });
      a.link("relates-to", b, after(at, 2));
    }
    s.item("G-1", { at: "2026-03-01", team: "gamma" });
    expect(measured(signal, s).sampleSize).toBe(30);
    expect(measured(signal, s, { team: "alpha" }).sampleSize).toBe(30);
    expect(measured(signal, s, { team: "beta" }).sampleSize).toBe(30);
    expect(answerOf(signal, s, { team: "gamma" })).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });

  test("many texts that name nothing were most likely read before keys were kept: that is said, measured or not", () => {
    const s = story({ asOf: AS_OF });
    s.item("A-1", { at: "2026-02-02", team: "alpha" });
    for (let n = 0; n < 250; n++) s.item(`B-${n}`, { at: "2026-02-02", team: "beta", description: 80 });
    const answer = answerOf(signal, s);
    expect(answer).toMatchObject({ outcome: "insufficient-data", reason: expect.stringContaining(KEYS_NOT_READ) });
    expect(
      resultFindings({ workspace: "acme", signals: [{ ...sampleResult().signals[0]!, reason: KEYS_NOT_READ }] }),
    ).toMatchObject([{ state: "note", fix: "Read everything again: wmmm scan acme --full" }]);
    expect(resultFindings(sampleResult())).toEqual([]);
    s.item("A-2", { at: "2026-02-03", team: "alpha" }).event({ kind: "comment", at: "2026-02-04", to: "B-3" });
    expect(answerOf(signal, s)).not.toMatchObject({ reason: expect.stringContaining(KEYS_NOT_READ) });
  });

  test("a link must be set while both items are open", () => {
    const { s, found } = pairs(30);
    found[0]!.a.link("is-blocked-by", found[0]!.b, after(found[0]!.at, 40));
    found[1]!.a.link("is-blocked-by", found[1]!.b, after(found[1]!.at, 20));
    // Taken away when it was no longer true: it was visible while it mattered.
    found[1]!.a.unlink("is-blocked-by", found[1]!.b, after(found[1]!.at, 22));
    // Only the present is known, but both were there together.
    found[2]!.a.event({
      kind: "link",
      at: found[2]!.a.createdAt,
      to: found[2]!.b.id,
      detail: "is-blocked-by",
      origin: "snapshot",
    });
    expect(measured(signal, s).value).toBeCloseTo((100 * 2) / 30, 9);
  });

  test("items of one team, twins, unknown keys and old texts are no work between teams", () => {
    const { s, found } = pairs(34);
    found[0]!.b.link("duplicates", found[0]!.a, found[0]!.at);
    found[1]!.b.team("alpha", "2026-06-01");
    const one = s.item("C-1", { at: "2026-03-01T09:00Z", team: "alpha" });
    one.event({ kind: "comment", at: "2026-03-02", to: "A-1" });
    one.event({ kind: "comment", at: "2026-03-02", to: "UTF-8 C-1" });
    const old = s.item("C-2", { at: "2025-03-01T09:00Z", team: "alpha" });
    old.event({ kind: "comment", at: "2025-03-02", to: "B-3" });
    expect(measured(signal, s).sampleSize).toBe(32);
  });

  test("keys in descriptions count from the creation, and sub-tasks for what they are a part of", () => {
    const { s, found } = pairs(30);
    const names = { length: 90, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false, names: "B-0 B-1" };
    s.item("D-1", { at: "2026-03-05T09:00Z", team: "alpha", description: names });
    const part = s.item("D-2", { at: "2026-03-06T09:00Z", type: "sub-task", team: "alpha", parent: found[5]!.a });
    part.event({ kind: "comment", at: "2026-03-07", to: "B-5" });
    part.event({ kind: "comment", at: "2026-03-07", to: "B-6" });
    // D-1 with B-0 and B-1, A-5 (by its part) with B-6; A-5 with B-5 was named before.
    expect(measured(signal, s).sampleSize).toBe(33);
  });

  test("an assignee at home in another team shows it too, and a link to an item of that team makes it visible", () => {
    const { s } = pairs(30);
    const open = s.item("O-1", { at: "2026-03-01", team: "beta", actor: "q1" });
    for (let n = 0; n < 12; n++) {
      const at = after("2026-03-01T09:00Z", n);
      s.item(`Q-${n}`, { at, team: "beta", actor: "q2" }).to("In Progress", after(at, 1)).to("Done", after(at, 2));
    }
    const at = "2026-03-10T09:00Z";
    const helped = s.item("H-1", { at, team: "alpha" }).assign("q2", "2026-03-11T09:00Z");
    const other = s.item("H-2", { at, team: "alpha" }).assign("q2", "2026-03-11T10:00Z").assign("q2", "2026-03-12T09:00Z");
    // Somebody seen too little to be at home anywhere, and somebody who is lent to the team for a week in April.
    s.item("H-3", { at, team: "alpha" }).assign("q9", "2026-03-11T09:00Z");
    s.item("H-4", { at, team: "alpha" }).assign("q2", "2026-04-15T09:00Z").to("In Progress", "2026-04-15T09:10Z", "q2");
    // A link to one that was done before the item existed makes nothing visible.
    other.link(
      "is-blocked-by",
      s.item("O-2", { at: "2026-03-01", team: "beta", actor: "q1" }).to("Done", "2026-03-02"),
      "2026-03-12",
    );
    helped.link("is-blocked-by", open, "2026-03-12");
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(32);
    expect(measure.details["shown by an assignee of another team"]).toBe(2);
    expect(exampleKeys(measure, s, "meets")).toEqual(["H-1"]);
  });

  test("one team has no other teams; too few traces say how many more", () => {
    const alone = story({ asOf: AS_OF });
    for (let n = 0; n < 40; n++) alone.item(`A-${n}`, { at: after("2026-03-01", n) });
    expect(answerOf(signal, alone)).toMatchObject({ outcome: "not-applicable" });
    expect(answerOf(signal, pairs(29).s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 29, needed: 1 });
  });
});
