import { expect, test } from "vitest";
import { levelSpec } from "../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { AGENT_ACTOR } from "../../fixtures/demo-organisation/recorded.ts";
import { renderGithub } from "../../fixtures/demo-organisation/render-github.ts";
import { isDoneStatus } from "../../fixtures/demo-organisation/tracker-workflow.ts";
const recorded = simulateOrganisation({ ...levelSpec(5), firstDate: "2026-03-01" }, "render-github");
const dataset = renderGithub(recorded);
const pairs = recorded.issues.map((issue, index) => ({ issue, rendered: dataset.issues[index] }));
test("every move, comment and change of priority, due date and estimate is in the timelines once", () => {
    const count = (type) => dataset.issues.reduce((sum, { timeline }) => sum + timeline.filter((event) => type.test(event.type)).length, 0);
    const changes = (field) => recorded.issues.reduce((sum, issue) => sum + issue.changes.flatMap(({ items }) => items).filter((item) => item.field === field).length, 0);
    // One more an issue: the board takes it in.
    expect(count(/^ProjectV2ItemStatusChangedEvent$/)).toBe(changes("status") + recorded.issues.length);
    expect(count(/^IssueField(?:Added|Changed|Removed)Event$/)).toBe(changes("priority") + changes("dueDate") + changes("points"));
    expect(count(/^IssueComment$/)).toBe(recorded.issues.reduce((sum, { comments }) => sum + comments.length, 0));
    expect(count(/^BlockedByAddedEvent$/)).toBe(count(/^BlockingAddedEvent$/));
    expect(changes("status")).toBeGreaterThan(1_000);
});
test("an issue stands where its timeline ends", () => {
    for (const { issue, rendered } of pairs) {
        const moves = rendered.timeline.filter((event) => event.type === "ProjectV2ItemStatusChangedEvent");
        const status = issue.changes.flatMap(({ items }) => items).findLast((item) => item.field === "status")?.to ?? issue.initial.status;
        expect(moves.at(-1)?.status).toBe(status);
        expect(rendered.state).toBe(isDoneStatus(status) ? "CLOSED" : "OPEN");
        const last = rendered.timeline.findLast(({ type }) => type === "ClosedEvent" || type === "ReopenedEvent");
        expect(last?.type === "ClosedEvent").toBe(rendered.state === "CLOSED");
        expect(rendered.closedAt).toBe(rendered.state === "CLOSED" ? last.createdAt : null);
        const held = new Set();
        const labels = new Set();
        for (const event of rendered.timeline) {
            if (event.type === "AssignedEvent")
                held.add(event.assignee);
            if (event.type === "UnassignedEvent")
                held.delete(event.assignee);
            if (event.type === "LabeledEvent")
                labels.add(event.label);
            if (event.type === "UnlabeledEvent")
                labels.delete(event.label);
        }
        expect([...held].sort()).toEqual([...rendered.assignees].sort());
        expect([...labels].sort()).toEqual([...rendered.labels].sort());
    }
});
test("times are whole seconds and in order, ids are unique, everybody who is named has an account", () => {
    const ids = dataset.issues.flatMap(({ id, timeline }) => [id, ...timeline.map((event) => event.id)]);
    expect(new Set(ids).size).toBe(ids.length);
    const logins = new Set(dataset.accounts.map(({ login }) => login));
    for (const { createdAt, author, timeline } of dataset.issues) {
        const times = [createdAt, ...timeline.map((event) => event.createdAt)];
        expect(times.filter((time) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time))).toEqual([]);
        expect(times.toSorted()).toEqual(times);
        expect([author, ...timeline.map(({ actor }) => actor)].filter((login) => login !== null && !logins.has(login))).toEqual([]);
    }
});
test("work of the agent is handed to a bot, and its person stays", () => {
    const handed = pairs.filter(({ issue }) => issue.changes.some(({ items }) => items.some((item) => item.field === "assignee" && item.to === AGENT_ACTOR)));
    expect(handed.length).toBeGreaterThan(0);
    for (const { rendered } of handed)
        expect(rendered.timeline.some((event) => event.type === "AssignedEvent" && event.assignee === "copilot-swe-agent")).toBe(true);
});
