import { expect, test } from "vitest";
import { githubRefusal, linearRefusal, usualRefusal } from "../../../connectors/transport/refusals.ts";
const json = null;
const headers = {};
test("GitHub says so with 200, 403 and 429, and 403 alone is a matter of rights", () => {
    const limited = { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] };
    expect(githubRefusal({ status: 200, headers, json: limited })).toEqual({ leastWaitMs: 0, pauses: "account" });
    expect(githubRefusal({ status: 403, headers: { "x-ratelimit-remaining": "0" }, json })).toEqual({
        leastWaitMs: 0,
        pauses: "account",
    });
    const secondary = { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." };
    for (const status of [200, 403, 429])
        expect(githubRefusal({ status, headers, json: secondary })).toEqual({ leastWaitMs: 60_000, pauses: "account" });
    expect(githubRefusal({ status: 403, headers: { ...headers, "retry-after": "8" }, json: secondary })?.leastWaitMs).toBe(0);
    expect(githubRefusal({ status: 403, headers, json: { message: "Resource not accessible by personal access token" } })).toBeNull();
    expect(githubRefusal({ status: 200, headers: { "x-ratelimit-remaining": "0" }, json: { data: {} } })).toBeNull();
});
test("Linear says so by code or by type", () => {
    for (const extensions of [{ code: "RATELIMITED" }, { type: "ratelimited" }, { code: "RATE_LIMITED" }])
        expect(linearRefusal({ status: 400, headers, json: { errors: [{ message: "x", extensions }] } })).not.toBeNull();
    expect(linearRefusal({ status: 429, headers, json })).not.toBeNull();
    expect(linearRefusal({ status: 400, headers, json: { errors: [{ extensions: { code: "INPUT_ERROR" } }] } })).toBeNull();
});
test("Jira names the bursts of one endpoint", () => {
    expect(usualRefusal({ status: 429, headers: { "ratelimit-reason": "jira-burst-based" }, json })?.pauses).toBe("endpoint");
    expect(usualRefusal({ status: 429, headers: { "ratelimit-reason": "jira-quota-tenant-based" }, json })?.pauses).toBe("account");
    expect(usualRefusal({ status: 503, headers, json })).toBeNull();
});
test.each([null, 7, "errors", [], { errors: "x" }, { errors: [null, 7, { extensions: null }, { extensions: { code: 9 } }] }])("an answer of any shape is no refusal: %j", (shape) => {
    for (const refusal of [githubRefusal, linearRefusal, usualRefusal])
        expect(refusal({ status: 200, headers, json: shape })).toBeNull();
});
