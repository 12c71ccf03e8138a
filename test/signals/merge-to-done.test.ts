import { expect, test } from "vitest";
import { signal } from "../../signals/coordination/status-freshness.ts";
import { mergeToDoneDays } from "../../signals/merge-to-done.ts";
import { after, story, type Story } from "../support/log-story.ts";
import { measured } from "./measured.ts";

/** Items whose code is merged on day 3 and that are done `lag(i)` days later. */
function merged(count: number, lag: (i: number) => number): Story {
  const s = story({ asOf: "2026-06-29" });
  for (let i = 0; i < count; i++) {
    const at = after("2026-04-10T09:00", i);
    const item = s.item(`A-${i}`, { at }).to("In Progress", after(at, 1)).comment(after(at, 2));
    s.pullRequest({ at: after(at, 2), work: [item], mergedAt: after(at, 3) });
    item.to("Done", after(at, 3 + lag(i)));
  }
  return s;
}

const days = (s: Story) => mergeToDoneDays(s.facts(), s.scope({ weeks: 13 }));

test("the median of the days from the last merge to done, nothing for what was done before", () => {
  expect(days(merged(21, (i) => (i < 10 ? 1 : 4)))).toBeCloseTo(4, 9);
  expect(days(merged(21, () => -0.5))).toBe(0);
  expect(days(merged(19, () => 1))).toBeNull();
  expect(days(story({ asOf: "2026-06-29" }))).toBeNull();
});

test("status freshness warns of a board that lags behind the code", () => {
  const late = measured(
    signal,
    merged(40, () => 3),
  );
  expect(late.details["days from merge to done, median"]).toBeCloseTo(3, 9);
  expect(late.warnings[0]).toMatch(/^Half of the items are set to done 3\.0 days or more after their code was merged/);
  expect(
    measured(
      signal,
      merged(40, () => 1),
    ).warnings,
  ).toEqual([]);
});
