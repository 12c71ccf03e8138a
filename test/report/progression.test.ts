import { describe, expect, test } from "vitest";
import { renderHtml } from "../../src/report/html/report.tsx";
import { progressionSentence } from "../../src/report/progression-wording.ts";
import { sampleResult } from "../support/sample-result.ts";

const axis = sampleResult().progression!;

describe("what moves work", () => {
  test("one line, with what of the AI share shows no oversight", () => {
    expect(progressionSentence(axis)).toBe(
      "What moves work: people on their own 31 %, people by the system 48 %, structure 13 %, AI 8 %; position 33 of 100 between persons and AI. Of what AI does 25 % shows no owner and review by people.",
    );
    expect(progressionSentence({ ...axis, aiOverseen: null })).toMatch(/could not be measured\.$/);
    expect(progressionSentence({ ...axis, composition: null, position: null, reason: "Too few." })).toBe(
      "What moves work cannot be told: Too few.",
    );
    expect(progressionSentence(undefined)).toBeNull();
  });

  test("the report hatches AI without oversight, by its share", () => {
    const html = renderHtml(sampleResult());
    // 8 % AI, a quarter of it unwatched, behind 92 % of the others.
    expect(html).toContain('<rect class="mix ai" x="92.00%" y="0" width="6.00%"');
    expect(html).toContain('<rect fill="url(#hatch)" x="98.00%" y="0" width="2.00%"');
    expect(html).toContain("too few moves");
    const { progression: _, ...earlier } = sampleResult();
    expect(renderHtml(earlier)).not.toContain('id="progression"');
  });
});
