import { readFileSync } from "node:fs";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { ACTIVITY, CONFIGURATION, CYCLES, historyRest, ISSUE_IDS, ISSUES, ISSUES_WITH_AGENTS, PREFLIGHT, } from "../../../connectors/linear/documents.ts";
import { ACTIVITY_LADDER, LADDER, LADDER_WITH_AGENTS, REST_LADDER } from "../../../connectors/linear/page-sizes.ts";
import { complexityOf, MOST_COMPLEXITY } from "../../../fixtures/linear-server/complexity.ts";
import { linearSchema } from "../../../fixtures/linear-server/server.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
const path = sharedPath("schemas/linear.graphql");
const schema = () => linearSchema(readFileSync(path, "utf8"));
const cost = (document, variables = {}) => complexityOf(schema(), parse(document), variables);
describe.skipIf(path === null)(`documents against Linear's schema (${path === null ? SHARED_MISSING : "schema found"})`, () => {
    test.each([
        ["preflight", PREFLIGHT],
        ["configuration", CONFIGURATION],
        ["cycles", CYCLES],
        ["issues", ISSUES],
        ["issues with agents", ISSUES_WITH_AGENTS],
        ["activity", ACTIVITY],
        ["ids", ISSUE_IDS],
    ])("%s is valid", (_, document) => {
        expect(validate(schema(), parse(document))).toEqual([]);
    });
    test("the rest of histories is valid for any number of issues", () => {
        for (const { issues } of REST_LADDER)
            for (const withAgents of [false, true])
                expect(validate(schema(), parse(historyRest(issues, withAgents)))).toEqual([]);
    });
    test("the formula gives what Linear's page on limits says of its examples", () => {
        // 50 by default x (1 object + 3 properties) + the connection; 10 asked for x the same.
        expect(cost("{ issues { nodes { id title url } } }")).toBe(66);
        expect(cost("{ issues(first: 10) { nodes { id title url } } }")).toBe(14);
    });
    test("every document stays below the cap at its first page size, and close enough to be worth it", () => {
        const all = { withStates: true, withLabels: true, withUsers: true, withProjects: true, withTemplates: true };
        expect(cost(PREFLIGHT)).toBeLessThan(MOST_COMPLEXITY);
        expect(cost(CONFIGURATION, all)).toBeLessThan(MOST_COMPLEXITY);
        expect(cost(CYCLES)).toBeLessThan(MOST_COMPLEXITY);
        expect(cost(ISSUE_IDS)).toBeLessThan(MOST_COMPLEXITY);
        expect(cost(ACTIVITY, { first: ACTIVITY_LADDER[0] })).toBeLessThan(MOST_COMPLEXITY);
        const ofIssues = (document, [size]) => cost(document, { first: size.issues, history: size.history });
        expect(ofIssues(ISSUES, LADDER)).toBeLessThanOrEqual(MOST_COMPLEXITY);
        expect(ofIssues(ISSUES, LADDER)).toBeGreaterThan(0.95 * MOST_COMPLEXITY);
        expect(ofIssues(ISSUES_WITH_AGENTS, LADDER_WITH_AGENTS)).toBeLessThanOrEqual(MOST_COMPLEXITY);
        const [rest] = REST_LADDER;
        expect(cost(historyRest(rest.issues, true), { history: rest.history })).toBeLessThanOrEqual(MOST_COMPLEXITY);
    });
    test("each rung of a ladder costs less than the one before", () => {
        const costs = LADDER.map(({ issues, history }) => cost(ISSUES, { first: issues, history }));
        expect(costs).toEqual(costs.toSorted((a, b) => b - a));
        expect(costs.at(-1)).toBeLessThan(200);
    });
});
