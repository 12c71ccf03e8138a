import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import { oneLine } from "../../src/report/clean.ts";
import { renderHtml } from "../../src/report/html/report.tsx";
import { sampleResult, withTexts } from "../support/sample-result.ts";
import { PAYLOADS } from "./payloads.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const installed = existsSync(executablePath);
if (!installed)
  process.stderr.write("The report was not opened in a browser: no Chromium at /usr/bin/chromium or CHROMIUM_PATH.\n");

/** Enough of a result that every kind of text field is in it, and little enough to be opened two hundred times. */
function small(result: Result): Result {
  return { ...result, characteristics: result.characteristics.slice(0, 6), signals: result.signals.slice(0, 6) };
}

const troubled = sampleResult({
  complete: false,
  ruleset: { version: "1.0.0", hash: "ab".repeat(32), deviations: ["breadthShare is 0.5 instead of 0.8."] },
  streams: [
    {
      ...sampleResult().streams[0]!,
      status: "partial",
      problem: {
        code: "forbidden",
        connection: "jira",
        stream: "issues",
        page: 3,
        what: "Page 3 was refused.",
        todo: "Let the token browse projects.",
      },
    },
  ],
});

/** Documents in one page: most of the time of a page goes into getting there. */
const AT_ONCE = 22;

/** Loads each in a frame of the same origin, where a dialog, a focus and a script would be let as in a page of its own. */
async function openInFrames(page: Page, url: string, documents: readonly string[]): Promise<void> {
  if (page.url() !== url) throw new Error(`the page went to ${page.url()}`);
  await page.evaluate(async (texts) => {
    document.body.replaceChildren();
    await Promise.all(
      texts.map(
        (text) =>
          new Promise((resolve) => {
            const frame = document.createElement("iframe");
            Object.assign(frame, { width: 1100, height: 900, srcdoc: text });
            frame.addEventListener("load", resolve);
            document.body.append(frame);
          }),
      ),
    );
  }, documents);
}

interface Found {
  readonly hacked: boolean;
  readonly text: string;
  readonly title: string;
  /** Elements that could do something. */
  readonly active: number;
  /** Attributes that could. */
  readonly handlers: readonly string[];
  /** Of all links. */
  readonly schemes: readonly string[];
}

async function foundInFrames(page: Page): Promise<readonly Found[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("iframe")].map(({ contentDocument: inside, contentWindow }) => ({
      hacked: contentWindow === null || "hacked" in contentWindow || "hacked" in window,
      text: inside?.body.textContent ?? "",
      title: inside?.title ?? "",
      active:
        inside?.querySelectorAll(
          "script:not([type='application/json']),iframe,object,embed,img,base,form,input,video,template,math,body style,body link,body meta,[style]",
        ).length ?? -1,
      handlers: [...(inside?.querySelectorAll("*") ?? [])]
        .flatMap((element) => element.getAttributeNames())
        .filter((name) => name.startsWith("on")),
      schemes: [...new Set([...(inside?.querySelectorAll("a") ?? [])].map((link) => link.protocol))],
    })),
  );
}

