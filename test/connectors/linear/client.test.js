import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createLadder, createLinearClient, nextCursor, TooComplexError } from "../../../connectors/linear/client.ts";
import { parseLinearConfig } from "../../../connectors/linear/config.ts";
import { ProblemError } from "../../../src/model/problem.ts";
const PLACE = { stream: "issues", page: 3 };
const NOW = Date.UTC(2026, 10, 1);
const anything = z.looseObject({});
/** Answers one after the other; the last one stays. */
function clientOf(answers, token = "lin_api_x") {
    const sent = [];
    const http = {
        send: async (request) => {
            const { status = 200, json, headers = {} } = answers[Math.min(sent.length, answers.length - 1)];
            sent.push(request);
            return { status, json, headers: { date: new Date(NOW).toUTCString(), ...headers }, sha256: "", bytes: 0 };
        },
        fetch: globalThis.fetch,
        get requests() {
            return sent.length;
        },
    };
    return { client: createLinearClient(http, parseLinearConfig({}), token), sent };
}
const refusal = (extensions, message = "secret words") => ({
    errors: [{ message, extensions }],
});
async function problemOf(given) {
    const { client } = clientOf([given]);
    const error = await client.query("query X { a }", {}, anything, PLACE).catch((caught) => caught);
    return error instanceof ProblemError ? error.problem : error;
}
describe("what Linear's refusals mean", () => {
    test.each([
        ["unauthenticated", 401, { code: "AUTHENTICATION_ERROR" }, "x"],
        ["unauthenticated", 400, { type: "authentication error" }, "x"],
        ["forbidden", 403, { code: "FORBIDDEN", type: "forbidden" }, "x"],
        ["rate-limited", 400, { code: "RATELIMITED" }, "x"],
        ["rate-limited", 400, { type: "ratelimited" }, "x"],
        ["not-found", 200, { code: "INPUT_ERROR" }, "Entity not found: Issue"],
        ["server-error", 200, { code: "INTERNAL_SERVER_ERROR", type: "internal error" }, "x"],
        ["unexpected-shape", 400, { code: "INPUT_ERROR", type: "invalid input" }, "Argument Validation Error"],
        ["unexpected-shape", 400, {}, "x"],
    ])("%s (HTTP %i)", async (code, status, extensions, message) => {
        expect(await problemOf({ status, json: { data: null, ...refusal(extensions, message) } })).toMatchObject({
            code,
            stream: "issues",
            page: 3,
        });
    });
    test("too complex is no problem yet: a smaller page may pass", async () => {
        expect(await problemOf({ status: 400, json: refusal({ code: "INPUT_ERROR" }, "Query too complex") })).toBeInstanceOf(TooComplexError);
    });
    test("no message of Linear's gets into ours", async () => {
        for (const extensions of [{}, { code: "FORBIDDEN" }, { code: "AUTHENTICATION_ERROR" }])
            expect(JSON.stringify(await problemOf({ status: 400, json: refusal(extensions) }))).not.toContain("secret words");
    });
    test("answers that are no GraphQL at all are told by their status", async () => {
        expect(await problemOf({ status: 401, json: null })).toMatchObject({ code: "unauthenticated" });
        expect(await problemOf({ status: 403, json: null })).toMatchObject({ code: "forbidden" });
        expect(await problemOf({ status: 200, json: {} })).toMatchObject({ code: "unexpected-shape" });
        expect(await problemOf({ status: 200, json: [] })).toMatchObject({ code: "unexpected-shape" });
    });
    test("a mismatch names its place, never its value", async () => {
        const { client } = clientOf([{ json: { data: { a: { b: "secret words" } } } }]);
        const shape = z.object({ a: z.object({ b: z.number() }) });
        await expect(client.query("query X { a }", {}, shape, PLACE)).rejects.toThrow(/at `a\.b`/);
        await expect(client.query("query X { a }", {}, shape, PLACE)).rejects.not.toThrow(/secret words/);
    });
});
describe("data with errors beside it", () => {
    test("comes with the paths of what is missing", async () => {
        const errors = [{ message: "x", path: ["issues", "nodes", 3, "history"], extensions: { code: "INTERNAL_SERVER_ERROR" } }];
        const { client } = clientOf([{ json: { data: { issues: {} }, errors } }]);
        expect((await client.query("query X { a }", {}, anything, PLACE)).missing).toEqual([["issues", "nodes", 3, "history"]]);
    });
});
describe("the token", () => {
    test("personal keys stand alone, OAuth tokens are bearers", async () => {
        for (const [token, header] of [
            ["lin_api_abc", "lin_api_abc"],
            ["lin_oauth_abc", "Bearer lin_oauth_abc"],
        ]) {
            const { client, sent } = clientOf([{ json: { data: {} } }], token);
            await client.query("query X { a }", { first: 3 }, anything, PLACE);
            expect(sent[0]).toMatchObject({
                method: "POST",
                headers: { authorization: header },
                body: { query: "query X { a }", variables: { first: 3 } },
            });
        }
    });
});
describe("page sizes", () => {
    test("go down when a query is too complex or too slow, and stay there", async () => {
        const ladder = createLadder([50, 25, 10]);
        const asked = [];
        const ask = (fails) => ladder.ask(PLACE, async (size) => {
            asked.push(size);
            const error = fails(size);
            if (error !== null)
                throw error;
            return size;
        });
        expect(await ask((size) => (size > 25 ? new TooComplexError("x") : null))).toBe(25);
        expect(await ask(() => null)).toBe(25);
        const slow = new ProblemError({ code: "timeout", what: "x", todo: "y" });
        expect(await ask((size) => (size > 10 ? slow : null))).toBe(10);
        expect(asked).toEqual([50, 25, 25, 25, 10]);
        await expect(ask(() => slow)).rejects.toBe(slow);
        await expect(ask(() => new TooComplexError("x"))).rejects.toMatchObject({ problem: { code: "too-large" } });
    });
    test("other failures are not answered with a smaller page", async () => {
        const forbidden = new ProblemError({ code: "forbidden", what: "x", todo: "y" });
        let tries = 0;
        await expect(createLadder([50, 25]).ask(PLACE, async () => {
            tries++;
            throw forbidden;
        })).rejects.toBe(forbidden);
        expect(tries).toBe(1);
    });
});
describe("cursors", () => {
    test("null at the end; missing or repeated ones are a problem", () => {
        const seen = new Set();
        expect(nextCursor({ hasNextPage: true, endCursor: "a" }, seen, PLACE)).toBe("a");
        expect(nextCursor({ hasNextPage: false, endCursor: "a" }, seen, PLACE)).toBeNull();
        for (const endCursor of ["a", "", null, undefined])
            expect(() => nextCursor({ hasNextPage: true, endCursor }, seen, PLACE)).toThrow(/came round/);
    });
});
describe("configuration", () => {
    test("teams are cleaned, the API may be local", () => {
        expect(parseLinearConfig({ teams: ["ops", "ENG", "eng"] })).toEqual({
            teams: ["ENG", "OPS"],
            apiUrl: "https://api.linear.app/graphql",
        });
        expect(parseLinearConfig({ teams: [], apiUrl: "http://127.0.0.1:4000/graphql?x=1" })).toEqual({
            teams: null,
            apiUrl: "http://127.0.0.1:4000/graphql",
        });
    });
    test.each([
        { apiUrl: "http://api.example/graphql" },
        { apiUrl: "ftp://localhost/graphql" },
        { apiUrl: "https://user:secret@api.example/graphql" },
        { apiUrl: "nonsense" },
        { teams: ["ENG-1"] },
        { token: "lin_api_x" },
        null,
    ])("refused: %j", (input) => {
        expect(() => parseLinearConfig(input)).toThrow(ProblemError);
    });
});
