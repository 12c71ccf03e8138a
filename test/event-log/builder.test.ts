import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventLogBuilder } from "../../src/event-log/builder.ts";
import { COMMENT_CROSS_REFERENCE, COMMENT_STATUS_REQUEST, KIND, LINK, ORIGIN } from "../../src/event-log/columns.ts";
import { keyOrder } from "../../src/event-log/event-order.ts";
import { instant, statusId, story } from "../support/log-story.ts";

describe("EventLogBuilder", () => {
  const s = story({ asOf: "2026-06-30", actors: { bot: "automation-rule" } });
  const a = s.item("A-1", { at: "2026-05-01T09:00Z", assignee: "p3" });
  const b = s.item("A-2", { at: "2026-05-01T10:00Z", team: "beta" });
  a.to("In Progress", "2026-05-02T09:00Z", "p2");
  a.link("is-blocked-by", b, "2026-05-03T09:00Z");
  a.link("blocks", "jira/key:A-2", "2026-05-03T10:00Z");
  a.link("relates-to", "jira/key:Z-1", "2026-05-03T11:00Z");
  a.comment("2026-05-04T09:00Z", "bot", ["status-request", "cross-reference"]);
  a.due("2026-06-01", "2026-05-05T09:00Z");
  b.to("Done", "2026-06-30");
  const log = s.log();
  const { events, items } = log;
  const rowsOf = (kind: keyof typeof KIND) => [...events.kind.keys()].filter((e) => events.kind[e] === KIND[kind]);

  test("stands by item, then by time, the creation first and what the item was created with next", () => {
    const kinds = [...events.kind.subarray(items.firstEvent[0], items.firstEvent[1])];
    expect(kinds).toEqual([
      KIND.created,
      KIND.status,
      KIND.assignee,
      KIND.status,
      KIND.link,
      KIND.link,
      KIND.link,
      KIND.comment,
      KIND["due-date"],
    ]);
    expect([...events.item]).toEqual([...events.item].sort((x, y) => x - y));
  });

  test("resolves what from, to and detail mean", () => {
    const [initial, moved] = rowsOf("status");
    expect(events.origin[initial!]).toBe(ORIGIN.initial);
    expect(log.statuses[events.from[moved!]!]!.name).toBe("Backlog");
    expect(log.statuses[events.to[moved!]!]!.category).toBe("active");
    const links = rowsOf("link");
    expect(links.map((e) => events.detail[e])).toEqual([LINK["is-blocked-by"], LINK.blocks, LINK["relates-to"]]);
    expect([events.to[links[0]!], events.to[links[1]!]]).toEqual([1, 1]);
    expect(log.texts[-2 - events.to[links[2]!]!]).toBe("jira/key:Z-1");
    expect(events.detail[rowsOf("comment")[0]!]).toBe(COMMENT_STATUS_REQUEST | COMMENT_CROSS_REFERENCE);
    expect(log.texts[events.to[rowsOf("due-date")[0]!]!]).toBe("2026-06-01");
    expect(log.actors.id[events.to[rowsOf("assignee")[0]!]!]).toBe("actor:p3");
    expect(log.teams[items.team[1]!]!.name).toBe("beta");
  });

  test("leaves out what happens at asOf", () => {
    expect(rowsOf("status")).toHaveLength(3);
  });

  test("an item without any status event has the one of its record, at no known time", () => {
    const late = story({ asOf: "2026-06-30" });
    late.item("A-1", { at: "2026-05-01", status: null });
    const { events: found, statuses } = late.log();
    const e = found.kind.indexOf(KIND.status);
    expect(found.origin[e]).toBe(ORIGIN.snapshot);
    expect(statuses[found.to[e]!]!.id).toBe(statusId("Backlog"));
  });

  test("what nobody described is still there, and claims nothing", () => {
    const builder = new EventLogBuilder();
    const record = {
      key: "A-1",
      url: "",
      title: null,
      projectKey: "P",
      typeRaw: "Task",
      type: "task" as const,
      createdAt: 1,
      updatedAt: 1,
      creator: "u",
      reporter: null,
    };
    const rest = {
      resolution: null,
      resolvedAt: null,
      description: { length: 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
      structuredIntake: null,
      minhash: null,
      historyComplete: true,
    };
    builder.addItem({ id: "j/1", status: "lost", ...record, ...rest }, { deletedAt: null });
    const made = builder.finish(10);
    expect(made.statuses).toEqual([{ id: "lost", name: "lost", category: "backlog" }]);
    expect(made.actors.id).toEqual(["u"]);
    expect(made.actors.active[0]).toBe(-1);
    expect(made.items.team[0]).toBe(-1);
  });

  test("a newer record replaces an older one, an older one changes nothing", () => {
    const builder = new EventLogBuilder();
    const record = (updatedAt: number, key: string) => ({
      id: "j/1",
      key,
      url: "",
      title: null,
      projectKey: "P",
      typeRaw: "Task",
      type: "task" as const,
      createdAt: 1,
      updatedAt,
      creator: null,
      reporter: null,
      status: "s",
      resolution: null,
      resolvedAt: null,
      description: { length: 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
      structuredIntake: null,
      minhash: null,
      historyComplete: true,
    });
    builder.addItem(record(5, "NEW-1"), { deletedAt: null });
    builder.addItem(record(4, "OLD-1"), { deletedAt: null });
    const made = builder.finish(10);
    expect(made.items.key).toEqual(["NEW-1"]);
  });
});

test("items lie team by team, oldest first, the same at every instant", () => {
  const told = story({ asOf: "2026-06-30" });
  told.item("B-1", { at: "2026-05-01", team: "beta" });
  const moving = told.item("A-1", { at: "2026-05-02", team: "alpha" });
  told.item("A-2", { at: "2026-05-04", team: "alpha" });
  told.item("A-3", { at: "2026-05-03", team: "alpha" });
  told.item("A-4", { at: "2026-05-03", team: "alpha" });
  moving.team("beta", "2026-06-01");
  const inOrder = ["A-3", "A-4", "A-2", "B-1", "A-1"];
  expect(told.log().items.key).toEqual(inOrder);
  expect(told.log("2026-05-20").items.key).toEqual(inOrder);
});

test("the order in which records come changes nothing", () => {
  const s = story({ asOf: "2026-06-30" });
  const items = s.bulk({ count: 12, from: "2026-03-01", to: "2026-05-01" });
  // Many events of one item at one instant, in an order that only their keys tell.
  for (const label of ["c", "a", "b"]) items[0]!.label(label, "2026-05-01T00:00Z");
  const expected = s.log();
  const labels = [...expected.events.kind.keys()].filter((e) => expected.events.kind[e] === KIND.label);
  expect(labels.map((e) => expected.texts[expected.events.to[e]!])).toEqual(["c", "a", "b"]);
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (randoms) => {
      const shuffled = <T>(records: readonly T[]): readonly T[] =>
        records
          .map((record) => ({ record, at: randoms.next().value as number }))
          .sort((x, y) => x.at - y.at)
          .map(({ record }) => record);
      expect(s.build(instant("2026-06-30"), shuffled)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test("the fast path gives the same log as records", () => {
  const s = story({ asOf: "2026-06-30" });
  s.item("A-1", { at: "2026-05-01" }).to("In Progress", "2026-05-02", "p2");
  const builder = new EventLogBuilder();
  const expected = s.log();
  for (const status of expected.statuses) builder.addStatus({ ...status, categoryRaw: null, categoryBasis: "story" });
  for (const id of expected.actors.id) builder.addActor({ id, kind: "human", kindBasis: "story", active: true });
  builder.addTeam({ id: "team:alpha", name: "alpha", basis: "story" });
  builder.addProject("jira", { key: "alpha", name: "alpha", team: "team:alpha" });
  const at = instant("2026-05-01");
  const item = builder.itemNumber("jira/10000000");
  builder.addEvent(
    item,
    instant("2026-05-02"),
    KIND.status,
    ORIGIN.history,
    "actor:p2",
    statusId("Backlog"),
    statusId("In Progress"),
    null,
    false,
  );
  builder.addEvent(item, at, KIND.status, ORIGIN.initial, null, null, statusId("Backlog"), null, false);
  builder.addEvent(item, at, KIND.created, ORIGIN.history, "actor:p1", null, null, null, false);
  const description = { length: 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false };
  const returned = builder.addItem(
    {
      id: "jira/10000000",
      key: "A-1",
      url: "https://tracker.example/browse/A-1",
      title: "Title of A-1",
      projectKey: "alpha",
      typeRaw: "story",
      type: "story",
      createdAt: at,
      updatedAt: at,
      creator: "actor:p1",
      reporter: null,
      status: statusId("In Progress"),
      resolution: null,
      resolvedAt: null,
      description,
      structuredIntake: null,
      minhash: null,
      historyComplete: true,
    },
    { deletedAt: null },
  );
  expect(returned).toBe(item);
  expect(builder.finish(expected.asOf)).toEqual(expected);
});

describe("keyOrder", () => {
  test.each([
    ["h10023:0", "h10023:1"],
    ["h9999:7", "h10000:0"],
    ["initial:label:1", "initial:label:2"],
    ["6f1ed002-ab58-4a3e-9c22-77d2a2b1e0a9:0", "6f1ed002-ab58-4a3e-9c22-77d2a2b1e0a9:10"],
  ])("%s comes before %s", (first, second) => {
    expect(keyOrder(first)).toBeLessThan(keyOrder(second));
  });
  test("reads the numbers that a regular expression would read", () => {
    const slowly = (key: string): number => {
      const colon = key.lastIndexOf(":");
      const position = colon < 0 ? NaN : Number(key.slice(colon + 1));
      const hasPosition = Number.isInteger(position) && position >= 0;
      const stem = hasPosition ? key.slice(0, colon) : key;
      const digits = /\d{1,12}$/.exec(stem);
      const hash = [...Array(stem.length).keys()].reduce((of, at) => Math.imul(of ^ stem.charCodeAt(at), 16777619), 2166136261);
      const number = digits !== null && digits.index <= 8 ? Number(digits[0]) : hash >>> 0;
      return number * 1024 + (hasPosition ? Math.min(position, 1023) : 0);
    };
    const piece = fc.constantFrom(
      "h",
      "c",
      "initial",
      "23",
      "999999999999",
      "0",
      ":",
      ".",
      " ",
      "-",
      "e1",
      "Infinity",
      "abcdefgh",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join("")),
        ),
        (key) => {
          expect(keyOrder(key)).toBe(slowly(key));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is a safe integer", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(Number.isSafeInteger(keyOrder(key)) && keyOrder(key) >= 0).toBe(true);
      }),
    );
  });
});
