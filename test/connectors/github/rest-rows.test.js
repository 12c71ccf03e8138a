import { describe, expect, test } from "vitest";
import { account, eventOf, issueOf, issueOfEvent } from "../../../connectors/github/rest/rows.ts";
const repository = { id: "R_1", nameWithOwner: "acme/shop" };
const event = { node_id: "E_1", created_at: "2026-01-01T00:00:00Z", actor: { login: "ada", id: 2, type: "User" } };
const issue = {
    node_id: "I_1",
    number: 1,
    html_url: "https://github.example/acme/shop/issues/1",
    title: "T",
    state: "closed",
    state_reason: "not_planned",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
};
describe("rows of GitHub's REST API", () => {
    test("an account keeps its kind and number; the ghost is nobody; a kind that GitHub does not have is unknown", () => {
        expect(account({ login: "ada", id: 2, type: "User" })).toEqual({ __typename: "User", login: "ada", databaseId: 2 });
        expect(account({ login: "ghost", id: 10_137, type: "User" })).toBeNull();
        expect(account(null)).toBeNull();
        // What stands for a pseudonym in a cursor must not be written by anybody else.
        expect(account({ login: "x", id: 3, type: "Pseudonym" })).toMatchObject({ __typename: "Unknown" });
    });
    test("who assigned is told apart from who was assigned", () => {
        const row = {
            ...event,
            event: "assigned",
            assignee: { login: "ada", id: 2, type: "User" },
            assigner: { login: "eve", id: 5, type: "User" },
        };
        expect(eventOf(row)).toMatchObject({ __typename: "AssignedEvent", actor: { login: "eve" }, assignee: { login: "ada" } });
    });
    test.each([
        ["mentioned", null],
        ["sub_issue_added", null],
        ["constructor", undefined],
        ["something_new", undefined],
    ])("the event %s is %s: left out by intention, or not known", (word, expected) => {
        expect(eventOf({ ...event, event: word })).toBe(expected);
    });
    test("an event or an issue without what it needs is not read", () => {
        expect(eventOf({ ...event, event: "closed", created_at: "never" })).toBeUndefined();
        expect(issueOf({ ...issue, node_id: undefined }, repository)).toBeUndefined();
    });
    test("pull requests are told apart from issues, in both lists", () => {
        expect(issueOf({ ...issue, pull_request: {} }, repository)).toBeNull();
        expect(issueOf(issue, repository)).toMatchObject({ id: "I_1", state: "CLOSED", stateReason: "NOT_PLANNED", repository });
        expect(issueOfEvent({ ...event, issue: { node_id: "I_1" } })).toBe("I_1");
        expect(issueOfEvent({ ...event, issue: { node_id: "PR_1", pull_request: {} } })).toBeNull();
    });
});
