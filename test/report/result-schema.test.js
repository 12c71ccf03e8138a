import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { levelDataset } from "../../fixtures/demo-organisation/levels.ts";
import { renderJson } from "../../src/report/json.ts";
import { resultJsonSchema, resultSchema } from "../../src/report/result-schema.ts";
import { sampleResult, UNJUDGED } from "../support/sample-result.ts";
import { scanDataset } from "../support/scan-dataset.ts";
/** `npm run types` fails here when the schema and the type drift apart. */
const sameShape = ["same", "same"];
test("is the type Result, key for key", () => {
    expect(sameShape).toEqual(["same", "same"]);
});
test("names every key that readers were promised", () => {
    const schema = resultJsonSchema();
    const promised = [
        "schemaVersion",
        "workspace",
        "asOf",
        "window",
        "ruleset",
        "level",
        "index",
        "c4",
        "characteristics",
        "signals",
        "teams",
        "streams",
        "provenance",
    ];
    expect(schema.required).toEqual(expect.arrayContaining(promised));
});
describe("published schema and code agree", () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false });
    const validate = ajv.compile(resultJsonSchema());
    /** What is written, read again: exactly what a reader of the file has. */
    const written = (result) => JSON.parse(renderJson(result));
    const wrongIn = (value) => (validate(value) ? [] : (validate.errors ?? ["invalid"]));
    test("on a judged and on an unjudged result", () => {
        for (const result of [sampleResult(), sampleResult(UNJUDGED)]) {
            expect(wrongIn(written(result))).toEqual([]);
            expect(resultSchema.parse(written(result))).toEqual(result);
        }
    });
    const END_AT = Date.parse("2026-07-01T00:00:00Z");
    test.each([
        ["an organisation without practices", 1, END_AT],
        ["a coordinated organisation", 3, END_AT],
        ["one with next to no history", 1, END_AT - 170 * 86_400_000],
    ])("on %s, scanned", { timeout: 90_000 }, async (_, level, asOf) => {
        const { result } = await scanDataset(levelDataset(level), asOf);
        expect(wrongIn(written(result))).toEqual([]);
        expect(resultSchema.safeParse(result).error).toBeUndefined();
    });
    test.each([
        ["a key is missing", (result) => delete result["level"]],
        [
            "a share is above 1",
            (result) => Object.assign(result["c4"]["clarity"], { coverage: 1.2 }),
        ],
        [
            "a rating is none of the six",
            (result) => Object.assign(result["characteristics"][0], { rating: "X" }),
        ],
        [
            "a team has a level that does not exist",
            (result) => Object.assign(result["teams"][0].level, { best: 6 }),
        ],
    ])("both refuse it when %s", (_, spoil) => {
        const result = structuredClone(sampleResult());
        spoil(result);
        expect(wrongIn(result)).not.toEqual([]);
        expect(resultSchema.safeParse(result).success).toBe(false);
    });
});
