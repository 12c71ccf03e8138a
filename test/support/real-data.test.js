import { describe, expect, test } from "vitest";
import { loadDevlakeTrace, NO_STATUS } from "./devlake-trace.ts";
import { loadDevlakeGithub } from "./devlake-github.ts";
import { loadDevlakeJira } from "./devlake.ts";
import { loadMapreduce } from "./mapreduce.ts";
import { SHARED_MISSING } from "./shared.ts";
const histories = (dataset) => dataset.issues.reduce((count, issue) => count + issue.histories.length, 0);
describe("real data as Jira sites", () => {
    test("MAPREDUCE: every issue, transition and link, oldest first, without anybody's name", ({ skip }) => {
        const dataset = loadMapreduce() ?? skip(SHARED_MISSING);
        expect([dataset.issues.length, histories(dataset)]).toEqual([7047, 18_598]);
        // 4,485 rows, eight of which name a link once more from its other end.
        const links = dataset.issues.flatMap(({ fields }) => fields["issuelinks"]);
        expect(new Set(links.map(({ id }) => id)).size).toBe(4477);
        for (const issue of dataset.issues) {
            const dates = issue.histories.map(({ created }) => created);
            expect(dates).toEqual(dates.toSorted());
        }
        const last = dataset.issues.find(({ key }) => key === "MAPREDUCE-4169");
        expect(last.fields["status"].name).toBe("Closed");
        expect(last.histories.at(-1).items[0].fromString).toBe("Resolved");
        expect(dataset.issues.every(({ fields }) => !Object.hasOwn(fields, "assignee"))).toBe(true);
        expect(dataset.users.slice(1).every(({ displayName }) => /^[0-9a-f-]{36}$/.test(displayName))).toBe(true);
    });
    test("DevLake's payloads: whole changelogs, statuses as the list has them, no names of people", ({ skip }) => {
        const dataset = loadDevlakeJira() ?? skip(SHARED_MISSING);
        expect([dataset.issues.length, histories(dataset)]).toEqual([33, 522]);
        // Some recorded issues give this status another category than the list of statuses does.
        expect(dataset.statuses.find(({ id }) => id === "10068").statusCategory.key).toBe("done");
        expect(dataset.users.every(({ accountId, displayName }) => accountId === displayName || displayName === "Reader")).toBe(true);
        expect(dataset.issues[0].histories[0].created < dataset.issues[0].histories.at(-1).created).toBe(true);
    });
    test("DevLake's trace: 693 changes of 32 issues, one of them without a status at first", ({ skip }) => {
        const { dataset, jiraId } = loadDevlakeTrace() ?? skip(SHARED_MISSING);
        const items = dataset.issues.flatMap((issue) => issue.histories.flatMap((history) => history.items));
        expect([dataset.issues.length, items.length]).toEqual([32, 693]);
        expect(items.filter(({ field }) => field === "status")).toHaveLength(168);
        expect(items.filter(({ fromString }) => fromString === NO_STATUS)).toHaveLength(1);
        expect(jiraId.get("jira:JiraIssue:2:10063")).toBe("10063");
    });
    test("DevLake's GitHub payloads: the listed issues and those of the events, pull requests once", ({ skip }) => {
        const dataset = loadDevlakeGithub() ?? skip(SHARED_MISSING);
        expect([dataset.issues.length, dataset.pullRequests.length]).toEqual([26 + 15, 49]);
        const types = Map.groupBy(dataset.issues.flatMap(({ timeline }) => timeline), ({ type }) => type);
        expect(Object.fromEntries([...types].map(([type, { length }]) => [type, length]))).toEqual({
            AssignedEvent: 10,
            ClosedEvent: 10,
            IssueComment: 48,
            LabeledEvent: 18,
            RenamedTitleEvent: 1,
        });
        expect(dataset.pullRequests.reduce((sum, { reviews }) => sum + reviews.length, 0)).toBe(30);
    });
});
