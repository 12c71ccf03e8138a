import { readFileSync } from "node:fs";
import { buildSchema, parse, validate, visit } from "graphql";
import { describe, expect, test } from "vitest";
import { ALL_CAPABILITIES } from "../../../connectors/github/capabilities.ts";
import { ISSUE_IDS, MEMBERS, preflightOfOwner, preflightOfRepositories, PROJECTS_OF_OWNER, pullRequests, repositorySetup, REVIEWS_REST, RIGHTS, WHEREABOUTS, } from "../../../connectors/github/documents.ts";
import { issues, namedIssues, silentChanges, timelineItems, timelineRest } from "../../../connectors/github/issue-documents.ts";
import { REPOSITORIES, REST_SIZES } from "../../../connectors/github/page-sizes.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
const path = sharedPath("schemas/github.graphql");
let built = null;
const schema = () => (built ??= buildSchema(readFileSync(path, "utf8"), { assumeValid: true, assumeValidSDL: true }));
const errors = (document) => validate(schema(), parse(document)).map(({ message }) => message);
/** A host that knows none of what came after 2021. */
const YOUNG = /^(?:stateReason|parent|subIssues|blockedBy|blocking|issueType|issueFieldValues|assignedActors|projectItems|closedBy|wasAutomated)/;
const OLD_HOST = {
    has: (_, field) => !YOUNG.test(field),
    timeline: ALL_CAPABILITIES.timeline.filter(({ type }) => !/ProjectV2|SubIssue|Parent|Block|IssueType|IssueField|Draft/.test(type)),
};
describe.skipIf(path === null)(`documents against GitHub's schema (${path === null ? SHARED_MISSING : "schema found"})`, () => {
    for (const host of [ALL_CAPABILITIES, OLD_HOST]) {
        for (const withProjects of [true, false]) {
            const name = `${host === OLD_HOST ? "an old host" : "a new host"}, ${withProjects ? "with" : "without"} projects`;
            test(`issues are valid for ${name}`, () => {
                expect(errors(issues(host, { withProjects }))).toEqual([]);
                expect(errors(namedIssues(host, { withProjects }))).toEqual([]);
                for (const count of REST_SIZES)
                    expect(errors(timelineRest(host, { withProjects }, count))).toEqual([]);
                expect(errors(silentChanges(host, { withProjects }))).toEqual([]);
            });
        }
        test("pull requests and settings are valid", () => {
            expect(errors(pullRequests(host))).toEqual([]);
            expect(errors(repositorySetup(host, 3))).toEqual([]);
        });
    }
    test.each([
        ["ids", ISSUE_IDS],
        ["rights", RIGHTS],
        ["further reviews", REVIEWS_REST],
        ["whereabouts", WHEREABOUTS],
        ["members", MEMBERS],
        ["projects", PROJECTS_OF_OWNER],
        ["preflight of an owner", preflightOfOwner(true)],
        ["further repositories of an owner", preflightOfOwner(false)],
        ["preflight of repositories", preflightOfRepositories(REPOSITORIES, true)],
        ["further repositories", preflightOfRepositories(1, false)],
    ])("%s is valid", (_, document) => expect(errors(document)).toEqual([]));
    test("every item of a timeline is one that GitHub knows", () => {
        const known = schema().getType("IssueTimelineItemsItemType").getValues().map(({ name }) => name);
        expect(known).toEqual(expect.arrayContaining([...timelineItems(ALL_CAPABILITIES, { withProjects: true })]));
    });
    test("what a part belongs to is asked for with its type, where types are known", () => {
        expect(issues(ALL_CAPABILITIES, { withProjects: false })).toContain("parent { id issueType { name } labels(");
        const untyped = { ...ALL_CAPABILITIES, has: (_, field) => field !== "issueType" };
        expect(issues(untyped, { withProjects: false })).toContain("parent { id labels(");
    });
    test("every list that is not read on says whether it goes on", () => {
        const lists = [];
        visit(parse(issues(ALL_CAPABILITIES, { withProjects: true })), {
            Field({ name, arguments: given, selectionSet }) {
                // Values of a project's item hold no history, and the parent is only looked at for its type.
                if (!given?.some((one) => one.name.value === "first") || name.value === "fieldValues")
                    return;
                const isSpread = selectionSet.selections.some((one) => one.kind === "FragmentSpread");
                const names = selectionSet.selections.flatMap((one) => (one.kind === "Field" ? one.name.value : []));
                if (!isSpread && !names.includes("pageInfo"))
                    lists.push(name.value);
            },
        });
        expect(lists).toEqual(["labels"]);
    });
    test("documents for an old host name nothing that it does not know", () => {
        const text = issues(OLD_HOST, { withProjects: true }) + timelineItems(OLD_HOST, { withProjects: true }).join(" ");
        expect(text).not.toMatch(/PROJECT_V2|ProjectV2|subIssues|blockedBy|stateReason|issueType/);
        expect(text).toMatch(/assignees/);
    });
});
