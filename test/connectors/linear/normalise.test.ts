import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachmentEvents, commentEvents, relationEvents } from "../../../connectors/linear/activity.ts";
import { createActors } from "../../../connectors/linear/actors.ts";
import { normaliseIssue } from "../../../connectors/linear/issues.ts";
import { isAttachment, isComment, isHistory, isIssue, isRelation } from "../../../connectors/linear/shapes.ts";
import type { Site } from "../../../connectors/linear/site.ts";
import { stateCategory } from "../../../connectors/linear/states.ts";
import type { EventRecord } from "../../../src/model/event.ts";

const CREATED = Date.UTC(2026, 0, 1);
const at = (minute: number) => new Date(CREATED + minute * 60_000).toISOString();
const STATES = ["todo", "doing", "review", "done"];
const PEOPLE = ["ann", "bob", "agent"];
const LABELS = ["bug", "ui", "api"];

const site: Site = {
  connection: "linear",
  teams: new Map([
    ["eng", { id: "eng", key: "ENG", name: "Engineering" }],
    ["ops", { id: "ops", key: "OPS", name: "Operations" }],
  ]),
  states: new Map(STATES.map((id) => [id, { id, name: id, type: "started" }])),
  labels: new Map(LABELS.map((id) => [id, id.toUpperCase()])),
  projects: new Map([["p1", "Apollo"]]),
  users: new Map(PEOPLE.map((id) => [id, { id, app: id === "agent", supportsAgentSessions: id === "agent" }])),
  firstTemplateAt: null,
  keepTitles: false,
  pseudonym: (accountId) => `p:${accountId}`,
  identity: (identifier) => `i:${identifier}`,
};

interface Given {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly history?: readonly Readonly<Record<string, unknown>>[];
  readonly historyComplete?: boolean;
}

function read({ fields = {}, history = [], historyComplete = true }: Given) {
  const issue: unknown = {
    id: "i1",
    identifier: "ENG-1",
    title: "SECRET TITLE",
    description: "SECRET TEXT",
    url: "https://linear.example/ENG-1",
    priority: 0,
    createdAt: at(0),
    updatedAt: at(1_000),
    state: { id: "todo" },
    team: { id: "eng" },
    creator: { id: "ann" },
    ...fields,
  };
  if (!isIssue(issue)) throw new TypeError("not an issue");
  const entries = history.map((entry, index): unknown => ({
    id: `h${index}`,
    createdAt: at(10 + index),
    actorId: "ann",
    ...entry,
  }));
  if (!entries.every(isHistory)) throw new TypeError("not a history");
  const actors = createActors(site);
  const unknown: string[] = [];
  const normalised = normaliseIssue(site, actors, { issue, history: entries, historyComplete }, (path, value) =>
    unknown.push(`${path}=${value}`),
  )!;
  return { ...normalised, actors: actors.take(), unknown };
}

const brief = (events: readonly EventRecord[], kind: EventRecord["kind"]) =>
  events.filter((event) => event.kind === kind).map(({ origin, from, to, detail }) => [origin, from, to, detail]);

