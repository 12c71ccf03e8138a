import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { Roadmap } from "../../../src/model/roadmap.ts";
import { renderHtml } from "../../../src/report/html/report.tsx";
import { roadmapJsonSchema, type roadmapSchema } from "../../../src/report/roadmap/schema.ts";
import { renderRoadmap } from "../../../src/report/roadmap/terminal.ts";
import { plain } from "../../../src/report/terminal/layout.ts";
import { expectHonestText, expectNarrow } from "../../cli/command-line.ts";
import { sampleResult } from "../../support/sample-result.ts";
import { BLIND, FOUND, STEP } from "../../support/sample-roadmap.ts";

type Parsed = z.infer<typeof roadmapSchema>;
/** `npm run types` fails here when the schema and the type drift apart. */
const sameShape: [Parsed extends Roadmap ? "same" : never, Roadmap extends Parsed ? "same" : never] = ["same", "same"];

test("is the type Roadmap, key for key, and the published schema takes it", () => {
  expect(sameShape).toEqual(["same", "same"]);
  const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(roadmapJsonSchema() as object);
  for (const roadmap of [FOUND, BLIND]) expect(validate(roadmap), JSON.stringify(validate.errors)).toBe(true);
});

describe.each([60, 80, 100])("at %i columns", (columns) => {
  const view = { columns, paint: plain, signals: new Map([["hand-off-latency", { title: "Hand-off latency", unit: "h" }]]) };

  test("a plan says what would be observed, and what that does not say", () => {
    const text = renderRoadmap(FOUND, view);
    const said = text.replaceAll(/\s+/g, " ");
    expectNarrow(text, columns);
    expectHonestText(text);
    for (const part of [
      "Roadmap from level 2 Defined to level 3 Coordinated",
      "If the values below were observed for a full window and everything else stayed, the measured level would be 3 (chance 87 %, now 12 %).",
      "it says neither what causes what nor how much work it is",
      "1 Update items as work happens",
      "Status freshness (S26): 70 % observed; counts in 2.4, 3.4.",
      "Zombie work (S26): 41 % now, no target",
      "Not there: Checkout (22 %), Platform (51 %). Already there: Search (76 %).",
      "Today: ACME-7 no change for 9 d.",
      "Could show by half on 15 Aug 2026, in full on 30 Sep 2026 (looks back 13 weeks).",
      "Watch: Heart-beats of bots are left out.",
      "In 92 % of the answers",
      "no target: a number to reach is soon one that is entered",
      "Beside them: filled in or set up, worth nothing alone",
      "Hand-off latency 14 h, zombie-wip (no target) (chance 83 %)",
      "needs 12 more observations",
    ])
      expect(said).toContain(part);
    expect(said).not.toContain("Secret title");
  });

  test("without a plan the reason and what to make visible", () => {
    const text = renderRoadmap(BLIND, view);
    expectNarrow(text, columns);
    expect(text.replaceAll(/\s+/g, " ")).toContain("at least 3 are needed. What would let it be judged is below.");
    expect(text).not.toContain("Steps");
  });
});

test("the HTML report shows it where it is there, and is as before where it is not", () => {
  const html = renderHtml(sampleResult({ roadmap: FOUND }));
  expect(html).toContain("Roadmap from level 2 Defined to level 3 Coordinated");
  expect(html).toContain("Update items as work happens");
  expect(renderHtml(sampleResult())).not.toContain("Roadmap");
});

test("nothing foreign can end a line or start a sequence", () => {
  const text = renderRoadmap(
    { ...FOUND, steps: [{ ...STEP, teams: [{ team: "a\u001B[31m\nb", value: 1 }] }] },
    { columns: 80, paint: plain, signals: new Map() },
  );
  // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
  expect(text).not.toMatch(/\u001B/);
});
