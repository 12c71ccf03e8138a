import nock from "nock";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createJiraClient, valuesOf } from "../../../connectors/jira/client.ts";
import { parseJiraConfig } from "../../../connectors/jira/config.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../../src/model/problem.ts";
const config = parseJiraConfig({ url: "https://acme.example/jira/", email: "me@acme.example" });
const http = createHttpClient({ policy: RATE_POLICIES.jira, now: () => 0, sleep: async () => undefined, random: () => 0 });
const client = createJiraClient(http, config, "token-of-mine");
const place = { stream: "issues", page: 1 };
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());
describe("asking Jira", () => {
    test("sends the token as Basic and the body as JSON, and gives back the hash of the answer", async () => {
        const authorization = `Basic ${Buffer.from("me@acme.example:token-of-mine").toString("base64")}`;
        nock("https://acme.example", {
            reqheaders: { authorization, "content-type": "application/json", accept: "application/json" },
        })
            .post("/rest/x", { jql: "a" })
            .reply(200, '{"ok":1,"new":2}');
        const answer = await client.post("/rest/x", { jql: "a" }, z.looseObject({ ok: z.number() }), place);
        expect(answer.data).toEqual({ ok: 1, new: 2 });
        expect(answer.body).toEqual({ bytes: 16, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    });
    test("repeats a parameter that has several values, and pages by startAt until the last page", async () => {
        const seen = [];
        nock("https://acme.example")
            .get("/rest/list")
            .query(true)
            .times(2)
            .reply((request) => {
            seen.push(new URL(request.url).search);
            return [200, { values: [1, 2], isLast: seen.length === 2 }];
        });
        const pages = [];
        for await (const { data } of valuesOf(client, "/rest/list", { keys: ["A", "B"] }, z.looseObject({ values: z.array(z.number()), isLast: z.boolean() }), "x"))
            pages.push(data.values);
        expect(pages).toEqual([
            [1, 2],
            [1, 2],
        ]);
        expect(seen).toEqual(["?keys=A&keys=B&startAt=0", "?keys=A&keys=B&startAt=2"]);
    });
    test("names where an answer is wrong, never what stood there", async () => {
        nock("https://acme.example").get("/rest/x").query(true).reply(200, { ok: "secret text" });
        const error = await client.get("/rest/x", {}, z.looseObject({ ok: z.number() }), place).catch((reason) => reason);
        expect(error).toBeInstanceOf(ProblemError);
        expect(error.problem).toMatchObject({ code: "unexpected-shape", what: expect.stringContaining("`ok`") });
        expect(JSON.stringify(error.problem)).not.toContain("secret text");
    });
    test("an answer to nobody is not an answer", async () => {
        nock("https://acme.example").get("/rest/x").query(true).reply(200, {}, { "X-AUSERNAME": "anonymous" });
        await expect(client.get("/rest/x", {}, z.looseObject({}), place)).rejects.toMatchObject({ problem: { code: "anonymous" } });
    });
});
describe("configuration", () => {
    test("is cleaned: origin, upper-case keys without doubles", () => {
        expect(parseJiraConfig({ url: "acme.atlassian.net/browse/X-1", email: "a@b.c", projects: ["beta", "ACME", "beta"] })).toEqual({
            url: "https://acme.atlassian.net",
            email: "a@b.c",
            projects: ["ACME", "BETA"],
            pageSize: 100,
        });
    });
    test.each([
        ["no address", { url: "http://", email: "a@b.c" }],
        ["a password in the address", { url: "https://a:b@acme.example", email: "a@b.c" }],
        ["no https", { url: "http://acme.example", email: "a@b.c" }],
        ["no e-mail", { url: "https://acme.example", email: "a" }],
        ["JQL in a key", { url: "https://acme.example", email: "a@b.c", projects: ['A") OR (project = "B'] }],
        ["an unknown key", { url: "https://acme.example", email: "a@b.c", token: "x" }],
        ["nothing", null],
    ])("%s is refused as usage", (_, input) => {
        expect(() => parseJiraConfig(input)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: "usage" }) }));
    });
});
