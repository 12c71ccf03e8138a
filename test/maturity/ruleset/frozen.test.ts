import { expect, test } from "vitest";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../../src/maturity/ruleset/hash.ts";

// Ladders, weights and rules were frozen after the last look at simulated organisations, and before an independently written simulator meets them:
// whoever changes a number after that has tuned to it, and must give the ruleset a new version and say why in CHANGELOG under Judgement.
test("the ruleset is the frozen one", () => {
  expect([DEFAULT_RULESET.version, rulesetHash(DEFAULT_RULESET)]).toEqual([
    "1.3.0",
    "67c95223754cf4469517df21b2536fec73432e961b76ad7ed82ee5512c8b1e3a",
  ]);
});
