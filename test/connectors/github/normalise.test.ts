import { describe, expect, test } from "vitest";
import { createActors } from "../../../connectors/github/actors.ts";
import { normaliseIssue } from "../../../connectors/github/issues.ts";
import type { GithubIssue, TimelineNode } from "../../../connectors/github/shapes.ts";
import type { Site } from "../../../connectors/github/site.ts";
import { statusFamily } from "../../../connectors/github/statuses.ts";
import type { EventKind, EventRecord } from "../../../src/model/event.ts";
import { ADA, BOARD, BOB, COPILOT, event, HOUR, inBoard, iso, issueWith, siteWith, START } from "./small-issue.ts";

const ADA_ID = "p(id:1)";
const BOB_ID = "p(id:2)";

function normalise(issue: GithubIssue, timeline: readonly TimelineNode[] = [], site: Site = siteWith(), historyComplete = true) {
  const unknown: string[] = [];
  const actors = createActors(site);
  const found = normaliseIssue(site, actors, { issue, timeline, historyComplete }, (path, value) =>
    unknown.push(`${path}=${value}`),
  );
  if (found === null) throw new Error("no issue");
  const of = (kind: EventKind) =>
    found.events
      .filter((one) => one.kind === kind)
      .map(({ at, from, to, detail, origin }: EventRecord) => [
        (at - START) / HOUR,
        from,
        to,
        ...(detail === null ? [] : [detail]),
        ...(origin === "history" ? [] : [origin]),
      ]);
  return { ...found, of, unknown, actors: actors.take() };
}

describe("an issue without a project", () => {
  test("is open, closed with its reason, and open again", () => {
    const timeline = [
      event("ClosedEvent", 2, { stateReason: "NOT_PLANNED" }),
      event("ReopenedEvent", 3),
      event("ClosedEvent", 4, { stateReason: "COMPLETED" }),
    ];
    const { of, item } = normalise(
      issueWith({ state: "CLOSED", stateReason: "COMPLETED", closedAt: iso(START + 4 * HOUR) }),
      timeline,
    );
    expect(of("status")).toEqual([
      [0, null, "github/open", "initial"],
      [2, "github/open", "github/closed"],
      [3, "github/closed", "github/open"],
      [4, "github/open", "github/closed"],
    ]);
    expect(of("resolution")).toEqual([
      [2, null, "not planned"],
      [3, "not planned", null],
      [4, null, "completed"],
    ]);
    expect(item).toMatchObject({ status: "github/closed", resolution: "completed", historyComplete: true });
  });

  test("closings of old that name no reason mean done, unless the issue itself says why it is closed now", () => {
    const closed = event("ClosedEvent", 2, { stateReason: null });
    expect(normalise(issueWith({ state: "CLOSED" }), [closed]).item.resolution).toBe("completed");
    const { of } = normalise(issueWith({ state: "CLOSED", stateReason: "DUPLICATE" }), [closed]);
    expect(of("resolution")).toEqual([[2, null, "duplicate"]]);
  });

  test("a state that its history does not lead to marks it as incomplete", () => {
    expect(normalise(issueWith({ state: "CLOSED" })).item.historyComplete).toBe(false);
    expect(normalise(issueWith(), [event("ClosedEvent", 1)]).item.historyComplete).toBe(false);
    expect(normalise(issueWith()).item.historyComplete).toBe(true);
  });
});