describe("what changed", () => {
  test("states, with the one at creation found by undoing", () => {
    const { events, item } = read({
      fields: { state: { id: "done" } },
      history: [
        { fromStateId: "todo", toStateId: "doing" },
        { fromStateId: "doing", toStateId: "done" },
      ],
    });
    expect(brief(events, "status")).toEqual([
      ["initial", null, "linear/todo", null],
      ["history", "linear/todo", "linear/doing", null],
      ["history", "linear/doing", "linear/done", null],
    ]);
    expect(item.historyComplete).toBe(true);
  });

  test("a chain with a gap makes the item incomplete", () => {
    const history = [{ fromStateId: "todo", toStateId: "doing" }];
    expect(read({ fields: { state: { id: "done" } }, history }).item.historyComplete).toBe(false);
  });

  test("assignee and delegate are two things", () => {
    const { events } = read({
      fields: { assignee: { id: "bob" }, delegate: { id: "agent" } },
      history: [{ toAssigneeId: "bob" }, { toDelegate: { id: "agent" } }],
    });
    expect(brief(events, "assignee")).toEqual([["history", null, "p:bob", null]]);
    expect(brief(events, "delegate")).toEqual([["history", null, "p:agent", null]]);
  });

  test("numbers, dates, parents, cycles, projects and labels", () => {
    const { events } = read({
      fields: { priority: 1, estimate: 3, dueDate: "2026-02-01", parent: { id: "i0" }, cycle: { id: "c2" }, labelIds: ["ui"] },
      history: [
        { fromPriority: 0, toPriority: 1, fromEstimate: 1, toEstimate: 3, toDueDate: "2026-02-01", toParentId: "i0" },
        { fromCycleId: "c1", toCycleId: "c2", fromProjectId: "p1", addedLabelIds: ["ui"], removedLabelIds: ["bug", "gone"] },
      ],
    });
    expect(brief(events, "priority")).toEqual([["history", null, "Urgent", null]]);
    expect(brief(events, "estimate").map(([, from, to]) => [from, to])).toEqual([
      [null, "1"],
      ["1", "3"],
    ]);
    expect(brief(events, "due-date")).toEqual([["history", null, "2026-02-01", null]]);
    expect(brief(events, "parent")).toEqual([["history", null, "linear/i0", null]]);
    expect(brief(events, "sprint").map(([, from, to]) => [from, to])).toEqual([
      [null, "linear/c1"],
      ["linear/c1", null],
      [null, "linear/c2"],
    ]);
    expect(brief(events, "component").map(([, from, to]) => [from, to])).toEqual([
      [null, "Apollo"],
      ["Apollo", null],
    ]);
    expect(brief(events, "label").map(([, from, to]) => [from, to])).toEqual([
      [null, "gone"],
      [null, "BUG"],
      ["BUG", null],
      ["gone", null],
      [null, "UI"],
    ]);
  });

  test("a project is the parent of an issue that has no other", () => {
    const { events } = read({ fields: { project: { id: "p1" } }, history: [{ fromProjectId: "p0", toProjectId: "p1" }] });
    expect(brief(events, "parent").map(([, from, to]) => [from, to])).toEqual([
      [null, "linear/p0"],
      ["linear/p0", "linear/p1"],
    ]);
    expect(brief(events, "component")).toEqual([]);
  });

  test("a milestone is known as it is now, and not since when", () => {
    expect(brief(read({ fields: { projectMilestone: { name: "Beta" } } }).events, "milestone")).toEqual([
      ["snapshot", null, "Beta", null],
    ]);
  });

  test("a move is a change of team and of key", () => {
    const { events, item } = read({ fields: { team: { id: "ops" } }, history: [{ fromTeamId: "eng", toTeamId: "ops" }] });
    expect(brief(events, "team").map(([, from, to]) => [from, to])).toEqual([
      [null, "linear/eng"],
      ["linear/eng", "linear/ops"],
    ]);
    expect(brief(events, "project").at(-1)).toEqual(["history", "ENG", "OPS", null]);
    expect(item.projectKey).toBe("OPS");
  });

  test("removed relations by their code; unknown codes are kept and counted", () => {
    const { events, unknown } = read({
      history: [
        { relationChanges: [{ identifier: "ENG-7", type: "ab" }] },
        { relationChanges: [{ identifier: "ENG-7", type: "rb" }] },
        { relationChanges: [{ identifier: "ENG-8", type: "rx" }] },
        // Stands until now: the list of relations tells it.
        { relationChanges: [{ identifier: "ENG-9", type: "ab" }] },
        { relationChanges: [{ identifier: "ENG-5", type: "a?" }] },
      ],
    });
    expect(brief(events, "link")).toEqual([
      ["initial", null, "linear/key:ENG-8", "blocks"],
      ["history", null, "linear/key:ENG-7", "is-blocked-by"],
      ["history", "linear/key:ENG-7", null, "is-blocked-by"],
      ["history", "linear/key:ENG-8", null, "blocks"],
    ]);
    expect(unknown).toEqual(["history.relationChanges.type=a?"]);
    expect(brief(events, "other")).toEqual([["history", null, null, "relation"]]);
  });

  test("archive, trash, SLA and rules", () => {
    const { events } = read({
      fields: { archivedAt: at(500) },
      history: [
        { autoClosed: true },
        { toSlaStartedAt: at(20) },
        { toSlaBreached: true },
        { autoArchived: true, archived: true },
      ],
    });
    expect(brief(events, "other").map(([, , , detail]) => detail)).toEqual(["auto-closed", "sla started", "sla breached"]);
    expect(brief(events, "archived")).toEqual([["history", null, null, "linear autoArchived"]]);
    expect(events.filter(({ viaAutomation }) => viaAutomation)).toHaveLength(2);
    expect(brief(read({ fields: { trashed: true, archivedAt: at(500) } }).events, "deleted")).toHaveLength(1);
  });
});

