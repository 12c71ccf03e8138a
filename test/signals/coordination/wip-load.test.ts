import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/wip-load.ts";
import { after, statusId, story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

/** A Tuesday; 13 weeks before it are 65 working days. */
const AS_OF = "2026-06-30";
const FROM = "2026-03-31";

/** Items 0 to `lasting` are in progress all the time, each owned by one of five people who touch it every week. */
function busy(lasting: number, board?: number) {
  const s = story({
    asOf: AS_OF,
    boards:
      board === undefined
        ? []
        : [
            {
              id: "jira/board:1",
              name: "Board",
              kind: "kanban",
              projectKeys: ["alpha"],
              columns: [{ name: "In Progress", statuses: [statusId("In Progress")], wipLimit: board }],
            },
          ],
  });
  for (let i = 0; i < lasting; i++) {
    const item = s.item(`A-${i}`, { at: "2026-03-01", actor: `p${i % 5}` });
    item.to("In Progress", "2026-03-02").assign(`p${i % 5}`, "2026-04-02");
  }
  return s;
}

describe("WIP load", () => {
  test("hand-computed: ten items among five people", () => {
    const measure = measured(signal, busy(10));
    expect(measure).toMatchObject({ value: 2, sampleSize: 65, interval90: [2, 2] });
    expect(measure.details).toEqual({ "items in progress, median": 10 });
  });

  test("the median day: five more for six of thirteen weeks do not move it, for seven they do", () => {
    for (const [weeks, value] of [
      [6, 2],
      [7, 3],
    ] as const) {
      const s = busy(10);
      for (let i = 0; i < 5; i++)
        s.item(`B-${i}`, { at: FROM, actor: `p${i}` })
          .to("In Progress", FROM)
          .to("Done", after(FROM, 7 * weeks));
      expect(measured(signal, s).value).toBe(value);
    }
  });

  test("limits that are declared: the share of days within them, and a warning where they are broken", () => {
    expect(measured(signal, busy(10, 10)).details).toMatchObject({ "columns with a limit": 1, "days within the limit (%)": 100 });
    const broken = measured(signal, busy(10, 9));
    expect(broken.details["days within the limit (%)"]).toBe(0);
    expect(broken.warnings).toEqual(["Limits are declared and kept on 0 % of the days only."]);
  });

  test("items that wait to be started and items that are done are no load", () => {
    const s = busy(10);
    for (let i = 0; i < 20; i++) s.item(`C-${i}`, { at: "2026-03-01", status: i % 2 === 0 ? "Ready" : "Done" });
    expect(measured(signal, s).value).toBe(2);
  });

  test("without names nobody can be counted; two weeks are too few", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 10; i++) s.item(`A-${i}`, { at: "2026-03-01", actor: null }).to("In Progress", "2026-04-02", null);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    const young = story({ asOf: AS_OF });
    young.item("A-1", { at: "2026-06-16", assignee: "p1" }).to("In Progress", "2026-06-17");
    expect(answerOf(signal, young)).toMatchObject({ outcome: "insufficient-data", sampleSize: 10, needed: 3 });
  });
});
