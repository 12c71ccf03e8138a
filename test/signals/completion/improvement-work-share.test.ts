import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/improvement-work-share.ts";
import { after, instant, story, type ItemOptions, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

const AS_OF = "2026-06-30";

function finish(s: Story, i: number, options: Partial<ItemOptions> = {}, label?: string) {
  const at = after("2026-01-12T09:00Z", i);
  const item = s.item(`A-${i}`, { at, actor: `p${i % 7}`, ...options });
  if (label !== undefined) item.label(label, after(at, 0.1));
  return item.to("In Progress", after(at, 1)).to("Done", after(at, 3));
}

describe("share of improvement work", () => {
  test("hand-computed: 6 improvements and 6 retrospective actions of 120", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 120; i++)
      finish(s, i, i < 6 ? { type: "improvement" } : {}, i >= 6 && i < 12 ? "retro-action" : i % 3 === 0 ? "shop" : undefined);
    const measure = measured(signal, s);
    expect(measure).toMatchObject({ sampleSize: 120, details: { "finished improvement items": 12 } });
    expect(measure.value).toBeCloseTo(10, 9);
  });

  test("improvements of which half stay undone count half", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 120; i++) finish(s, i, i < 12 ? { type: "improvement" } : {});
    for (let i = 0; i < 12; i++) s.item(`OPEN-${i}`, { at: after("2026-01-12T10:00Z", i), type: "improvement" });
    const measure = measured(signal, s);
    expect(measure.details["completion rate over that of other work"]).toBeCloseTo(0.5, 9);
    expect(measure.value).toBeCloseTo(5, 9);
  });

  test("a label without work or a linked change does not count", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 108; i++) finish(s, i);
    const other = s.item("X-1", { at: "2026-01-01" });
    for (let i = 0; i < 12; i++) {
      const at = after("2026-02-02T09:00Z", i);
      const item = s.item(`L-${i}`, { at, actor: `p${i % 7}` }).label("tech-debt", after(at, 0.1));
      if (i < 6) item.link("pull-request", "github/pr1", after(at, 0.2));
      else if (i < 8) item.link("relates-to", other, after(at, 0.2));
      item.to("Done", after(at, 0.3));
    }
    expect(measured(signal, s).details).toMatchObject({
      "finished improvement items": 8,
      "called so, without work or a linked change": 4,
    });
  });

  test("cancelled work (E5) and what a sweep closed unstarted (E2) is not finished", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 110; i++) finish(s, i);
    for (let i = 0; i < 12; i++) {
      s.item(`C-${i}`, { at: "2026-02-01", type: "improvement" }).to("Cancelled", after("2026-03-01", i));
      s.item(`D-${i}`, { at: "2026-02-01", type: "improvement" }).to("Done", instant("2026-04-01T09:00Z") + i * 1_000, "p9");
    }
    expect(measured(signal, s).value).toBe(0);
  });

  test("where neither types nor labels tell work apart nothing can be said; 99 items are too few", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 120; i++) finish(s, i, { type: "other" });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    const few = story({ asOf: AS_OF });
    for (let i = 0; i < 99; i++) finish(few, i);
    expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 99, needed: 1 });
  });
});
