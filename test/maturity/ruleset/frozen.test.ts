import { expect, test } from "vitest";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../../src/maturity/ruleset/hash.ts";

// Ladders, weights and rules were frozen after the last look at simulated organisations, and before an independently written simulator meets them:
// whoever changes a number after that has tuned to it, and must give the ruleset a new version and say why in CHANGELOG under Judgement.
test("the ruleset is the frozen one", () => {
  expect([DEFAULT_RULESET.version, rulesetHash(DEFAULT_RULESET)]).toEqual([
    "1.5.0",
    "973a3bc01b832acadfaa0597aaf497a73309d8969d01c27bf50266fbf2c02c68",
  ]);
});
