import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/workflow-conformance.ts";
import type { WorkflowRecord } from "../../../src/model/workflow.ts";
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
  const s = story({ asOf: ASOF, workflows, statuses: { "Code Review": "review" } });
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
      details: { "skipped a mandatory stage": 40 },
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

  test.each([
    ["none", []],
    ["one that lets everything go anywhere", [ANYTHING_GOES]],
    ["one of another project", [{ ...DECLARED, projectKeys: ["beta"] }]],
    ["one of a project with the same key in another tool", [{ ...DECLARED, id: "linear/workflow" }]],
  ])("nothing declared that could be left (%s): no answer, never a low one", (_, workflows) => {
    expect(measure(walked((i) => (i % 4 === 0 ? SKIPS : FULL), workflows))).toMatchObject({
      outcome: "insufficient-data",
      needed: null,
      excluded: { "no declared workflow that constrains anything": 160 },
    });
  });

  test("where some types of work have a workflow, they are judged and the others are missing", () => {
    const s = story({ asOf: ASOF, workflows: [{ ...DECLARED, typesRaw: ["task"] }] });
    for (let i = 0; i < 120; i++) {
      const at = after("2026-01-02T09:00", i);
      const item = s.item(`A-${String(i).padStart(3, "0")}`, { at, type: i % 2 === 0 ? "task" : "bug" });
      for (const [days, status] of i % 2 === 0 ? FULL : SKIPS) item.to(status, after(at, days));
    }
    expect(measure(s)).toMatchObject({ outcome: "measured", value: 100, sampleSize: 60, coverage: 0.5 });
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

  test("a status that another one replaced is read as that one, also where it was skipped", () => {
    const before: Path = [[1, "In Progress"], [2, "Code Review"], [3, "Done"]]; // prettier-ignore
    const answer = measure(walked((i) => (i % 4 === 0 ? SKIPS : i < 80 ? before : FULL), [DECLARED]));
    expect(answer).toMatchObject({ value: 75, sampleSize: 160, details: { "skipped a mandatory stage": 40 } });
  });

  test("a status that is used beside the declared ones is none of them", () => {
    const beside: Path = [[1, "In Progress"], [2, "Code Review"], [3, "Done"]]; // prettier-ignore
    expect(measure(walked((i) => (i % 2 === 0 ? beside : FULL), [DECLARED]))).toMatchObject({ outcome: "insufficient-data" });
  });
});
