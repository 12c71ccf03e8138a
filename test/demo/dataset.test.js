import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { demoDataset } from "../../fixtures/demo-organisation/demo.ts";
import { levelDataset } from "../../fixtures/demo-organisation/levels.ts";
const demo = demoDataset();
const END_AT = Date.parse("2026-06-30T22:00:00Z");
function hash(dataset) {
    return createHash("sha256").update(JSON.stringify(dataset)).digest("hex");
}
/** What the changelog says about a field, oldest first. */
function itemsOf(issue, field) {
    return issue.histories.flatMap((history) => history.items.filter((item) => item.field === field));
}
function idOf(value, key = "id") {
    if (value === null || value === undefined)
        return null;
    const found = value[key];
    return typeof found === "string" ? found : null;
}
/** Issues whose changelog does not lead to the present value, or whose steps do not join. */
function brokenChains(dataset, field, side, present) {
    const broken = [];
    const to = side === "from" ? "to" : "toString";
    for (const issue of dataset.issues) {
        let value;
        for (const item of itemsOf(issue, field)) {
            if (value !== undefined && (item[side] ?? "") !== (value ?? ""))
                broken.push(`${issue.key} ${field}: ${value} then from ${item[side]}`);
            value = item[to];
        }
        if (value !== undefined && (value ?? "") !== (present(issue) ?? ""))
            broken.push(`${issue.key} ${field}: ends at ${value}`);
    }
    return broken;
}
describe("the demo organisation as a Jira site", () => {
    test("is the same at every call, another with another seed", () => {
        expect(hash(demoDataset())).toBe(hash(demo));
        expect(hash(levelDataset(3, "other"))).not.toBe(hash(levelDataset(3)));
    });
    test("says that it is synthetic wherever a person or a team is named", () => {
        expect(demo.site.name).toContain("synthetic");
        for (const project of demo.projects)
            expect(project.name).toContain("synthetic");
        const people = demo.users.filter((user) => user.displayName !== "Automation for Jira");
        for (const user of people)
            expect(user.displayName).toContain("synthetic");
    });
    test("has five teams, one of them of three people, over two years", () => {
        expect(demo.projects.map((project) => project.key)).toEqual(["PLAT", "SHOP", "HELP", "BACK", "LAB"]);
        expect(demo.issues.length).toBeGreaterThan(4000);
        expect(demo.issues.length).toBeLessThan(6000);
        const created = demo.issues.map((issue) => Date.parse(String(issue.fields["created"])));
        expect(Math.min(...created)).toBeLessThan(Date.parse("2024-07-10T00:00:00Z"));
        expect(Math.max(...created)).toBeGreaterThan(Date.parse("2026-06-25T00:00:00Z"));
        const lab = new Set(demo.issues.filter((issue) => issue.key.startsWith("LAB-")).map((issue) => idOf(issue.fields["assignee"], "accountId")));
        lab.delete(null);
        expect(lab.size).toBe(3);
    });
    test("ids are unique and keys run on in the order of creation", () => {
        const unique = (ids) => expect(new Set(ids).size).toBe(ids.length);
        unique(demo.issues.map((issue) => issue.id));
        unique(demo.issues.map((issue) => issue.key));
        unique(demo.issues.flatMap((issue) => issue.histories.map((history) => history.id)));
        unique(demo.issues.flatMap((issue) => issue.comments.map((comment) => comment.id)));
        unique(demo.users.map((user) => user.accountId));
        unique(demo.sprints.map((sprint) => String(sprint.id)));
        for (const project of demo.projects) {
            const numbers = demo.issues
                .filter((issue) => issue.key.startsWith(`${project.key}-`))
                .map((issue) => Number(issue.key.split("-")[1]));
            expect(numbers).toEqual(numbers.map((_, i) => i + 1));
        }
    });
    test("histories are in the order of time, after the creation and before the end", () => {
        const wrong = [];
        for (const issue of demo.issues) {
            const createdAt = Date.parse(String(issue.fields["created"]));
            const changes = issue.histories.map((history) => Date.parse(history.created));
            const all = [createdAt, ...changes, ...issue.comments.map((comment) => Date.parse(comment.created))];
            if (changes.some((at, i) => at < (changes[i - 1] ?? createdAt)))
                wrong.push(`${issue.key} goes back in time`);
            if (Math.min(...all) < createdAt || Math.max(...all) >= END_AT)
                wrong.push(`${issue.key} leaves the history`);
            if (Date.parse(String(issue.fields["updated"])) !== Math.max(...all))
                wrong.push(`${issue.key} was updated at another time`);
        }
        expect(wrong).toEqual([]);
    });
    test("folding the changelog leads to the present values", () => {
        const name = (field) => (issue) => idOf(issue.fields[field]);
        expect(brokenChains(demo, "status", "from", name("status"))).toEqual([]);
        expect(brokenChains(demo, "priority", "from", name("priority"))).toEqual([]);
        expect(brokenChains(demo, "resolution", "from", name("resolution"))).toEqual([]);
        expect(brokenChains(demo, "assignee", "from", (issue) => idOf(issue.fields["assignee"], "accountId"))).toEqual([]);
        expect(brokenChains(demo, "duedate", "from", (issue) => issue.fields["duedate"])).toEqual([]);
        expect(brokenChains(demo, "labels", "fromString", (issue) => issue.fields["labels"].join(" "))).toEqual([]);
        expect(brokenChains(demo, "Flagged", "fromString", (issue) => (issue.fields["customfield_10021"] === null ? "" : "Impediment"))).toEqual([]);
        expect(brokenChains(demo, "Sprint", "from", (issue) => (issue.fields["customfield_10020"] ?? []).map((sprint) => sprint.id).join(", "))).toEqual([]);
        expect(itemsOf(demo.issues.find((issue) => itemsOf(issue, "status").length > 1), "status").length).toBeGreaterThan(1);
    });
    test("a resolution and its date stand on closed issues and on no others", () => {
        const closed = new Set(demo.statuses.filter((status) => status.statusCategory?.key === "done").map((status) => status.id));
        const wrong = demo.issues.filter((issue) => {
            const done = closed.has(idOf(issue.fields["status"]));
            return (issue.fields["resolution"] !== null) !== done || (issue.fields["resolutiondate"] !== null) !== done;
        });
        expect(wrong.map((issue) => issue.key)).toEqual([]);
    });
    test("links stand on both sides, in the fields and in the changelogs", () => {
        const byKey = new Map(demo.issues.map((issue) => [issue.key, issue]));
        const opposite = {
            blocks: "is blocked by",
            "is blocked by": "blocks",
            duplicates: "is duplicated by",
            "is duplicated by": "duplicates",
        };
        let links = 0;
        for (const issue of demo.issues) {
            const items = itemsOf(issue, "Link");
            expect(issue.fields["issuelinks"].length).toBe(items.length);
            for (const item of items) {
                links++;
                const [, phrase, key] = /^This issue (.+) ([A-Z]+-\d+)$/.exec(String(item.toString)) ?? [];
                const other = byKey.get(key);
                expect(itemsOf(other, "Link").map((back) => back.toString)).toContain(`This issue ${opposite[phrase]} ${issue.key}`);
            }
        }
        expect(links).toBeGreaterThan(100);
    });
    test("every id that is used is declared", () => {
        const users = new Set(demo.users.map((user) => user.accountId));
        const statuses = new Set(demo.statuses.map((status) => status.id));
        const unknown = [];
        for (const issue of demo.issues) {
            for (const history of issue.histories)
                if (!users.has(history.author))
                    unknown.push(`${issue.key}: ${history.author}`);
            for (const item of itemsOf(issue, "status"))
                if (!statuses.has(item.to))
                    unknown.push(`${issue.key}: ${item.to}`);
        }
        expect(unknown).toEqual([]);
        for (const workflow of demo.workflows)
            for (const id of workflow.statusIds)
                expect(statuses.has(id)).toBe(true);
        for (const board of demo.boards)
            expect(demo.projects.map((project) => project.key)).toContain(board.projectKey);
    });
    test("where the workflow is enforced, no step leaves it", () => {
        const outside = [];
        for (const workflow of demo.workflows) {
            const allowed = new Set(workflow.transitions.flatMap((step) => (step.from.length === 0 ? workflow.statusIds : step.from).map((from) => `${from}>${step.to}`)));
            for (const issue of demo.issues) {
                if (!workflow.projectKeys.includes(issue.key.split("-")[0]))
                    continue;
                for (const item of itemsOf(issue, "status"))
                    if (!allowed.has(`${item.from}>${item.to}`))
                        outside.push(`${issue.key} ${item.from}>${item.to}`);
            }
        }
        expect(outside).toEqual([]);
        expect(demo.workflows.some((workflow) => workflow.transitions.length < workflow.statusIds.length ** 2 / 2 && workflow.transitions[0].hasRules)).toBe(true);
    });
    test("people change things in the working week, hardly ever at night", () => {
        const people = new Set(demo.users.filter((user) => user.displayName.startsWith("Person")).map((user) => user.accountId));
        const format = new Intl.DateTimeFormat("en-US", {
            timeZone: "Europe/Berlin",
            weekday: "short",
            hour: "2-digit",
            hourCycle: "h23",
        });
        let inWeek = 0;
        let all = 0;
        for (const issue of demo.issues.filter((candidate) => candidate.key.startsWith("PLAT-"))) {
            for (const history of issue.histories) {
                if (!people.has(history.author))
                    continue;
                const parts = format.formatToParts(Date.parse(history.created));
                const weekday = parts.find((part) => part.type === "weekday").value;
                const hour = Number(parts.find((part) => part.type === "hour").value);
                all++;
                if (weekday !== "Sat" && weekday !== "Sun" && hour >= 7 && hour < 20)
                    inWeek++;
            }
        }
        expect(inWeek / all).toBeGreaterThan(0.98);
    });
    test("the years end with a pause", () => {
        const in2025 = demo.issues
            .flatMap((issue) => issue.histories.map((history) => history.created))
            .filter((at) => at >= "2025-12-25" && at < "2026-01-01");
        expect(in2025.length).toBeLessThan(60);
    });
});
describe("level datasets", () => {
    test.each([1, 2, 3, 4, 5])("level %i has three teams and 18 months", (level) => {
        const dataset = levelDataset(level);
        expect(dataset.projects.length).toBe(3);
        expect(dataset.issues.length).toBeGreaterThan(1000);
        expect(brokenChains(dataset, "status", "from", (issue) => idOf(issue.fields["status"]))).toEqual([]);
        const agents = new Set(dataset.users.filter((user) => user.appType === "agent").map((user) => user.accountId));
        const byAgent = dataset.issues.some((issue) => issue.histories.some((history) => agents.has(history.author)));
        expect(byAgent).toBe(level === 5);
    });
});
