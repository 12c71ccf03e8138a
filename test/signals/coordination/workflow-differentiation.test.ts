import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/workflow-differentiation.ts";
import { adjustedInformation, association } from "../../../src/statistics/mutual-information.ts";
import type { WorkType } from "../../../src/model/work-item.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

const AS_OF = "2026-06-30";
const SHORT = ["In Progress", "Done"];
const LONG = ["In Progress", "Review", "Done"];

interface Options {
  readonly type?: WorkType;
  readonly path?: readonly string[];
  readonly days?: number;
  readonly priority?: string;
  readonly team?: string;
}

function finish(s: Story, i: number, { type = "story", path = LONG, days = 4, priority, team = "alpha" }: Options): void {
  const startedAt = after("2026-02-02T09:00Z", i / 3);
  const item = s.item(`${team}-${i}`, {
    at: after(startedAt, -3),
    type,
    team,
    actor: `p${i % 7}`,
    ...(priority === undefined ? {} : { priority }),
  });
  path.forEach((status, n) => item.to(status, after(startedAt, (n * days) / (path.length - 1))));
}

describe("workflow differentiation", () => {
  test("bugs on one path and stories on another: all of it, less what chance gives", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 200; i++) finish(s, i, i % 2 === 0 ? { type: "bug", path: SHORT } : {});
    const measure = measured(signal, s);
    expect(measure.details["work type and path"]).toBeCloseTo(1, 9);
    expect(measure.value).toBeGreaterThan(0.95);
    expect(measure.value).toBeLessThanOrEqual(1);
    expect(measure.examples.filter(({ stance }) => stance === "meets")).toHaveLength(3);
  });

  test("hand-computed: 40 of 100 bugs and 10 of 100 stories take the short path", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 200; i++) {
      const isBug = i % 2 === 0;
      finish(s, i, { type: isBug ? "bug" : "story", path: Math.floor(i / 2) < (isBug ? 40 : 10) ? SHORT : LONG });
    }
    // I = sum p ln(p / qr) with p = .2 .3 .05 .45, q = .5 .5, r = .25 .75.
    const information = 0.2 * Math.log(1.6) + 0.3 * Math.log(0.8) + 0.05 * Math.log(0.4) + 0.45 * Math.log(1.2);
    const entropy = (Math.LN2 - 0.25 * Math.log(0.25) - 0.75 * Math.log(0.75)) / 2;
    // Chance gives (2 - 1)(2 - 1) / (2 * 200) nats, but for the exact value's third place.
    const expected = (information - 0.0025) / (entropy - 0.0025);
    const measure = measured(signal, s);
    expect(measure.details["work type and path"]).toBeCloseTo(expected, 3);
    expect(measure.value).toBeCloseTo(expected - measure.details["largest by chance"]!, 3);
    expect(measure.interval90[0]).toBeLessThan(measure.value);
    expect(measure.interval90[1]).toBeGreaterThan(measure.value);
  });

  test("types dealt without regard to the path are 0 within what chance does", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 240; i++)
      finish(s, i, { type: (["bug", "story", "task"] as const)[i % 3]!, path: Math.floor(i / 3) % 2 === 0 ? SHORT : LONG });
    const measure = measured(signal, s);
    expect(measure.value).toBeLessThan(0.02);
    expect(measure.interval90[0]).toBe(0);
  });

  test("an expedite class: urgent work is through four times as fast on the same path", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 200; i++) {
      const urgent = i % 4 === 0;
      finish(s, i, { priority: urgent ? "Highest" : "Medium", days: (urgent ? 1 : 4) + (i % 10) / 100 });
    }
    const measure = measured(signal, s);
    const rows = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : 1));
    // The urgent quarter fills the first quarter of the times; the others lie in the other three, whatever their order.
    const y = rows.map((own, i) => (own === 0 ? 0 : 1 + (i % 3)));
    expect(measure.details["class of service and service level"]).toBeCloseTo(
      adjustedInformation(association({ x: rows, y })),
      2,
    );
    expect(measure.value).toBeGreaterThan(0.5);
  });

  test("teams that differ from each other do not differentiate by themselves", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 120; i++) {
      finish(s, i, { type: i % 10 === 0 ? "story" : "bug", path: i % 8 === 0 ? LONG : SHORT, team: "alpha" });
      finish(s, i, { type: i % 10 === 0 ? "bug" : "story", path: i % 8 === 0 ? SHORT : LONG, team: "beta" });
    }
    expect(measured(signal, s).value).toBeLessThan(0.03);
  });

  test("a type and a priority that nearly everything carries (E8) leave nothing to tell", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 200; i++) finish(s, i, { type: i < 10 ? "bug" : "story", path: i < 10 ? SHORT : LONG });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null, sampleSize: 200 });
  });

  test("149 items are too few", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 149; i++) finish(s, i, { type: i % 2 === 0 ? "bug" : "story" });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 149, needed: 1 });
  });
});
