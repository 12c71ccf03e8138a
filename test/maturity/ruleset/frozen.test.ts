import { expect, test } from "vitest";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../../src/maturity/ruleset/hash.ts";

// Ladders, weights and rules were frozen after the last look at simulated organisations, and before an independently written simulator meets them:
// whoever changes a number after that has tuned to it, and must give the ruleset a new version and say why in CHANGELOG under Judgement.
test("the ruleset is the frozen one", () => {
  expect([DEFAULT_RULESET.version, rulesetHash(DEFAULT_RULESET)]).toEqual([
    "1.4.0",
    "b84c2831e1bdd3255340cd9927f9adcecc77061f5ba10219c1b963f4bda41dad",
  ]);
});