describe("an issue on the board of a project", () => {
  const site = siteWith({ projects: [BOARD] });
  const project = { project: { id: "PVT_1" } };
  const moved = (hours: number, previousStatus: string, status: string) =>
    event("ProjectV2ItemStatusChangedEvent", hours, { ...project, previousStatus, status, wasAutomated: false });

  test("stands in its column while it is open, and is closed whatever the column says", () => {
    const timeline = [
      event("AddedToProjectV2Event", 1, project),
      moved(1, "", "Todo"),
      moved(5, "Todo", "In Progress"),
      event("ClosedEvent", 9, { stateReason: "COMPLETED" }),
      moved(9, "In Progress", "Done"),
    ];
    const { of, item, statuses } = normalise(issueWith({ state: "CLOSED", projectItems: inBoard("o-done") }), timeline, site);
    expect(of("status")).toEqual([
      [0, null, "github/open", "initial"],
      [1, "github/open", "github/PVT_1:o-todo"],
      [5, "github/PVT_1:o-todo", "github/PVT_1:o-doing"],
      [9, "github/PVT_1:o-doing", "github/closed"],
    ]);
    expect(of("other").map(([at, , , detail]) => [at, detail])).toEqual([
      [1, "added to project"],
      [1, "project status"],
      [9, "project status"],
    ]);
    expect(item.historyComplete).toBe(true);
    expect(statuses.map(({ id, category }) => [id, category])).toContainEqual(["github/PVT_1:o-doing", "active"]);
  });

  test("goes back to its column when it is opened again, and to open when it leaves the board", () => {
    const timeline = [
      event("AddedToProjectV2Event", 0, project),
      moved(0, "", "In Progress"),
      event("ClosedEvent", 2),
      event("ReopenedEvent", 3),
      event("RemovedFromProjectV2Event", 4, project),
    ];
    const { of, item } = normalise(issueWith(), timeline, site);
    expect(of("status").slice(1)).toEqual([
      [2, "github/PVT_1:o-doing", "github/closed"],
      [3, "github/closed", "github/PVT_1:o-doing"],
      [4, "github/PVT_1:o-doing", "github/open"],
    ]);
    expect(item).toMatchObject({ status: "github/open", historyComplete: true });
  });

  const MINUTE = 1 / 60;
  const by = (actor: unknown, node: TimelineNode): TimelineNode => ({ ...node, actor });
  const BOARD_BOT = { __typename: "Bot", login: "github-project-automation", databaseId: 3 };

  test.each([
    ["in the second of the creation", 0, BOARD_BOT],
    ["within a minute of it, by whoever created it", MINUTE, BOB],
  ])("the column that an issue is put in %s is the one it was created in", (_, hours, actor) => {
    const timeline = [
      by(actor, event("AddedToProjectV2Event", hours, project)),
      by(actor, moved(hours, "", "Todo")),
      moved(7, "Todo", "In Progress"),
    ];
    const { of, item, events } = normalise(issueWith({ projectItems: inBoard("o-doing") }), timeline, site);
    expect(of("status")).toEqual([
      [0, null, "github/PVT_1:o-todo", "initial"],
      [7, "github/PVT_1:o-todo", "github/PVT_1:o-doing"],
    ]);
    expect(events.find(({ kind }) => kind === "status")).toMatchObject({ actor: BOB_ID });
    expect(item.historyComplete).toBe(true);
  });

  test("an issue that is put on the board days later enters the workflow then, by the hand that put it there", () => {
    const timeline = [
      event("AddedToProjectV2Event", 50, project),
      by(BOARD_BOT, moved(50 + MINUTE, "", "Todo")),
      by(BOARD_BOT, moved(51, "Todo", "In Progress")),
    ];
    const { of, events, item } = normalise(issueWith({ projectItems: inBoard("o-doing") }), timeline, site);
    expect(of("status")).toEqual([
      [0, null, "github/open", "initial"],
      [50, "github/open", "github/PVT_1:o-todo"],
      [51, "github/PVT_1:o-todo", "github/PVT_1:o-doing"],
    ]);
    expect(events.filter(({ kind, origin }) => kind === "status" && origin === "history").map(({ actor }) => actor)).toEqual([
      ADA_ID,
      "p(id:3)",
    ]);
    expect(item.historyComplete).toBe(true);
  });

  test("a second move within the minute is a move, and so is a first column after a closing", () => {
    const quick = [event("AddedToProjectV2Event", 0, project), moved(0, "", "Todo"), moved(MINUTE, "Todo", "In Progress")];
    expect(normalise(issueWith({ projectItems: inBoard("o-doing") }), quick, site).of("status")).toEqual([
      [0, null, "github/PVT_1:o-todo", "initial"],
      [MINUTE, "github/PVT_1:o-todo", "github/PVT_1:o-doing"],
    ]);
    const closed = [
      event("ClosedEvent", 0),
      event("AddedToProjectV2Event", 0, project),
      moved(0, "", "Todo"),
      event("ReopenedEvent", 1),
    ];
    expect(normalise(issueWith({ projectItems: inBoard("o-todo") }), closed, site).of("status")).toEqual([
      [0, null, "github/open", "initial"],
      [0, "github/open", "github/closed"],
      [1, "github/closed", "github/PVT_1:o-todo"],
    ]);
  });

  test("an option that was renamed is still the column it stands in; one that was deleted keeps its name", () => {
    const timeline = [event("AddedToProjectV2Event", 0, project), moved(1, "Waiting for review", "Doing")];
    const { of, item, statuses } = normalise(issueWith({ projectItems: inBoard("o-doing") }), timeline, site);
    expect(of("status")).toEqual([
      [0, null, "github/PVT_1:name:waiting for review", "initial"],
      [1, "github/PVT_1:name:waiting for review", "github/PVT_1:o-doing"],
    ]);
    expect(item.historyComplete).toBe(true);
    expect(statuses.find(({ id }) => id.includes("waiting"))?.category).toBe("wait");
  });

  test("a column without a history is only what holds now", () => {
    const { of, item } = normalise(issueWith({ projectItems: inBoard("o-doing") }), [], site);
    expect(of("status")).toEqual([[0, null, "github/PVT_1:o-doing", "snapshot"]]);
    expect(item.historyComplete).toBe(false);
  });

  test("fields of the project hold now and are not known to have held before", () => {
    const values = [
      { __typename: "ProjectV2ItemFieldNumberValue", number: 3, field: { id: "F1", name: "Story Points" } },
      { __typename: "ProjectV2ItemFieldDateValue", date: "2026-03-01", field: { id: "F2", name: "Due date" } },
      { __typename: "ProjectV2ItemFieldIterationValue", iterationId: "it-1", field: { id: "F3", name: "Iteration" } },
      { __typename: "ProjectV2ItemFieldSingleSelectValue", optionId: "p1", name: "P1", field: { id: "F4", name: "Priority" } },
    ];
    const { of } = normalise(issueWith({ projectItems: inBoard("o-todo", values) }), [], site);
    expect(of("estimate")).toEqual([[0, null, "3", "snapshot"]]);
    expect(of("due-date")).toEqual([[0, null, "2026-03-01", "snapshot"]]);
    expect(of("sprint")).toEqual([[0, null, "github/PVT_1:it-1", "snapshot"]]);
    expect(of("priority")).toEqual([[0, null, "P1", "snapshot"]]);
  });
});

