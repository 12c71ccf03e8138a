import { expect, test } from "vitest";
import { oncePerTeam } from "../../signals/once-per-team.ts";
import { story } from "../support/log-story.ts";

test("is made once for the same items of a team, and anew for others, another team or another log", () => {
  const s = story({ asOf: "2026-06-30" });
  s.item("A-1", { at: "2026-05-01" });
  const ofTeam = oncePerTeam<number>();
  let made = 0;
  const ask = (team: number, items: readonly number[], asOf = "2026-06-30"): number =>
    ofTeam(s.log(asOf), team, items, () => ++made);
  expect([ask(0, [1, 2]), ask(0, [1, 2]), ask(0, [1, 3]), ask(0, [1]), ask(1, [1]), ask(1, [1])]).toEqual([1, 1, 2, 3, 4, 4]);
  expect(ask(1, [1], "2026-06-01")).toBe(5);
});