describe.skipIf(!installed)("the report in a browser", { timeout: 120_000 }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wmmm-browser-"));
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** An empty page, and what happens on it and in its frames that must not. */
  async function watched(page: Page): Promise<{ readonly url: string; readonly seen: string[] }> {
    const path = join(folder, "frames.html");
    await writeFile(path, "<!doctype html><meta charset=utf-8><title>frames</title>");
    const url = pathToFileURL(path).href;
    await page.goto(url);
    const seen: string[] = [];
    page.on("dialog", (dialog) => {
      seen.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== url && !request.url().startsWith("data:image/svg+xml")) seen.push(`request ${request.url()}`);
    });
    page.on("console", (message) => seen.push(`console ${message.text()}`));
    page.on("pageerror", (error) => seen.push(`error ${error.message}`));
    page.on("popup", () => seen.push("popup"));
    return { url, seen };
  }

  const file = (): string => join(folder, "report.html");
  async function open(page: Page, result: Result): Promise<void> {
    await writeFile(file(), renderHtml(result));
    await page.goto(pathToFileURL(file()).href);
  }

  test(`${PAYLOADS.length} hostile texts in every field run nothing, ask nothing and are shown as they are`, async () => {
    const page = await context.newPage();
    const { url, seen } = await watched(page);

    // Where nothing escapes or forbids, each way of being seen is used.
    const plain = [...PAYLOADS.slice(0, 5), ...PAYLOADS.slice(50, 60)].map((text) => `<!doctype html><title></title><p>${text}`);
    await openInFrames(page, url, plain);
    for (const way of ["dialog 1", "request file://xss.example", "console", "error"]) expect(seen.join("\n")).toContain(way);
    expect((await foundInFrames(page)).some(({ hacked }) => hacked)).toBe(true);
    await page.goto(url);
    seen.length = 0;

    const fields = new Set<string>();
    for (let from = 0; from < PAYLOADS.length; from += AT_ONCE) {
      const payloads = PAYLOADS.slice(from, from + AT_ONCE);
      const hostile = payloads.map((payload) =>
        withTexts(small(troubled), (_, path) => {
          fields.add(path.replaceAll(/\[\d+\]/g, "[]"));
          return payload;
        }),
      );
      await openInFrames(page, url, hostile.map(renderHtml)); // prettier-ignore
      const all = await foundInFrames(page);
      expect(seen, payloads.join("\n")).toEqual([]);
      expect(all).toHaveLength(payloads.length);
      for (const [at, found] of all.entries()) {
        const payload = payloads[at]!;
        expect(found.hacked, payload).toBe(false);
        expect(found.text.replaceAll("\u00A0", " ").includes(oneLine(payload)), `shown literally: ${payload}`).toBe(true);
        expect(found.title.replaceAll(/\s+/g, " ").trim(), payload).toContain(
          oneLine(payload)
            .replaceAll(/[\s\f]+/g, " ")
            .trim(),
        );
        expect(found.active, payload).toBe(0);
        expect(found.handlers, payload).toEqual([]);
        expect(
          found.schemes.filter((scheme) => !["file:", "http:", "https:", "about:"].includes(scheme)),
          payload,
        ).toEqual([]);
      }
    }
    const reached = [
      ".workspace",
      ".signals[].examples[].title",
      ".signals[].examples[].url",
      ".signals[].examples[].note",
      ".signals[].examples[].key",
      ".teams[].name",
      ".signals[].reason",
      ".streams[].problem.what",
      ".level.gaps[].sentence",
    ];
    expect([...fields]).toEqual(expect.arrayContaining(reached));
    await page.close();
  });

  test("the style applies: its hash in the policy is right", async () => {
    const page = await context.newPage();
    await open(page, sampleResult());
    expect(await page.evaluate(() => getComputedStyle(document.querySelector(".split")!).display)).toBe("grid");
    await page.close();
  });

  const long = withTexts(sampleResult(), (text, path) =>
    path.endsWith(".url")
      ? "https://tracker.example/browse/ACME-12"
      : `${"Donaudampfschifffahrtsgesellschaft".repeat(4)} ${text}`,
  );
  test.each([
    ["usual texts", sampleResult()],
    ["endless words", long],
  ])("nothing scrolls sideways with %s, at 400 and 1100 px, closed and open", async (_, result) => {
    const page = await context.newPage();
    for (const width of [400, 1100]) {
      await page.setViewportSize({ width, height: 900 });
      await open(page, result);
      const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow(), `${width} px, closed`).toBeLessThanOrEqual(0);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      expect(await overflow(), `${width} px, open`).toBeLessThanOrEqual(0);
    }
    await page.close();
  });

  test("rows open and close by keyboard, and the focus is to be seen", async () => {
    const page = await context.newPage();
    await open(page, sampleResult());
    const isOpen = (): Promise<boolean> => page.evaluate(() => document.getElementById("c-1.1")!.closest("details")!.open);
    await page.evaluate(() => document.querySelector<HTMLElement>("#profile")!.scrollIntoView());
    await page.keyboard.press("Tab");
    for (
      let pressed = 0;
      pressed < 80 &&
      !(await page.evaluate(
        () => document.activeElement?.textContent.startsWith("1.1") === true && document.activeElement.tagName === "SUMMARY",
      ));
      pressed++
    )
      await page.keyboard.press("Tab");
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe("solid");
    await page.keyboard.press("Enter");
    expect(await isOpen()).toBe(true);
    await page.keyboard.press("Space");
    expect(await isOpen()).toBe(false);
    await page.close();
  });

  test("a gap leads to its characteristic and that to its signal, each opened", async () => {
    const page = await context.newPage();
    await open(page, sampleResult());
    await page.click("#gaps a[href='#c-3.3']");
    const row = page.locator("details", { has: page.locator("[id='c-3.3']") });
    expect(await row.getAttribute("open")).not.toBeNull();
    const link = row.locator("td a[href^='#s-']").first();
    const target = (await link.getAttribute("href"))!.slice(1);
    await link.click();
    const opened = await page.evaluate((id) => {
      const details = document.getElementById(id)!.closest("details")!;
      const { top, bottom } = details.querySelector("summary")!.getBoundingClientRect();
      return { open: details.open, inView: bottom > 0 && top < innerHeight };
    }, target);
    expect(opened).toEqual({ open: true, inView: true });
    await page.close();
  });

  test("on paper every row is open, and the page is light", async () => {
    const page = await context.newPage();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await open(page, sampleResult());
    const printed = await page.evaluate(() => ({
      hidden: [...document.querySelectorAll(".inside")].filter(
        (inside) => !inside.checkVisibility({ contentVisibilityAuto: true }) || inside.getBoundingClientRect().height === 0,
      ).length,
      ground: getComputedStyle(document.documentElement).backgroundColor,
    }));
    expect(printed).toEqual({ hidden: 0, ground: "rgb(255, 255, 255)" });
    await page.close();
  });

  /** As large as what a real tracker gives: every signal read by its sentences, with six items, what was left out and a warning. */
  const large = ((): Result => {
    const sample = sampleResult();
    const [example] = sample.signals.flatMap(({ examples }) => examples);
    const examples = Array.from(
      { length: 6 },
      (_, at) => ({ ...example!, key: `ACME-${1000 + at}`, stance: at < 3 ? "misses" : "meets" }) as const,
    );
    return {
      ...sample,
      characteristics: sample.characteristics.map((one) => ({ ...one, examples })),
      signals: sample.signals.map((one) => ({ ...one, examples, excluded: { "bulk transition": 12, "history incomplete": 3 } })),
    };
  })();

  test("printed it is 15 pages at most, and what a reader judges by is on them", async () => {
    const page = await context.newPage();
    await open(page, large);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(15);
    await page.emulateMedia({ media: "print" });
    const unseen = await page.evaluate(() => {
      const found: string[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement!;
        if (texts.currentNode.textContent!.trim() === "" || parent.closest("script,nav,.screen") !== null) continue;
        if (!parent.checkVisibility({ contentVisibilityAuto: true })) found.push(texts.currentNode.textContent!.slice(0, 60));
      }
      return found;
    });
    expect(unseen).toEqual([]);
    const shown = await page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, " "));
    for (const { text, remediation, blindSpots } of large.characteristics)
      for (const told of [text, remediation, ...blindSpots]) expect(shown).toContain(told);
    for (const { title, warnings, reason } of large.signals)
      for (const told of [title, ...warnings, ...(reason === null ? [] : [reason])]) expect(shown).toContain(told);
    for (const { sentence } of large.level.gaps) expect(shown).toContain(sentence);
    expect(shown).toContain("misses ACME-1000, ACME-1001, ACME-1002 meets ACME-1003");
    expect(shown).toContain("left out: bulk transition 12, history incomplete 3");
    await page.close();
  });

  test.each(["light", "dark"] as const)("every text is readable in %s (AA, computed on the page)", async (colorScheme) => {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    await open(page, troubled);
    const poor = await page.evaluate(() => {
      document.querySelectorAll("details").forEach((details) => (details.open = true));
      const channels = (css: string): number[] => css.match(/[\d.]+/g)!.map(Number);
      const luminance = (css: string): number => {
        const [red, green, blue] = channels(css).map((channel) =>
          channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      };
      const ground = (element: Element): string => {
        const own = getComputedStyle(element).backgroundColor;
        return channels(own)[3] === 0 && element.parentElement !== null ? ground(element.parentElement) : own;
      };
      const found: string[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement!;
        if (texts.currentNode.textContent!.trim() === "" || parent.closest("script") !== null) continue;
        const style = getComputedStyle(parent);
        const [dark, light] = [
          luminance(parent instanceof SVGElement ? style.fill : style.color),
          luminance(ground(parent)),
        ].toSorted((a, b) => a - b);
        const ratio = (light! + 0.05) / (dark! + 0.05);
        if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${texts.currentNode.textContent!.slice(0, 40)}`);
      }
      return found;
    });
    expect(poor).toEqual([]);
    await page.close();
  });
});