describe("who acted", () => {
  test("accounts, bots, and Linear itself", () => {
    const { events, actors } = read({
      history: [
        { actorId: "ann", toPriority: 1 },
        { actorId: null, botActor: { type: "github" }, toPriority: 2, fromPriority: 1 },
        { actorId: null, botActor: { type: "workflow" }, toPriority: 3, fromPriority: 2 },
        { actorId: null, botActor: { type: "ai", subType: "triage" }, toPriority: 4, fromPriority: 3 },
        { actorId: null, botActor: { type: "brand-new" }, toPriority: 1, fromPriority: 4 },
        { actorId: null, botActor: null, toPriority: 2, fromPriority: 1 },
        { actorId: "left-the-company", toPriority: 3, fromPriority: 2 },
      ],
    });
    expect(events.filter(({ origin, kind }) => origin === "history" && kind === "priority").map(({ actor }) => actor)).toEqual([
      "p:ann",
      "p:linear:bot:github",
      "p:linear:bot:workflow",
      "p:linear:bot:ai:triage",
      "p:linear:bot:brand-new",
      "p:linear:system",
      "p:left-the-company",
    ]);
    expect(actors.map(({ kind }) => kind)).toEqual([
      "integration",
      "automation-rule",
      "ai-agent",
      "unknown",
      "automation-rule",
      "unknown",
    ]);
    expect(actors.every(({ kindBasis }) => kindBasis.startsWith("linear"))).toBe(true);
  });
});

describe("states", () => {
  test.each([
    ["triage", "Triage", "backlog"],
    ["backlog", "Icebox", "backlog"],
    ["unstarted", "Todo", "ready"],
    ["started", "In Progress", "active"],
    ["started", "In Review", "review"],
    ["started", "On Hold", "blocked"],
    ["started", "Ready for Review", "wait"],
    ["completed", "Rejected", "done"],
    ["canceled", "Done", "cancelled"],
    ["duplicate", "Duplicate", "cancelled"],
    ["brand-new", "Shipped and done", "done"],
  ] as const)("%s %s is %s", (type, name, category) => {
    const found = stateCategory({ type, name });
    expect(found.category).toBe(category);
    expect(found.basis).toContain(`linear type=${type}`);
  });
});

describe("comments, relations, attachments", () => {
  const dates = { createdAt: at(5), updatedAt: at(6) };
  const issue = { id: "i1", identifier: "ENG-1", team: { id: "eng" } };

  test("a comment is facts, and nothing of teams out of scope", () => {
    const comment: unknown = {
      id: "c1",
      ...dates,
      body: "Any update on this? SECRET of ENG-1 and OPS-2",
      user: { id: "ann" },
      issue,
    };
    if (!isComment(comment)) throw new TypeError("not a comment");
    const [event] = commentEvents(site, createActors(site), comment);
    expect(event).toMatchObject({ item: "linear/i1", key: "cc1", kind: "comment", actor: "p:ann", to: "OPS-2" });
    expect(JSON.stringify(event)).not.toContain("SECRET");
    expect(commentEvents(site, createActors(site), { ...comment, issue: { ...issue, team: { id: "far" } } })).toEqual([]);
    expect(commentEvents(site, createActors(site), { ...comment, issue: null })).toEqual([]);
  });

  test("a relation stands on both of its issues; types that are not known are told", () => {
    const relation: unknown = { id: "r1", type: "blocks", ...dates, issue, relatedIssue: { id: "i2", team: { id: "ops" } } };
    if (!isRelation(relation)) throw new TypeError("not a relation");
    expect(relationEvents(site, relation)?.map(({ item, to, detail }) => [item, to, detail])).toEqual([
      ["linear/i1", "linear/i2", "blocks"],
      ["linear/i2", "linear/i1", "is-blocked-by"],
    ]);
    expect(relationEvents(site, { ...relation, type: "similar" })).toEqual([]);
    expect(relationEvents(site, { ...relation, type: "brand-new" })).toBeNull();
  });

  test.each([
    ["https://github.com/Acme/shop/pull/12?x=secret", "linear/url:github.com/acme/shop/pull/12"],
    ["https://gitlab.example/acme/shop/-/merge_requests/7/diffs", "linear/url:gitlab.example/acme/shop/-/merge_requests/7"],
    ["https://docs.example/page", null],
    ["javascript:/pull/1", null],
  ])("%s", (url, to) => {
    const attachment: unknown = { id: "a1", ...dates, url, sourceType: "github", issue };
    if (!isAttachment(attachment)) throw new TypeError("not an attachment");
    const events = attachmentEvents(site, createActors(site), attachment);
    expect(events.map((event) => event.to)).toEqual(to === null ? [] : [to]);
  });
});

