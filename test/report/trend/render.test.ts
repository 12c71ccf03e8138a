import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { Trend } from "../../../src/model/trend.ts";
import { plain, width, type Paint } from "../../../src/report/terminal/layout.ts";
import { indexChart } from "../../../src/report/trend/chart.ts";
import { renderTrendCsv } from "../../../src/report/trend/csv.ts";
import { renderTrendHtml } from "../../../src/report/trend/html.tsx";
import { renderTrendJson } from "../../../src/report/trend/json.ts";
import { renderTrendMarkdown } from "../../../src/report/trend/markdown.ts";
import { trendJsonSchema, trendSchema } from "../../../src/report/trend/schema.ts";
import { renderTrendTerminal } from "../../../src/report/trend/terminal.ts";
import { signed } from "../../../src/report/trend/wording.ts";
import { readCsv } from "../../support/csv.ts";
import { samplePoint, sampleTrend, TEXTS } from "../../support/sample-trend.ts";

type Parsed = z.infer<typeof trendSchema>;
const sameShape: [Parsed extends Trend ? "same" : never, Trend extends Parsed ? "same" : never] = ["same", "same"];

const UNJUDGED = sampleTrend({ points: [samplePoint("2025-07-01", null)], overall: null });
const HOSTILE =
  "x\u001B]0;gone\u0007\r\n\t日本語\u202Eevil</script><b>&amp; Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
const TRENDS: readonly (readonly [string, Trend])[] = [
  ["judged", sampleTrend()],
  ["unjudged", UNJUDGED],
  ["without dates", sampleTrend({ points: [], overall: null })],
  [
    "of many dates",
    sampleTrend({
      points: Array.from({ length: 120 }, (_, k) =>
        samplePoint(new Date(Date.UTC(2024, 0, 1 + 7 * k)).toISOString().slice(0, 10), 1 + ((k * 7) % 30) / 10),
      ),
    }),
  ],
  ["with hostile texts", hostile()],
];

/** Every text that somebody else may have written. */
function hostile(): Trend {
  const bad = (text: string): string => `${HOSTILE} ${text}`;
  const trend = sampleTrend();
  const { ruleset, provenance } = trend;
  return {
    ...trend,
    workspace: bad(trend.workspace),
    statement: bad(trend.statement),
    ruleset: { version: bad(ruleset.version), hash: bad(ruleset.hash), deviations: ruleset.deviations.map(bad) },
    limits: trend.limits.map(bad),
    provenance: { ...provenance, product: bad(provenance.product) },
    points: trend.points.map((point) => ({
      ...point,
      notes: point.notes.map(bad),
      reason: point.reason === null ? null : bad(point.reason),
      teams: point.teams.map((team) => ({ ...team, name: bad(team.name) })),
      change: point.change === null ? null : { ...point.change, notes: point.change.notes.map(bad) },
    })),
  };
}

test("the schema is the type Trend, key for key", () => {
  expect(sameShape).toEqual(["same", "same"]);
});

describe("published schema and code agree", () => {
  const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(trendJsonSchema() as object);

  test.each(TRENDS.slice(0, 4))("on a trend %s", (_, trend) => {
    const written: unknown = JSON.parse(renderTrendJson(trend));
    expect(validate(written) ? [] : validate.errors).toEqual([]);
    expect(trendSchema.parse(written)).toEqual(trend);
  });

  test("both refuse a verdict that there is not", () => {
    const spoilt = structuredClone(sampleTrend()) as unknown as { overall: { verdict: string } };
    spoilt.overall.verdict = "better";
    expect(validate(spoilt)).toBe(false);
    expect(trendSchema.safeParse(spoilt).success).toBe(false);
  });
});

