import { expect, test } from "vitest";
import { practiceSets, type PracticeId } from "../../../fixtures/demo-organisation/practices.ts";
import { ORDINARY_TEAM } from "../../../fixtures/demo-organisation/spec.ts";
import { trueLevel } from "../../../scripts/verify-measurement/truth.ts";
import { LEVELS } from "../../../src/model/level.ts";

const team = (practices: readonly PracticeId[], people = 8) => ({ ...ORDINARY_TEAM, key: "T", name: "Team", people, practices });

test.each(LEVELS)("the habits of level %i are level %i by the rule on habits", (level) => {
  expect(trueLevel({ teams: [team(practiceSets[level])] })).toBe(level);
});

test("one sentence in part is a gap, one not at all is none", () => {
  const without = (...gone: PracticeId[]) => trueLevel({ teams: [team(practiceSets[3].filter((id) => !gone.includes(id)))] });
  expect(without("stage-owners")).toBe(3);
  expect(without("stage-owners", "stage-owners-recorded")).toBe(2);
  expect(without("stage-owners", "dependencies-planned", "blockers-managed")).toBe(2);
});

test("four fifths of the people must be there, and nobody two levels below", () => {
  const both = (low: 1 | 2, people: number) => trueLevel({ teams: [team(practiceSets[3], 16), team(practiceSets[low], people)] });
  expect(both(2, 4)).toBe(3);
  expect(both(2, 5)).toBe(2);
  expect(both(1, 4)).toBe(2);
});