describe("assignees", () => {
  const assigned = (hours: number, assignee: unknown) => event("AssignedEvent", hours, { assignee });
  const unassigned = (hours: number, assignee: unknown) => event("UnassignedEvent", hours, { assignee });

  test("the first one who still is assigned owns the issue; others are only noted", () => {
    const timeline = [assigned(1, ADA), assigned(2, BOB), unassigned(3, ADA)];
    const { of, item } = normalise(issueWith({ assignees: { nodes: [BOB] } }), timeline);
    expect(of("assignee")).toEqual([
      [1, null, ADA_ID],
      [3, ADA_ID, BOB_ID],
    ]);
    expect(of("other")).toEqual([[2, null, null, "another assignee"]]);
    expect(item.historyComplete).toBe(true);
  });

  test("who was assigned from the beginning is found by undoing the history", () => {
    const { of } = normalise(issueWith({ assignees: { nodes: [BOB] } }), [unassigned(1, ADA), assigned(2, BOB)]);
    expect(of("assignee")).toEqual([
      [0, null, ADA_ID, "initial"],
      [1, ADA_ID, null],
      [2, null, BOB_ID],
    ]);
  });

  test("an agent is handed the work, and the owner stays", () => {
    const timeline = [assigned(1, ADA), assigned(2, COPILOT)];
    const { of, actors } = normalise(issueWith({ assignedActors: { nodes: [ADA, COPILOT] } }), timeline);
    expect(of("assignee")).toEqual([[1, null, ADA_ID]]);
    expect(of("delegate")).toEqual([[2, null, "p(id:198982749)"]]);
    expect(actors.find(({ id }) => id === "p(id:198982749)")?.kind).toBe("ai-agent");
  });

  test("a deleted account is somebody unknown", () => {
    const { of, actors } = normalise(issueWith({ author: null, assignees: { nodes: [] } }), [
      assigned(1, null),
      unassigned(2, null),
    ]);
    expect(of("assignee")).toEqual([
      [1, null, "p(github:ghost)"],
      [2, "p(github:ghost)", null],
    ]);
    expect(actors.find(({ id }) => id === "p(github:ghost)")?.kind).toBe("unknown");
  });
});

test("a list that is longer than was read marks its issue, and is counted", () => {
  const rest = { pageInfo: { hasNextPage: true } };
  const { item, unknown } = normalise(
    issueWith({ subIssues: { nodes: [{ id: "I_1" }], ...rest }, assignees: { nodes: [], ...rest } }),
  );
  expect(item.historyComplete).toBe(false);
  expect(unknown).toEqual(["issue.assignees=longer than was read", "issue.subIssues=longer than was read"]);
});