describe("terminal", () => {
  const coloured: Paint = (_, text) => (text === "" ? "" : `\u001B[32m${text}\u001B[39m`);

  test.each([
    ["judged", sampleTrend()],
    ["unjudged", UNJUDGED],
  ])("%s at 80 columns", async (name, trend) => {
    await expect(renderTrendTerminal(trend, TEXTS, { columns: 80, paint: plain })).toMatchFileSnapshot(`goldens/${name}.txt`);
  });

  test.each(TRENDS)("%s: no line is wider than the terminal, and colours change no text", (_, trend) => {
    for (const columns of [40, 60, 80, 100, 200]) {
      const text = renderTrendTerminal(trend, TEXTS, { columns, paint: plain });
      const most = Math.min(Math.max(columns, 60), 100);
      expect(text.split("\n").filter((line) => width(line) > most)).toEqual([]);
      expect(text).not.toMatch(/undefined|NaN|null/);
      // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
      const painted = renderTrendTerminal(trend, TEXTS, { columns, paint: coloured });
      // oxlint-disable-next-line no-control-regex -- escape codes are what is taken out
      expect(painted.replaceAll(/\u001B\[\d+m/g, "")).toBe(text);
    }
  });
});

describe("chart", () => {
  test("has a column for each date, a dot for each index and a question mark where there is none", () => {
    const { rows } = indexChart(sampleTrend().points, 76)!;
    const cells = rows.flatMap((row) => row.cells);
    expect(cells.filter(({ kind }) => kind === "value")).toHaveLength(7);
    expect(cells.filter(({ kind }) => kind === "open")).toHaveLength(1);
    expect(rows.length).toBeLessThan(14);
  });

  test("is not drawn where no date has an index", () => {
    expect(indexChart(UNJUDGED.points, 76)).toBeNull();
  });
});

describe("dates in the HTML", () => {
  const months = (count: number): Trend =>
    sampleTrend({
      points: Array.from({ length: count }, (_, at) =>
        samplePoint(new Date(Date.UTC(2024, 1 + at)).toISOString().slice(0, 10), 2.5),
      ),
    });

  test.each([1, 2, 6, 9, 14, 24, 36, 52])("labels of %i dates stand apart, the first and the last among them", (count) => {
    const html = renderTrendHtml(months(count), TEXTS);
    const at = [...html.matchAll(/<text class="(?:first|last|between)" x="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(at.length).toBeGreaterThanOrEqual(Math.min(count, 2));
    // A day with its year is some 70 units wide.
    for (let k = 1; k < at.length; k++) expect(at[k]! - at[k - 1]!).toBeGreaterThan(75);
  });

  test("every column of the profile is headed by its date, and the letters are explained", () => {
    const html = renderTrendHtml(months(3), TEXTS);
    for (const day of ["31 Jan 2024", "29 Feb 2024", "31 Mar 2024"]) expect(html).toContain(`<span class="sr">${day}</span>`);
    expect(html).toContain("N not, P partially, L largely, F fully attained");
  });
});

describe("files", () => {
  test("CSV has a row for level, index, four dimensions and 25 characteristics of every date", () => {
    const rows = readCsv(renderTrendCsv(sampleTrend()));
    expect(rows).toHaveLength(8 * 31);
    const index = rows.filter((row) => row["measure"] === "index");
    expect(index.map((row) => row["value"])).toEqual(["", "2.1", "2.4", "2.4", "2.1", "2.9", "2.8", "3.1"]);
    expect(index[5]!["verdict"]).toBe("rise");
    expect(index[0]!["note"]).toContain("Only 7 weeks");
  });

  test.each(TRENDS)("Markdown and HTML of a trend %s keep foreign text as text", (_, trend) => {
    const markdown = renderTrendMarkdown(trend, TEXTS);
    expect(markdown).not.toMatch(/<\/script>|<b>|\bundefined\b|\bNaN\b/);
    const html = renderTrendHtml(trend, TEXTS);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<b>|undefined|NaN/);
    const data = /<script type="application\/json" id="trend">(.*)<\/script>/s.exec(html)![1]!;
    expect(JSON.parse(data)).toEqual(trend);
  });
});

test("signs and digits of a difference", () => {
  expect([0.3, -0.25, 0, 0.02, -0.04].map(signed)).toEqual(["+0.3", "-0.3", "0.0", "+0.02", "-0.04"]);
});
