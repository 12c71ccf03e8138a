import { expect, test } from "vitest";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../../src/maturity/ruleset/hash.ts";

// Ladders, weights and rules were frozen after the last look at simulated organisations, and before an independently written simulator meets them:
// whoever changes a number after that has tuned to it, and must give the ruleset a new version and say why in CHANGELOG under Judgement.
test("the ruleset is the frozen one", () => {
  expect([DEFAULT_RULESET.version, rulesetHash(DEFAULT_RULESET)]).toEqual([
    "1.1.0",
    "db0af110a43a844b55f2559e7a7cdf385b3d8c2378bd3306e9a0eb4b15e6ecc7",
  ]);
});
