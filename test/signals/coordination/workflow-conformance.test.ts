import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/workflow-conformance.ts";
import type { WorkflowRecord } from "../../../src/model/workflow.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { after, statusId, story, type Story } from "../../support/log-story.ts";

const ASOF = "2026-06-29";
type Path = readonly [days: number, status: string][];
const FULL: Path = [
  [1, "In Progress"],
  [2, "Review"],
  [3, "Done"],
];
const SKIPS: Path = [
  [1, "In Progress"],
  [3, "Done"],
];

const DECLARED: WorkflowRecord = {
  id: "w1",
  name: "Delivery",
  statuses: ["Backlog", "In Progress", "Review", "Done"].map(statusId),
  transitions: [
    { from: statusId("Backlog"), to: statusId("In Progress"), hasRule: false },
    { from: statusId("In Progress"), to: statusId("Review"), hasRule: false },
    { from: statusId("Review"), to: statusId("In Progress"), hasRule: false },
    { from: statusId("Review"), to: statusId("Done"), hasRule: true },
  ],
  projectKeys: ["alpha"],
  typesRaw: [],
};
/** What a tool declares by default: everything from everywhere. */
const ANYTHING_GOES: WorkflowRecord = {
  ...DECLARED,
  transitions: DECLARED.statuses.map((to) => ({ from: null, to, hasRule: false })),
};

/** One finished item a day, evenly over the window. */
function walked(path: (i: number) => Path, workflows: readonly WorkflowRecord[] = [], count = 160): Story {
  const s = story({ asOf: ASOF, workflows });
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-02T09:00", (i * 170) / count);
    const item = s.item(`A-${String(i).padStart(3, "0")}`, { at });
    for (const [days, status] of path(i)) item.to(status, after(at, days));
  }
  return s;
}

const measure = (s: Story) => signal.measure(s.facts(), s.scope({ weeks: 26 }));

describe("workflow conformance", () => {
  test("on a declared workflow every finished item of the window is judged", () => {
    const answer = measure(walked((i) => (i % 4 === 0 ? SKIPS : FULL), [DECLARED]));
    expect(answer).toMatchObject({
      outcome: "measured",
      value: 75,
      sampleSize: 160,
      details: { "judged on a declared workflow": 160, "skipped a mandatory stage": 40 },
      warnings: [],
    });
    expect(answer).toMatchObject({ examples: [{ note: "skipped Review" }, {}, {}, {}, {}, {}] });
  });

  test("a stage passed in under a minute counts as skipped", () => {
    const flash: Path = [
      [1, "In Progress"],
      [2, "Review"],
      [2 + 30 / 86_400, "Done"],
    ];
    expect(measure(walked((i) => (i % 2 === 0 ? flash : FULL), [DECLARED]))).toMatchObject({ value: 50 });
  });

  test("a declared workflow that lets everything go anywhere constrains nothing: the usual path is learned instead", () => {
    const answer = measure(walked((i) => (i % 4 === 0 ? SKIPS : FULL), [ANYTHING_GOES]));
    expect(answer).toMatchObject({ outcome: "measured", details: { "judged on a declared workflow": 0 } });
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    // Most items pass Review, so leaving it out is skipping it; only the second half is judged.
    expect(answer.value).toBeCloseTo(75, 0);
    expect(answer.sampleSize).toBeLessThan(90);
    expect(answer.warnings).toHaveLength(1);
  });

  test("a declared workflow of another project does not count", () => {
    const answer = measure(walked(() => FULL, [{ ...DECLARED, projectKeys: ["beta"] }]));
    expect(answer).toMatchObject({ value: 100, details: { "judged on a declared workflow": 0 } });
  });

  test("the reference is learned on the first half only: a way that only the second half goes is no conformance", () => {
    const other: Path = [
      [1, "Review"],
      [2, "In Progress"],
      [3, "Done"],
    ];
    const answer = measure(walked((i) => (i < 80 ? FULL : other)));
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    expect(answer.value).toBeLessThan(5);
  });

  test("paths that everybody takes alone make no workflow", () => {
    const stages = ["In Progress", "Review", "Waiting", "Ready"];
    const random = seededRandom("chaos");
    const wander = (): Path => {
      const steps: [number, string][] = [];
      for (let day = 1; day <= 6; day++) steps.push([day, stages[random.below(4)]!]);
      return [...steps, [7, "Done"]];
    };
    const answer = measure(walked(wander));
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    expect(answer.value).toBeLessThan(50);
  });

  test("only open and closed states: no answer, never a low one", () => {
    expect(measure(walked(() => [[3, "Done"]]))).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("needs 50 items to judge", () => {
    expect(measure(walked(() => FULL, [DECLARED], 49))).toMatchObject({
      outcome: "insufficient-data",
      sampleSize: 49,
      needed: 1,
    });
  });
});
