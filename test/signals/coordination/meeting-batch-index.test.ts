import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/meeting-batch-index.ts";
import { gini } from "../../../src/statistics/concentration.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

/** A Monday. */
const AS_OF = "2026-06-29";
const FIRST = "2026-01-05T00:00Z";

/**
 * In each of 24 weeks ten items are moved and ten commented on. Comments come at the 20 hours of Monday to Friday, 9 to 12, in turn; moves in the same hours,
 * or all of them on Tuesday between 10 and 11.
 */
function weeks(
  options: { readonly inMeeting: boolean; readonly people?: number; readonly team?: string; readonly by?: string },
  s = story({ asOf: AS_OF, actors: { rule: "automation-rule" } }),
): Story {
  const { inMeeting, people = 6, team = "alpha", by } = options;
  for (let week = 0; week < 24; week++) {
    for (let i = 0; i < 10; i++) {
      const who = `${team}-p${i % people}`;
      const slot = (week * 10 + i) % 20;
      const spread = after(FIRST, 7 * week + Math.floor(slot / 4) + (9 + (slot % 4)) / 24);
      const meeting = after(FIRST, 7 * week + 1 + (10 + i / 11) / 24);
      s.item(`${team}-${week}-${i}`, { at: after(FIRST, -20), team, actor: who })
        .to("In Progress", inMeeting ? meeting : spread, by ?? who)
        .assign(who, spread, who)
        .comment(after(spread, 1 / 96), who);
    }
  }
  return s;
}

describe("meeting-batch index", () => {
  test("moves that are spread like comments are 0", () => {
    const measure = measured(signal, weeks({ inMeeting: false }), { team: "alpha" });
    expect(measure.sampleSize).toBe(240);
    expect(measure.value).toBeLessThan(0.02);
    expect(measure.interval90[0]).toBe(0);
  });

  test("hand-computed: all moves in one of 168 hours against comments in 20", () => {
    const measure = measured(signal, weeks({ inMeeting: true }), { team: "alpha" });
    // One bin that has all is (n - 1) / n, 20 equal ones of 168 are (168 - 20) / 168.
    expect(measure.details["Gini of status changes"]).toBeCloseTo(167 / 168, 9);
    expect(measure.details["Gini of comments and reviews"]).toBeCloseTo(148 / 168, 9);
    expect(gini([...Array.from({ length: 167 }, () => 0), 5])).toBeCloseTo(167 / 168, 9);
    expect(Math.abs(measure.details["difference by chance"]!)).toBeLessThan(0.02);
    // What a difference can be at most is that of one bin from these twenty: 1, but for what chance does.
    expect(measure.value).toBeCloseTo(Math.min(1, 1 - measure.details["difference by chance"]! / (19 / 168)), 9);
  });

  test("moves by a rule are removed", () => {
    expect(answerOf(signal, weeks({ inMeeting: true, by: "rule" }), { team: "alpha" })).toMatchObject({
      outcome: "insufficient-data",
      sampleSize: 0,
      needed: 200,
    });
  });

  test("never for fewer than five people and never for several teams", () => {
    const four = answerOf(signal, weeks({ inMeeting: true, people: 4 }), { team: "alpha" });
    expect(four).toMatchObject({
      outcome: "insufficient-data",
      reason: "Fewer than 5 people were active; groups this small are not measured.",
    });
    const s = weeks({ inMeeting: true });
    weeks({ inMeeting: true, team: "beta" }, s);
    expect(answerOf(signal, s)).toMatchObject({
      outcome: "insufficient-data",
      reason: "A meeting belongs to a team: this is measured team by team only.",
    });
    expect(measured(signal, s, { team: "beta" }).sampleSize).toBe(240);
  });

  test("without comments there is nothing to compare with", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 240; i++) {
      const at = after(FIRST, i / 2);
      s.item(`A-${i}`, { at: after(at, -3), actor: `p${i % 6}` }).to("In Progress", at);
    }
    expect(answerOf(signal, s, { team: "alpha" })).toMatchObject({ outcome: "insufficient-data", needed: null });
  });
});