describe("a child", () => {
  const childOf = (parent: Record<string, unknown>) =>
    normalise(issueWith({ parent: { id: "I_9", ...parent }, issueType: { name: "Story" } })).item.type;
  const labels = (...names: string[]) => ({ labels: { nodes: names.map((name) => ({ name })) } });

  test("of an epic is ordinary work, of anything else a part", () => {
    expect(childOf({ issueType: { name: "Epic" } })).toBe("story");
    expect(childOf({ issueType: null, ...labels("bug", "Type: Initiative") })).toBe("story");
    expect(childOf({ issueType: { name: "Task" }, ...labels("epic") })).toBe("sub-task");
    expect(childOf({ issueType: null, ...labels("theme: dark", "epicentre") })).toBe("sub-task");
    expect(childOf({})).toBe("sub-task");
  });
});

describe("the rest of a timeline", () => {
  test("what an issue was created with is no change; what others or later hands gave it is one", () => {
    const timeline = [
      { ...event("LabeledEvent", 0, { label: { name: "bug" } }), actor: BOB },
      { ...event("AssignedEvent", 0, { assignee: BOB }), actor: BOB },
      { ...event("LabeledEvent", 0, { label: { name: "by another" } }), actor: ADA },
      { ...event("LabeledEvent", 1, { label: { name: "later" } }), actor: BOB },
      { ...event("UnlabeledEvent", 2, { label: { name: "bug" } }), actor: BOB },
    ];
    const labels = { nodes: [{ name: "by another" }, { name: "later" }] };
    const { of, item } = normalise(issueWith({ labels, assignees: { nodes: [BOB] } }), timeline);
    expect(of("label")).toEqual([
      [0, null, "bug", "initial"],
      [0, null, "by another"],
      [1, null, "later"],
      [2, "bug", null],
    ]);
    expect(of("assignee")).toEqual([[0, null, BOB_ID, "initial"]]);
    expect(item.historyComplete).toBe(true);
  });

  test("labels, milestones, types and priorities with the values at creation", () => {
    const timeline = [
      event("UnlabeledEvent", 1, { label: { name: "triage" } }),
      event("LabeledEvent", 2, { label: { name: "priority: high" } }),
      event("LabeledEvent", 3, { label: { name: "blocked" } }),
      event("UnlabeledEvent", 4, { label: { name: "blocked" } }),
      event("MilestonedEvent", 5, { milestoneTitle: "v1" }),
      event("DemilestonedEvent", 6, { milestoneTitle: "v1" }),
      event("IssueTypeChangedEvent", 7, { prevIssueType: { name: "Task" }, issueType: { name: "Bug" } }),
    ];
    const issue = issueWith({ labels: { nodes: [{ name: "priority: high" }] }, issueType: { name: "Bug" } });
    const { of, item } = normalise(issue, timeline);
    expect(of("label")).toEqual([
      [0, null, "triage", "initial"],
      [1, "triage", null],
      [2, null, "priority: high"],
      [3, null, "blocked"],
      [4, "blocked", null],
    ]);
    expect(of("priority")).toEqual([[2, null, "high"]]);
    expect(of("flag")).toEqual([
      [3, null, "blocked"],
      [4, "blocked", null],
    ]);
    expect(of("milestone")).toEqual([
      [5, null, "v1"],
      [6, "v1", null],
    ]);
    expect(of("type")).toEqual([
      [0, null, "Task", "initial"],
      [7, "Task", "Bug"],
    ]);
    expect(item).toMatchObject({ typeRaw: "Bug", type: "bug" });
  });

  test("links: pull requests that close it, references, duplicates, parents and dependencies", () => {
    const request = (id: string) => ({ __typename: "PullRequest", id });
    const other = (id: string) => ({ __typename: "Issue", id });
    const timeline = [
      event("CrossReferencedEvent", 1, { willCloseTarget: true, source: request("PR_1") }),
      event("CrossReferencedEvent", 2, { willCloseTarget: false, source: request("PR_2") }),
      event("CrossReferencedEvent", 3, { willCloseTarget: false, source: other("I_3") }),
      event("ConnectedEvent", 4, { subject: request("PR_4"), source: other("I_12") }),
      event("DisconnectedEvent", 5, { subject: request("PR_4"), source: other("I_12") }),
      event("BlockedByAddedEvent", 6, { blockingIssue: { id: "I_6" } }),
      event("BlockedByRemovedEvent", 7, { blockingIssue: { id: "I_6" } }),
      event("MarkedAsDuplicateEvent", 8, { canonical: other("I_8"), duplicate: other("I_12") }),
      event("ParentIssueAddedEvent", 9, { parent: { id: "I_9" } }),
      event("SubIssueAddedEvent", 10, { subIssue: { id: "I_10" } }),
      event("ClosedEvent", 11, { stateReason: "COMPLETED", closer: request("PR_1") }),
    ];
    const issue = issueWith({
      state: "CLOSED",
      parent: { id: "I_9" },
      subIssues: { nodes: [{ id: "I_10" }] },
      blocking: { nodes: [{ id: "I_20" }] },
    });
    const { of, item } = normalise(issue, timeline);
    expect(of("link")).toEqual([
      [0, null, "github/I_20", "blocks", "initial"],
      [1, null, "github/pr/PR_1", "pull-request"],
      [2, null, "github/pr/PR_2", "relates-to"],
      [3, null, "github/I_3", "relates-to"],
      [4, null, "github/pr/PR_4", "pull-request"],
      [5, "github/pr/PR_4", null, "pull-request"],
      [6, null, "github/I_6", "is-blocked-by"],
      [7, "github/I_6", null, "is-blocked-by"],
      [8, null, "github/I_8", "duplicates"],
      [10, null, "github/I_10", "parent-of"],
    ]);
    expect(of("parent")).toEqual([[9, null, "github/I_9"]]);
    expect(item.type).toBe("sub-task");
  });

  test("a comment is what it did, and none of its words", () => {
    const timeline = [event("IssueComment", 1, { author: ADA, body: "Any update on this secret-word of ACME-7?" })];
    const found = normalise(issueWith(), timeline);
    expect(found.of("comment")).toEqual([[1, null, "ACME-7", "status-request,cross-reference"]]);
    expect(JSON.stringify(found)).not.toContain("secret-word");
  });

  test("a transfer names both repositories", () => {
    const { of } = normalise(issueWith(), [event("TransferredEvent", 1, { fromRepository: { nameWithOwner: "acme/old" } })]);
    expect(of("project")).toEqual([
      [0, null, "acme/old", "initial"],
      [1, "acme/old", "acme/shop"],
    ]);
  });

  test("an item that is not known is kept as other and counted, whatever its name", () => {
    const found = normalise(issueWith(), [event("__proto__", 1), event("SomethingNewEvent", 2)]);
    expect(found.of("other").length).toBe(2);
    expect(found.unknown).toEqual(["timeline.__typename=__proto__", "timeline.__typename=SomethingNewEvent"]);
  });

  test("the same issue gives the same records, whatever the order in which its timeline came", () => {
    const timeline = [
      event("AssignedEvent", 1, { assignee: ADA }),
      event("LabeledEvent", 2, { label: { name: "bug" } }),
      event("ClosedEvent", 3),
    ];
    const issue = issueWith({ state: "CLOSED", labels: { nodes: [{ name: "bug" }] }, assignees: { nodes: [ADA] } });
    expect(normalise(issue, timeline.toReversed()).events).toEqual(normalise(issue, timeline).events);
  });
});

