import { describe, expect, test } from "vitest";
import { minhash } from "../../../connectors/text/text-facts.ts";
import { signal } from "../../../signals/completion/duplicate-burden.ts";
import { signal as reopenRate } from "../../../signals/completion/reopen-rate.ts";
import { after, instant, story, type ItemOptions, type Story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29";

/** Twenty different words about matter `n`, the last `other` of them said otherwise. */
const text = (n: number, other = 0): string =>
  minhash(Array.from({ length: 20 }, (_, w) => (w < 20 - other ? `word${n}x${w}` : `other${n}x${w}`)).join(" "))!;

/** `count` items, each about a matter of its own, open for ten days; the first one is marked as a duplicate after a day. */
function history(count: number): Story {
  const s = story({ asOf: AS_OF, actors: { rule: "automation-rule" } });
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-05T09:00Z", i);
    const item = s.item(`A-${i}`, { at, minhash: text(i) }).to("In Progress", after(at, 1));
    if (i === 0) item.resolution("Duplicate", after(at, 1)).to("Cancelled", after(at, 1));
    else item.to("Done", after(at, 10));
  }
  return s;
}

const file = (s: Story, key: string, at: number | string, options: Partial<ItemOptions>) =>
  s.item(key, { at, actor: "p2", ...options });

describe("duplicate burden", () => {
  test("linked from either side, resolved in any language, and the same words as an open item count", () => {
    const s = history(115);
    file(s, "L-1", "2026-03-01", {}).link("duplicates", "jira/key:X-1", "2026-03-02");
    const twin = file(s, "L-2", "2026-03-01", {});
    file(s, "O-1", "2026-02-20", {}).link("is-duplicated-by", twin, "2026-03-05");
    file(s, "R-1", "2026-03-01", {}).resolution("Doppelt", "2026-03-04");
    // A-60 is open from 6 March to the 16th.
    file(s, "T-1", "2026-03-08", { minhash: text(60, 1) });
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(120);
    expect(measure.value).toBeCloseTo((100 * 5) / 120, 9);
    expect(measure.details).toEqual({
      "found duplicates": 4,
      "undetected near-duplicates": 1,
      "created items": 120,
      "days until half of the found ones were found": 1,
    });
    expect(exampleKeys(measure, s, "misses")[0]).toBe("T-1");
  });

  test("other words, an older item that was over, the same author, a rule, a link and a few words are no undetected duplicates", () => {
    const s = history(115);
    file(s, "N-1", "2026-03-08", { minhash: text(60, 8) });
    file(s, "N-2", "2026-03-30", { minhash: text(60) });
    file(s, "N-3", "2026-03-08", { minhash: text(61), actor: "p1" });
    file(s, "N-4", "2026-03-08", { minhash: text(61), actor: "rule" });
    const first = file(s, "N-5", "2026-03-08", { minhash: text(999) });
    file(s, "N-6", "2026-03-09", { minhash: text(999), actor: "p3" }).link("relates-to", first, "2026-03-10");
    file(s, "N-7", "2026-03-08", { minhash: minhash("monthly report of the team please")! });
    file(s, "N-8", "2026-03-09", { minhash: minhash("monthly report of the team please")!, actor: "p3" });
    expect(measured(signal, s).details["undetected near-duplicates"]).toBe(0);
  });

  test("an import (E1) brings no duplicates, and what only the present shows was found at no known time", () => {
    const s = history(110);
    const at = instant("2026-04-01T03:00Z");
    for (let i = 0; i < 90; i++) s.item(`I-${i}`, { at: at + i * 1_000, actor: "rule", minhash: text(5_000) });
    file(s, "P-1", "2026-03-01", {}).event({ kind: "resolution", at: "2026-03-01", to: "Duplicate", origin: "snapshot" });
    const measure = measured(signal, s);
    expect(measure).toMatchObject({ sampleSize: 111, excluded: { "came with an import": 90 } });
    expect(measure.details).toMatchObject({ "found duplicates": 2, "days until half of the found ones were found": 1 });
  });

  test("public intake is judged by how many are not found within two days", () => {
    const s = history(100);
    for (let i = 0; i < 39; i++)
      file(s, `D-${i}`, after("2026-03-01", i), {}).link(
        "duplicates",
        "jira/key:X-1",
        after("2026-03-01", i + (i < 30 ? 0.5 : 5)),
      );
    const policy = { publicIntake: true };
    const measure = measured(signal, s, { policy });
    expect(measure.sampleSize).toBe(40);
    expect(measure.value).toBeCloseTo((100 * 9) / 40, 9);
    expect(answerOf(signal, history(120), { policy })).toMatchObject({ outcome: "insufficient-data", sampleSize: 1, needed: 29 });
  });

  test("where no duplicate was ever marked nothing is told; with too few items it says how many more", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 120; i++) s.item(`A-${i}`, { at: after("2026-01-05", i), minhash: text(i) });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 120, needed: null });
    expect(answerOf(signal, history(99))).toMatchObject({ outcome: "insufficient-data", needed: 1 });
  });
});

describe("reopen rate", () => {
  test("a new item with the text of one that was done less than 30 days ago stands for a reopening", () => {
    const s = history(100);
    // A-20 was done on 4 February, A-21 a day later.
    file(s, "T-1", "2026-02-20", { minhash: text(20) });
    file(s, "T-2", "2026-03-20", { minhash: text(21) });
    file(s, "T-3", "2026-02-20", { minhash: text(22), actor: "p1" });
    expect(measured(reopenRate, s).details).toMatchObject({ reopened: 0, "filed again in the same words": 1 });
  });
});
