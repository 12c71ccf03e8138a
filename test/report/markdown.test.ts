import { describe, expect, test } from "vitest";
import { renderMarkdown, text } from "../../src/report/markdown.ts";
import { sampleResult, sampleTeam, UNJUDGED, withTexts } from "../support/sample-result.ts";

/** Cells of a table row as GFM splits them: at bars without a backslash before them. */
const cells = (row: string): number => row.replaceAll(/\\\\/g, "").replaceAll(/\\\|/g, "").split("|").length - 2;

describe("foreign text", () => {
  test("stays text", () => {
    expect(text("[a](javascript:alert(1))")).toBe("\\[a\\](javascript:alert(1))");
    expect(text("<img src=x onerror=alert(1)> a&b")).toBe("&lt;img src=x onerror=alert(1)&gt; a&amp;b");
    expect(text("a | b\n\n# c `d` **e** _f_ ~g~")).toBe("a \\| b # c \\`d\\` \\*\\*e\\*\\* \\_f\\_ \\~g\\~");
  });

  test("begins no heading, list or rule", () => {
    expect(["# a", "- a", "+ a", "1. a", "12) a", "=== ", "--- "].map(text)).toEqual([
      "\\# a",
      "\\- a",
      "\\+ a",
      "1\\. a",
      "12\\) a",
      "\\===",
      "\\---",
    ]);
  });

  test("becomes no link and calls nobody", () => {
    expect(text("see https://x.example and www.x.example, @all")).toBe(
      "see https:&#47;&#47;x.example and www&#46;x.example, &#64;all",
    );
  });

  test("keeps what is no markup readable", () => {
    expect(text('2.4 "Managers have partial visibility" (41 %), 3.5 d')).toBe(
      '2.4 "Managers have partial visibility" (41 %), 3.5 d',
    );
  });
});

describe("a result", () => {
  test("what is tolerated stands apart from what holds the level back, as everywhere else", () => {
    const parts = renderMarkdown(sampleResult()).split("\n## ");
    const about = (title: string) => parts.find((part) => part.startsWith(title))!;
    expect(about("Open, but not holding the level back").match(/^- 2\.4/gm)).toHaveLength(1);
    expect(parts.filter((part) => part.includes("\n- 3.3")).map((part) => part.includes("- 2.4"))).toEqual([false]);
    expect(parts.filter((part) => part.includes("\n- 2.4"))).toHaveLength(1);
  });

  test("hostile texts add no line and no cell, and leave no markup", () => {
    const plain = renderMarkdown(sampleResult()).split("\n");
    const lines = renderMarkdown(
      withTexts(sampleResult(), (own) => `${own}\n\n|x|<b>[l](http://y.example)</b>\u202E\u001B[0m`),
    ).split("\n");
    expect(lines).toHaveLength(plain.length);
    lines.forEach((line, at) =>
      expect(plain[at]!.startsWith("|") ? cells(line) : 0).toBe(plain[at]!.startsWith("|") ? cells(plain[at]!) : 0),
    );
    // oxlint-disable-next-line no-control-regex -- escape codes are what must not be there
    for (const line of lines) expect(line).not.toMatch(/<(?!1 %)|(^|[^\\])\[|\u001B|\u202E/);
  });

  test("says what cannot be judged and writes no hole", () => {
    const thin = renderMarkdown(sampleResult(UNJUDGED));
    expect(thin).toContain("# acme: Level cannot be judged from this data");
    expect(thin).not.toMatch(/null|NaN|undefined|-0 %/);
  });

  test("a suppressed team has its reason and no number", () => {
    const small = { ...sampleTeam("Tiny", 4), status: "suppressed" as const, reason: "Fewer than 5 people were active." };
    const row = renderMarkdown(sampleResult({ teams: [small] }))
      .split("\n")
      .find((line) => line.includes("Tiny"));
    expect(row).toBe("| Tiny | not shown |  | Fewer than 5 people were active. |");
  });

  test("names streams that are not complete", () => {
    const problem = {
      code: "forbidden",
      connection: "jira",
      stream: "issues",
      page: 3,
      what: "Page 3 was refused.",
      todo: "Let the token browse projects.",
    } as const;
    const text = renderMarkdown(
      sampleResult({ complete: false, streams: [{ ...sampleResult().streams[0]!, status: "partial", problem }] }),
    );
    expect(text).toContain("- jira/issues is partial. Page 3 was refused. Let the token browse projects.");
  });
});
