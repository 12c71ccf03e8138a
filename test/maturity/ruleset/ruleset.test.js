import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { deviationsFrom } from "../../../src/maturity/ruleset/deviations.ts";
import { canonicalJson, rulesetHash } from "../../../src/maturity/ruleset/hash.ts";
import { sha256Hex } from "../../../src/maturity/ruleset/sha256.ts";
import { validateRuleset } from "../../../src/maturity/ruleset/validate.ts";
import { LEVELS } from "../../../src/model/level.ts";
import { ProblemError } from "../../../src/model/problem.ts";
const SIGNAL_IDS = DEFAULT_RULESET.ladders.map(({ signal }) => signal);
// FIPS 180-4 examples and the length boundaries of the padding.
test.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
])("SHA-256 of %j", (text, expected) => {
    expect(sha256Hex(text)).toBe(expected);
});
test.each([55, 56, 63, 64, 119, 1000])("SHA-256 of %i characters is what the platform says", async (length) => {
    const text = "ä".repeat(length);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    expect(sha256Hex(text)).toBe(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""));
});
describe("hash", () => {
    test("does not depend on the order of keys or ladders", () => {
        const { version, ...rest } = DEFAULT_RULESET;
        expect(rulesetHash({ ...rest, ladders: rest.ladders.toReversed(), version })).toBe(rulesetHash(DEFAULT_RULESET));
        expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    });
    test("changes with any number", () => {
        expect(rulesetHash({ ...DEFAULT_RULESET, breadthShare: 0.79 })).not.toBe(rulesetHash(DEFAULT_RULESET));
    });
});
describe("validation", () => {
    const check = (change) => () => validateRuleset({ ...DEFAULT_RULESET, ...change }, CHARACTERISTICS, SIGNAL_IDS);
    const withLadder = (change) => ({
        ladders: DEFAULT_RULESET.ladders.map((ladder) => (ladder.signal === "triage-latency" ? { ...ladder, ...change } : ladder)),
    });
    test("accepts what is shipped", () => {
        expect(check({})).not.toThrow();
    });
    test.each([
        ["a ladder that turns", withLadder({ rungs: [480, 240, 300, 48, 24, 8] }), /triage-latency that does not go one way/],
        ["equal rungs above zero", withLadder({ rungs: [480, 240, 240, 48, 24, 8] }), /does not go one way/],
        ["zero on a logarithmic ladder", withLadder({ rungs: [480, 240, 96, 48, 24, 0] }), /not above 0/],
        ["a ladder for nothing", withLadder({ signal: "mood" }), /"mood", which is not a signal/],
        ["a missing ladder", { ladders: DEFAULT_RULESET.ladders.slice(1) }, /no ladder for it/],
        [
            "weights that do not sum to 1",
            { weights: { ...DEFAULT_RULESET.weights, "3.2": { "stage-ownership-coverage": 0.9 } } },
            /sum to 0.900/,
        ],
        ["weights for nothing", { weights: { ...DEFAULT_RULESET.weights, "6.1": {} } }, /"6.1", which is not a characteristic/],
        ["bounds out of order", { ratingBounds: [0.5, 0.15, 0.85] }, /rating bounds/],
        ["groups below five", { minimumTeamPeople: 4 }, /fewer than 5 people/],
    ])("refuses %s", (_, change, message) => {
        expect(check(change)).toThrow(ProblemError);
        expect(check(change)).toThrow(message);
    });
});
test("deviations name what was changed", () => {
    expect(deviationsFrom(DEFAULT_RULESET, DEFAULT_RULESET)).toEqual([]);
    const ladders = DEFAULT_RULESET.ladders.map((ladder) => ladder.signal === "backflow" ? { ...ladder, rungs: [70, 45, 30, 18, 10, 5] } : ladder);
    expect(deviationsFrom(DEFAULT_RULESET, { ...DEFAULT_RULESET, ladders, breadthShare: 0.7 })).toEqual([
        "The ladder of backflow is 70/45/30/18/10/5 instead of 60/45/30/18/10/5.",
        "The rule breadthShare is 0.7 instead of 0.8.",
    ]);
});
describe("characteristics", () => {
    test("five for each level, in the model's order", () => {
        expect(CHARACTERISTICS.map(({ id }) => id)).toEqual(LEVELS.flatMap((level) => [1, 2, 3, 4, 5].map((n) => `${level}.${n}`)));
        for (const { id, level } of CHARACTERISTICS)
            expect(id.startsWith(`${level}.`)).toBe(true);
    });
    test.each(CHARACTERISTICS)("$id: weights and dimensions sum to 1, something is primary", ({ signals, c4, fullOnlyWith }) => {
        expect(signals.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Object.values(c4).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(signals.some(({ primary }) => primary)).toBe(true);
        for (const id of fullOnlyWith?.signals ?? [])
            expect(signals.map((signal) => signal.id)).toContain(id);
    });
    const model = "../shared/model/wmmm.txt";
    test.skipIf(!existsSync(model))("texts are the model's own (skipped where ../shared/model is missing)", () => {
        const lines = new Set(readFileSync(model, "utf8")
            .split("\n")
            .map((line) => line.trim()));
        for (const { text } of CHARACTERISTICS)
            expect(lines).toContain(text);
    });
});
