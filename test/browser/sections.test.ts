import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderComparisonHtml } from "../../src/report/comparison/html.tsx";
import { renderHtml } from "../../src/report/html/report.tsx";
import { renderTrendHtml } from "../../src/report/trend/html.tsx";
import { sampleComparison } from "../support/sample-comparison.ts";
import { sampleResult } from "../support/sample-result.ts";
import { FOUND } from "../support/sample-roadmap.ts";
import { sampleTrend, TEXTS } from "../support/sample-trend.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

const statement = {
  characteristic: "3.4",
  text: "Work status can be understood without constant meetings",
  reason: "We hold no status meetings.",
  author: "Head of delivery",
  signedAt: "2026-06-01T00:00:00.000Z",
  validUntil: "2027-06-01T00:00:00.000Z",
} as const;
/** A report with every section that a workspace can bring about. */
const full = sampleResult({
  ruleset: {
    version: "1.0.0+acme",
    hash: "ab".repeat(32),
    deviations: ["The ladder of status-freshness is 10/20/30/40/60/80 instead of 20/35/55/75/85/93."],
  },
  window: { ...sampleResult().window, historyWeeks: 20 },
  statements: [
    { ...statement, kind: "attestation", status: "valid", inferred: "P" },
    { ...statement, characteristic: "4.5", kind: "exemption", status: "expired", inferred: "I" },
  ],
  roadmap: FOUND,
  trend: sampleTrend(),
});
const SECTIONS = ["#roadmap", "#trend", "#statements", "#flags", "#progression", "#how"];
const PAGES = [
  ["report", renderHtml(full), SECTIONS],
  ["trend", renderTrendHtml(sampleTrend(), TEXTS), ["#index", "#profile", "#limits"]],
  ["comparison", renderComparisonHtml(sampleComparison(), TEXTS), ["#causes", "#characteristics", "#seen", "#notes"]],
] as const;

describe.skipIf(!existsSync(executablePath))("every section in a browser", { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wmmm-sections-"));
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function opened(html: string, options: Parameters<Browser["newPage"]>[0]): Promise<{ page: Page; asked: string[] }> {
    const file = join(folder, "page.html");
    await writeFile(file, html);
    const page = await browser.newPage(options);
    const asked: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith("file:") && !request.url().startsWith("data:image/svg+xml")) asked.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, asked };
  }

  const openAll = (page: Page): Promise<void> =>
    page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

  describe.each(PAGES)("%s", (_, html, sections) => {
    test.each(["light", "dark"] as const)(
      "breaks no rule of axe in %s, everything open, and asks nobody",
      async (colorScheme) => {
        const { page, asked } = await opened(html, { viewport: { width: 1100, height: 900 }, colorScheme });
        for (const section of sections) expect(await page.locator(section).isVisible(), section).toBe(true);
        await openAll(page);
        await page.evaluate(axe.source);
        const broken = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)}`);
        });
        expect(broken).toEqual([]);
        expect(asked).toEqual([]);
        await page.close();
      },
    );

    test("does not scroll sideways at 390 px, closed and open", async () => {
      const { page } = await opened(html, { viewport: { width: 390, height: 800 } });
      const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await openAll(page);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await page.close();
    });

    test("is whole and light on paper", async () => {
      const { page } = await opened(html, { viewport: { width: 750, height: 1000 }, colorScheme: "dark" });
      await page.emulateMedia({ media: "print" });
      const printed = await page.evaluate(
        (ids) => ({
          hidden: [...ids.map((id) => document.querySelector(id)!), ...document.querySelectorAll(".inside")].filter(
            (part) => !part.checkVisibility({ contentVisibilityAuto: true }) || part.getBoundingClientRect().height === 0,
          ).length,
          overflow: document.documentElement.scrollWidth - innerWidth,
          ground: getComputedStyle(document.documentElement).backgroundColor,
        }),
        [...sections],
      );
      expect(printed).toEqual({ hidden: 0, overflow: 0, ground: "rgb(255, 255, 255)" });
      await page.close();
    });
  });
});