describe("labels that tell where an issue stands", () => {
  test("only a clear family counts", () => {
    expect([...statusFamily(["status: todo", "status: in progress", "bug"])]).toEqual(["status: todo", "status: in progress"]);
    expect(statusFamily(["in progress", "bug"]).size).toBe(0);
    expect(statusFamily(["status: in progress"]).size).toBe(0);
    expect(statusFamily(["status: new", "status: stale"]).size).toBe(0);
  });

  test("the last one that is still there is the column", () => {
    const setups = new Map([
      ["R_1", { statusLabels: new Set(["status: todo", "status: in progress"]), templates: new Set<string>() }],
    ]);
    const timeline = [
      event("LabeledEvent", 1, { label: { name: "status: todo" } }),
      event("LabeledEvent", 2, { label: { name: "status: In Progress" } }),
      event("UnlabeledEvent", 3, { label: { name: "status: todo" } }),
    ];
    const { of } = normalise(issueWith({ labels: { nodes: [{ name: "status: In Progress" }] } }), timeline, siteWith({ setups }));
    expect(of("status")).toEqual([
      [0, null, "github/open", "initial"],
      [1, "github/open", "github/R_1:label:status: todo"],
      [2, "github/R_1:label:status: todo", "github/R_1:label:status: in progress"],
    ]);
  });
});
