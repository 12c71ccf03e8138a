import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/reopen-rate.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29T00:00Z";

function add(s: Story, prefix: string, count: number, next: (item: StoryItem, doneAt: number) => void = () => {}): void {
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-12T09:00Z", (i * 120) / count);
    next(s.item(`${prefix}-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 4)), after(at, 4));
  }
}

describe("reopen rate", () => {
  test("hand-computed: 6 of 60 came back within 30 days", () => {
    const s = story({ asOf: AS_OF });
    add(s, "A", 50);
    add(s, "R", 6, (item, at) => item.to("In Progress", after(at, 10)).to("Done", after(at, 12)));
    add(s, "L", 4, (item, at) => item.to("In Progress", after(at, 31)));
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(60);
    expect(measure.value).toBeCloseTo(10, 9);
    expect(exampleKeys(measure, s, "misses")).toEqual(["R-0", "R-1", "R-2"]);
    expect(measure.interval90[0]).toBeLessThan(10);
    expect(measure.interval90[1]).toBeGreaterThan(10);
  });

  test("undone within ten minutes is a correction (E4)", () => {
    const s = story({ asOf: AS_OF });
    add(s, "A", 50);
    add(s, "C", 5, (item, at) => item.to("In Progress", after(at, 5 / 1440)).to("Done", after(at, 1)));
    expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 55 });
  });

  test("items done less than 30 days ago are not judged yet", () => {
    const s = story({ asOf: AS_OF });
    add(s, "A", 50);
    s.item("N-1", { at: "2026-06-01" }).to("In Progress", "2026-06-02").to("Done", "2026-06-10").to("In Progress", "2026-06-12");
    expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 50 });
  });

  test("filing it again as a duplicate instead of reopening counts as well", () => {
    const s = story({ asOf: AS_OF });
    add(s, "A", 50);
    add(s, "D", 5, (item, at) => void s.item(`${item.key}-again`, { at: after(at, 10) }).link("duplicates", item, after(at, 11)));
    const measure = measured(signal, s);
    expect(measure.details).toEqual({
      reopened: 0,
      "filed again as a linked duplicate": 5,
      "filed again in the same words": 0,
    });
    expect(measure.value).toBeCloseTo((100 * 5) / 55, 9);
  });

  test("too few", () => {
    const s = story({ asOf: AS_OF });
    add(s, "A", 30);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 30, needed: 20 });
  });

  test("one reopening more raises the value", () => {
    const value = (reopened: number): number => {
      const s = story({ asOf: AS_OF });
      add(s, "A", 60 - reopened);
      add(s, "R", reopened, (item, at) => item.to("In Progress", after(at, 3)));
      return measured(signal, s).value;
    };
    expect(value(1)).toBeGreaterThan(value(0));
    expect(value(7)).toBeGreaterThan(value(6));
  });
});
