import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseIssue, type RawIssue } from "../../../connectors/jira/issues.ts";
import { isHistory, isIssue, type JiraHistory, type JiraIssue } from "../../../connectors/jira/shapes.ts";
import { findFields, type Site } from "../../../connectors/jira/site.ts";
import type { EventRecord } from "../../../src/model/event.ts";

const CREATED = Date.UTC(2026, 0, 1);
const site: Site = {
  connection: "jira",
  url: "https://acme.example",
  fields: findFields([
    { id: "cf1", name: "Sprint", custom: true, schema: { custom: "com.pyxis.greenhopper.jira:gh-sprint" } },
    { id: "cf2", name: "Story Points", custom: true, schema: { type: "number" } },
    { id: "cf3", name: "Flagged", custom: true },
    { id: "cf4", name: "Epic Link", custom: true, schema: { custom: "com.pyxis.greenhopper.jira:gh-epic-link" } },
    {
      id: "cf5",
      name: "Team",
      custom: true,
      schema: { custom: "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team" },
    },
    { id: "cf6", name: "Time to resolution", custom: true, schema: { custom: "com.atlassian.servicedesk:sd-sla-field" } },
  ]),
  statuses: [],
  issueTypes: [],
  linkTypes: [{ name: "Blocks", inward: "is blocked by", outward: "blocks" }],
  projects: [
    { id: "100", key: "ACME", name: "Acme" },
    { id: "101", key: "BETA", name: "Beta" },
  ],
  keepTitles: false,
  pseudonym: (accountId) => `p:${accountId}`,
  identity: (identifier) => `i:${identifier}`,
};

interface Given {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly histories?: readonly (readonly Readonly<Record<string, unknown>>[])[];
  readonly historyComplete?: boolean;
}

function asIssue(value: unknown): JiraIssue {
  if (!isIssue(value)) throw new TypeError("not an issue");
  return value;
}

function asHistory(value: unknown): JiraHistory {
  if (!isHistory(value)) throw new TypeError("not a history");
  return value;
}

function given({ fields, histories = [], historyComplete = true }: Given): RawIssue {
  return {
    issue: asIssue({
      id: "1",
      key: "ACME-1",
      fields: {
        summary: "SECRET TITLE",
        issuetype: { id: "1", name: "Story" },
        project: site.projects[0],
        status: { id: "1", name: "To Do" },
        created: "2026-01-01T00:00:00.000+0000",
        updated: "2026-02-01T00:00:00.000+0000",
        ...fields,
      },
    }),
    histories: histories.map((items, index) =>
      asHistory({ id: String(index + 1), author: { accountId: "a" }, created: CREATED + (index + 1) * 1_000, items }),
    ),
    comments: [],
    historyComplete,
  };
}

const read = (input: Given) => normaliseIssue(site, given(input))!;
const brief = (events: readonly EventRecord[], kind: EventRecord["kind"]) =>
  events.filter((event) => event.kind === kind).map(({ origin, from, to, detail }) => [origin, from, to, detail]);
const item = (
  field: string,
  fieldId: string,
  from: string | null,
  fromString: string | null,
  to: string | null,
  toText: string | null,
) => ({ field, fieldId, from, fromString, to, toString: toText });

/** Folds events as the event log does: one value for a kind, or a set of them. */
function fold(events: readonly EventRecord[], kind: EventRecord["kind"]): readonly string[] {
  let held: string[] = [];
  const several = ["label", "sprint", "component", "milestone", "flag", "link"].includes(kind);
  for (const event of events) {
    if (event.kind !== kind) continue;
    const name = (value: string) => `${event.detail ?? ""}|${value}`;
    if (several && event.from !== null) held = held.filter((value) => value !== name(event.from!));
    if (!several) held = [];
    if (event.to !== null) held.push(name(event.to));
  }
  return held.sort();
}