describe("nothing of a person or a text gets out", () => {
  test("titles and descriptions stay away", () => {
    const { item, events } = read({ history: [{ fromTitle: "SECRET OLD", toTitle: "SECRET NEW", updatedDescription: true }] });
    expect(JSON.stringify([item, events])).not.toContain("SECRET");
    expect(brief(events, "title")).toHaveLength(1);
    expect(brief(events, "description")).toHaveLength(1);
  });
});

/** A random course of an issue: its history, and what it holds at the end. */
const course = fc
  .array(
    fc.record({
      state: fc.option(fc.constantFrom(...STATES)),
      assignee: fc.option(fc.constantFrom(...PEOPLE, null)),
      priority: fc.option(fc.integer({ min: 0, max: 4 })),
      cycle: fc.option(fc.constantFrom("c1", "c2", null)),
      label: fc.option(fc.constantFrom(...LABELS)),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    const now = { state: "todo", assignee: null as string | null, priority: 0, cycle: null as string | null, labels: ["bug"] };
    const history = steps.map((step) => {
      const entry: Record<string, unknown> = {};
      if (step.state !== null && step.state !== now.state) {
        Object.assign(entry, { fromStateId: now.state, toStateId: step.state });
        now.state = step.state;
      }
      if (step.assignee !== now.assignee) {
        Object.assign(entry, { fromAssigneeId: now.assignee, toAssigneeId: step.assignee });
        now.assignee = step.assignee;
      }
      if (step.priority !== null && step.priority !== now.priority) {
        Object.assign(entry, { fromPriority: now.priority, toPriority: step.priority });
        now.priority = step.priority;
      }
      if (step.cycle !== now.cycle) {
        Object.assign(entry, { fromCycleId: now.cycle, toCycleId: step.cycle });
        now.cycle = step.cycle;
      }
      if (step.label !== null) {
        const has = now.labels.includes(step.label);
        entry[has ? "removedLabelIds" : "addedLabelIds"] = [step.label];
        now.labels = has ? now.labels.filter((label) => label !== step.label) : [...now.labels, step.label];
      }
      return entry;
    });
    const reference = (id: string | null) => (id === null ? null : { id });
    const fields = {
      state: { id: now.state },
      assignee: reference(now.assignee),
      priority: now.priority,
      cycle: reference(now.cycle),
      labelIds: now.labels,
    };
    return { history, fields, now };
  });

const valueAtEnd = (events: readonly EventRecord[], kind: EventRecord["kind"]) =>
  events.filter((event) => event.kind === kind).reduce<string | null>((_, { to }) => to, null);
const valuesAtEnd = (events: readonly EventRecord[], kind: EventRecord["kind"]) => {
  const held = new Set<string>();
  for (const { kind: own, from, to } of events) {
    if (own !== kind) continue;
    if (from !== null) held.delete(from);
    if (to !== null) held.add(to);
  }
  return [...held].sort();
};

describe("properties", () => {
  test("folding the events reaches the present, from the values at creation on", () => {
    fc.assert(
      fc.property(course, ({ history, fields, now }) => {
        const { events, item } = read({ fields, history });
        expect(item.historyComplete).toBe(true);
        expect(valueAtEnd(events, "status")).toBe(`linear/${now.state}`);
        expect(valueAtEnd(events, "assignee")).toBe(now.assignee && `p:${now.assignee}`);
        expect(valueAtEnd(events, "priority")).toBe([null, "Urgent", "High", "Medium", "Low"][now.priority]);
        expect(valuesAtEnd(events, "sprint")).toEqual(now.cycle === null ? [] : [`linear/${now.cycle}`]);
        expect(valuesAtEnd(events, "label")).toEqual(now.labels.map((label) => label.toUpperCase()).sort());
        expect(brief(events, "label").filter(([origin]) => origin === "initial")).toEqual([["initial", null, "BUG", null]]);
      }),
    );
  });

  test("keys are unique, and the order in which entries come does not matter", () => {
    fc.assert(
      fc.property(course, fc.integer(), ({ history, fields }, seed) => {
        const numbered = history.map((entry, index) => ({ ...entry, id: `n${index}`, createdAt: at(10 + index) }));
        const shuffled = numbered.toSorted((a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 17 + seed) % 5));
        const { events } = read({ fields, history: numbered });
        expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
        expect(read({ fields, history: shuffled.toReversed() }).events).toEqual(events);
      }),
    );
  });

  test("whatever comes instead of an object is refused or read, never thrown over", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, inside) => {
        for (const test of [isIssue, isHistory, isComment, isAttachment, isRelation]) {
          expect(typeof test(value)).toBe("boolean");
          expect(typeof test({ id: "x", createdAt: at(0), updatedAt: at(0), history: inside, issue: inside })).toBe("boolean");
        }
      }),
    );
  });
});
