import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actorRecord } from "../../../connectors/jira-dc/actors.ts";
import { readIssue, sprintOf } from "../../../connectors/jira-dc/beans.ts";
import { parseJiraDcConfig } from "../../../connectors/jira-dc/config.ts";
const FIELDS = {
    issuetype: { id: "1", name: "Bug", subtask: false },
    project: { id: "1", key: "ACME", name: "Acme" },
    status: { id: "3", name: "In Progress", statusCategory: { key: "indeterminate" } },
    created: "2026-01-05T09:00:00.000+0100",
    updated: "2026-01-06T09:00:00.000+0100",
};
const issue = (more, changelog = { total: 0, histories: [] }) => ({
    id: "100",
    key: "ACME-1",
    fields: { ...FIELDS, ...more },
    changelog,
});
describe("issues of Data Center", () => {
    test("accounts go by their key, by their name where Jira is older than 8.4; nobody is nobody", () => {
        const read = readIssue(issue({
            assignee: { key: "JIRAUSER10100", name: "ada", displayName: "Ada", active: true },
            reporter: { name: "bob" },
            creator: null,
        }), null);
        expect(read.issue.fields).toMatchObject({
            assignee: { accountId: "JIRAUSER10100", active: true },
            reporter: { accountId: "bob", active: null },
            creator: null,
        });
        expect(JSON.stringify(read.issue.fields.assignee)).not.toContain("Ada");
    });
    test("Jira's own automation is known by its name, nobody else by theirs", () => {
        const kindOf = (displayName) => actorRecord(readIssue(issue({ creator: { key: "k", displayName } }), null).issue.fields.creator, String).kind;
        expect(["Automation for Jira", "automation", "Jenkins", "Ada Automation for Jira"].map(kindOf)).toEqual([
            "automation-rule",
            "human",
            "human",
            "human",
        ]);
    });
    test("a history is whole when all of it is there and can be read", () => {
        const entry = {
            id: "7",
            created: "2026-01-06T09:00:00.000+0100",
            author: { key: "k" },
            items: [{ field: "status", from: "1", to: "3" }],
        };
        const complete = (changelog) => readIssue(issue({}, changelog), null).historyComplete;
        expect(complete({ total: 1, histories: [entry] })).toBe(true);
        expect(complete({ total: 2, histories: [entry] })).toBe(false);
        expect(complete({ total: 1, histories: [{ ...entry, items: null }] })).toBe(false);
        expect(complete(null)).toBe(false);
        expect(readIssue(issue({}, { total: 1, histories: [entry] }), null).histories[0].author).toEqual({
            accountId: "k",
            accountType: null,
            active: null,
        });
    });
    test("what is no issue is none", () => {
        for (const value of [null, [], {}, { id: "1", key: "A-1" }, issue({ status: null })])
            expect(readIssue(value, null)).toBeNull();
    });
    test.each([
        [
            "com.atlassian.greenhopper.service.sprint.Sprint@1a2b[id=7,rapidViewId=1,state=CLOSED,name=Sprint 7, the last,startDate=2026-01-05T09:00:00.000+01:00,endDate=2026-01-19T09:00:00.000+01:00,completeDate=<null>,sequence=7,goal=a goal, name=x]",
            {
                id: 7,
                name: "Sprint 7, the last",
                startDate: "2026-01-05T09:00:00.000+01:00",
                endDate: "2026-01-19T09:00:00.000+01:00",
                completeDate: null,
            },
        ],
        [
            "com.atlassian.greenhopper.service.sprint.Sprint@0[completeDate=<null>,id=8,name=,state=FUTURE]",
            { id: 8, name: "", startDate: null, endDate: null, completeDate: null },
        ],
        [
            { id: 9, name: "As an object" },
            { id: 9, name: "As an object" },
        ],
        ["nothing of the kind", "nothing of the kind"],
    ])("sprint %j", (text, sprint) => {
        expect(sprintOf(text)).toEqual(sprint);
    });
    test("whatever comes, reading it ends", () => {
        fc.assert(fc.property(fc.anything(), fc.string(), (value, text) => {
            const read = readIssue(issue({ assignee: value, comment: value, sprint: value }, value), "sprint");
            expect(read === null || read.issue.key === "ACME-1").toBe(true);
            expect(sprintOf(`[${text}`)).toHaveProperty("id");
        }));
    });
});
describe("configuration", () => {
    test.each([
        ["https://jira.acme.com", "https://jira.acme.com"],
        ["jira.acme.com/", "https://jira.acme.com"],
        ["https://acme.com/jira/", "https://acme.com/jira"],
        ["https://acme.com/jira/secure/Dashboard.jspa", "https://acme.com/jira"],
        ["https://acme.com/jira/browse/ACME-1?filter=2#x", "https://acme.com/jira"],
        ["https://acme.com:8443/tools/jira/projects/ACME/issues", "https://acme.com:8443/tools/jira"],
    ])("%s is asked at %s", (given, url) => {
        expect(parseJiraDcConfig({ url: given }).url).toBe(url);
    });
    test.each([
        ["http://jira.acme.com", /no https/],
        ["https://me:secret@jira.acme.com", /not a web address/],
        ["https://acme.atlassian.net", /Jira Cloud/],
        ["ftp://jira.acme.com", /not a web address/],
    ])("%s is refused", (url, sentence) => {
        expect(() => parseJiraDcConfig({ url })).toThrow(sentence);
    });
});
