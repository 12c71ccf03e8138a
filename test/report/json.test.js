import { expect, test } from "vitest";
import { renderJson, safeJson } from "../../src/report/json.ts";
import { sampleResult, withTexts } from "../support/sample-result.ts";
/** The same value with the keys of every object the other way round. */
function reversed(value) {
    if (Array.isArray(value))
        return value.map(reversed);
    if (typeof value !== "object" || value === null)
        return value;
    return Object.fromEntries(Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]));
}
test("is the result, key for key and value for value", () => {
    expect(JSON.parse(renderJson(sampleResult()))).toEqual(sampleResult());
});
test("the order of keys does not depend on how the result was put together", () => {
    expect(renderJson(reversed(sampleResult()))).toBe(renderJson(sampleResult()));
});
test("a result from the store is the same text again", () => {
    const once = renderJson(sampleResult());
    expect(renderJson(JSON.parse(once))).toBe(once);
});
test("foreign text keeps its value and cannot end a script element, steer a terminal or reorder a line", () => {
    const result = withTexts(sampleResult(), (text) => `${text}</script><!--\u001B[31m\u009B2J\u202E\u2028\u0000`);
    const json = safeJson(result);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(json).not.toMatch(/<|[\u0000-\u001F\u007F-\u009F\u2028-\u202E]/);
    expect(JSON.parse(json)).toEqual(result);
});
test("a result that does not follow the schema is written all the same", () => {
    const odd = { ...sampleResult(), asOf: "some day" };
    expect(JSON.parse(renderJson(odd))).toEqual(odd);
});