describe("undoing a history", () => {
  test("property: initial values and history lead to the present ones", () => {
    const status = fc.constantFrom("1", "2", "3", "4");
    const label = fc.constantFrom("a", "b", "c", "d");
    const labels = fc.uniqueArray(label, { maxLength: 4 });
    const sprints = fc.uniqueArray(fc.constantFrom("11", "12", "13"), { maxLength: 3 });
    const person = fc.option(fc.constantFrom("x", "y"), { nil: null });
    const step = fc.record({
      status,
      labels,
      sprints,
      person,
      points: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
      parent: fc.option(fc.constantFrom("7", "8"), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (states) => {
        const histories = states.slice(1).map((after, index) => {
          const before = states[index]!;
          const text = (value: number | null) => (value === null ? null : String(value));
          return [
            item("status", "status", before.status, `S${before.status}`, after.status, `S${after.status}`),
            item("labels", "labels", null, before.labels.join(" "), null, after.labels.join(" ")),
            item("Sprint", "cf1", before.sprints.join(", "), "", after.sprints.join(", "), ""),
            item("assignee", "assignee", before.person, before.person, after.person, after.person),
            item("Story Points", "cf2", null, text(before.points), null, text(after.points)),
            item("Parent", "parent", before.parent, null, after.parent, null),
          ];
        });
        const last = states.at(-1)!;
        const { events, item: record } = read({
          histories,
          fields: {
            status: { id: last.status, name: `S${last.status}` },
            labels: last.labels,
            cf1: last.sprints.map((id) => ({ id: Number(id), name: `Sprint ${id}` })),
            assignee: last.person === null ? null : { accountId: last.person },
            cf2: last.points,
            parent: last.parent === null ? null : { id: last.parent, key: `ACME-${last.parent}` },
          },
        });
        const ids = (values: readonly string[], prefix: string) => values.map((value) => `|${prefix}${value}`).sort();
        expect(fold(events, "status")).toEqual([`|jira/${last.status}`]);
        expect(fold(events, "label")).toEqual(ids(last.labels, ""));
        expect(fold(events, "sprint")).toEqual(ids(last.sprints, "jira/"));
        expect(fold(events, "assignee")).toEqual(last.person === null ? [] : [`|p:${last.person}`]);
        expect(fold(events, "estimate")).toEqual(last.points === null ? [] : [`|${last.points}`]);
        expect(fold(events, "parent")).toEqual(last.parent === null ? [] : [`|jira/${last.parent}`]);
        expect(record.historyComplete).toBe(true);
        expect(events.find(({ key }) => key === "initial:status")?.to).toBe(`jira/${states[0]!.status}`);
        expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
      }),
    );
  });

  test("a status chain that does not reach the present makes the history incomplete", () => {
    const histories = [[item("status", "status", "1", "To Do", "2", "Doing")]];
    expect(read({ histories, fields: { status: { id: "3", name: "Done" } } }).item.historyComplete).toBe(false);
    expect(read({ histories, fields: { status: { id: "2", name: "Doing" } } }).item.historyComplete).toBe(true);
  });

  test("without a history to trust the present is a snapshot and says nothing about when", () => {
    const { events } = read({ historyComplete: false, fields: { labels: ["a"] } });
    expect(events.filter(({ kind }) => kind !== "created").map(({ origin }) => origin)).toEqual([
      "snapshot",
      "snapshot",
      "snapshot",
      "snapshot",
      "snapshot",
    ]);
  });
});

describe("what changes mean", () => {
  test("links in both directions, added and removed", () => {
    const { events } = read({
      fields: { issuelinks: [{ type: site.linkTypes[0], inwardIssue: { id: "9", key: "ACME-9" } }] },
      histories: [
        [item("Link", "", null, null, "ACME-9", "This issue is blocked by ACME-9")],
        [item("Link", "", null, null, "BETA-2", "This issue blocks BETA-2")],
        [item("Link", "", "BETA-2", "This issue blocks BETA-2", null, null)],
      ],
    });
    expect(brief(events, "link")).toEqual([
      ["history", null, "jira/9", "is-blocked-by"],
      ["history", null, "jira/key:BETA-2", "blocks"],
      ["history", "jira/key:BETA-2", null, "blocks"],
    ]);
  });

  test("flags, due dates, components, and fields nobody knows", () => {
    const { events } = read({
      histories: [
        [item("Flagged", "cf3", null, null, "[1]", "Impediment")],
        [item("Flagged", "cf3", "[1]", "Impediment", null, "")],
        [item("duedate", "duedate", null, null, "2026-03-04", "2026-03-04 00:00:00.0")],
        [item("Component", "components", null, null, "5", "Engine")],
        [item("Rank", "cf9", null, null, null, "Ranked higher")],
      ],
      fields: { duedate: "2026-03-04", components: [{ id: "5", name: "Engine" }] },
    });
    expect(brief(events, "flag")).toEqual([
      ["history", null, "flagged", null],
      ["history", "flagged", null, null],
    ]);
    expect(brief(events, "due-date")).toEqual([["history", null, "2026-03-04", null]]);
    expect(brief(events, "component")).toEqual([["history", null, "Engine", null]]);
    expect(brief(events, "other")).toEqual([["history", null, null, "Rank"]]);
  });

  test("a move changes project and team, unless a team field says otherwise", () => {
    const move = [item("Key", "", null, "ACME-1", null, "BETA-4"), item("project", "project", "100", "Acme", "101", "Beta")];
    const moved = read({ histories: [move], fields: { project: site.projects[1] } });
    expect(brief(moved.events, "project")).toEqual([
      ["initial", null, "ACME", null],
      ["history", "ACME", "BETA", null],
    ]);
    expect(brief(moved.events, "team")).toEqual([
      ["initial", null, "jira/project:ACME", null],
      ["history", "jira/project:ACME", "jira/project:BETA", null],
    ]);
    const owned = read({ histories: [move], fields: { project: site.projects[1], cf5: { id: "t1", name: "Core" } } });
    expect(brief(owned.events, "team")).toEqual([["initial", null, "jira/team:t1", null]]);
    expect(owned.teams).toEqual([{ id: "jira/team:t1", name: "Core", basis: "jira team field" }]);
  });

  test("an item without its own `toString` has no value, not a function", () => {
    const { events } = read({
      histories: [[{ field: "priority", fieldId: "priority", from: "1", fromString: "High", to: null }]],
    });
    expect(brief(events, "priority")).toEqual([
      ["initial", null, "High", null],
      ["history", "High", null, null],
    ]);
  });

  test("metadata of a rule is noted, and does not make the actor a rule", () => {
    const raw = given({ histories: [[item("status", "status", "0", "New", "1", "To Do")]] });
    const histories = raw.histories.map((history) => ({ ...history, historyMetadata: { type: "automation.rule" } }));
    const { events } = normaliseIssue(site, { ...raw, histories })!;
    expect(events.find(({ kind, origin }) => kind === "status" && origin === "history")).toMatchObject({
      viaAutomation: true,
      actor: "p:a",
    });
  });
});

describe("texts", () => {
  test("no text of an issue is in its records", () => {
    const description = {
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "SECRET TEXT of OPS-9" }] }],
    };
    const raw = given({ fields: { description } });
    const comments = [
      {
        id: "5",
        created: "2026-01-02T00:00:00.000+0000",
        body: "SECRET COMMENT on ACME-77, any update?",
        author: { accountId: "a", accountType: "atlassian" },
      },
    ];
    const normalised = normaliseIssue(site, { ...raw, comments })!;
    expect(JSON.stringify(normalised)).not.toContain("SECRET");
    expect(normalised.item).toMatchObject({ title: null, description: { length: 20, names: "OPS-9" } });
    expect(normalised.item.minhash).toMatch(/^[0-9a-f]{512}$/);
    expect(brief(normalised.events, "comment")).toEqual([["history", null, "ACME-77", "status-request,cross-reference"]]);
  });

  test("property: whatever passes the schema is normalised without an error", () => {
    const anything = fc.oneof(fc.string(), fc.constant(null), fc.jsonValue());
    expect(() =>
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              field: fc.oneof(fc.constantFrom("status", "Link", "Sprint", "Key", "project", "Parent", "labels"), fc.string()),
              fieldId: anything,
              from: anything,
              to: anything,
              fromString: anything,
              toString: anything,
            }),
          ),
          anything,
          (items, description) => {
            const history = { id: "1", created: CREATED, items };
            const raw = given({ fields: { description, cf1: description, cf3: description, cf5: description } });
            return !isHistory(history) || normaliseIssue(site, { ...raw, histories: [history] }) !== null;
          },
        ),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });
});

describe("mechanisms that carry a measure", () => {
  test.each([
    [{ completedCycles: [], ongoingCycle: { breached: false } }, 1],
    [{ completedCycles: [{ breached: true }] }, 1],
    [{ completedCycles: [] }, 0],
    [null, 0],
    ["3 h", 0],
  ])("a clock of Jira Service Management that runs or has run: %j", (cf6, count) => {
    const { events } = read({ fields: { cf6 } });
    const levels = events.filter(({ kind, detail }) => kind === "other" && detail === "sla");
    expect(levels.map(({ origin, at }) => [origin, at])).toEqual(count === 0 ? [] : [["snapshot", CREATED]]);
  });

  test("a sprint has a goal or has none; its words are not kept", () => {
    const sprints = [
      { id: 1, name: "One", goal: "SECRET GOAL" },
      { id: 2, name: "Two", goal: " " },
      { id: 3, name: "Three" },
    ];
    const normalised = read({ fields: { cf1: sprints } });
    expect(normalised.sprints.map(({ hasGoal }) => hasGoal)).toEqual([true, false, false]);
    expect(JSON.stringify(normalised)).not.toContain("SECRET GOAL");
  });
});
