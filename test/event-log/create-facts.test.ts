import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { cutAt } from "../../src/event-log/cut.ts";
import type { Facts, Rows } from "../../src/event-log/facts.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { instant, story, type Story } from "../support/log-story.ts";

const STATUSES = ["Backlog", "Ready", "In Progress", "Review", "Waiting", "Blocked", "Done", "Cancelled"] as const;
const BEGIN = instant("2026-01-01");
const AS_OF = instant("2026-06-30");

interface Step {
  readonly item: number;
  readonly what: "status" | "assign" | "flag" | "link" | "comment" | "resolution";
  readonly value: number;
  readonly day: number;
}
const steps = fc.array(
  fc.record({
    item: fc.nat(5),
    what: fc.constantFrom("status", "assign", "flag", "link", "comment", "resolution"),
    value: fc.nat(7),
    // Some before the items exist and some after asOf, many at the same instant.
    day: fc.integer({ min: -10, max: 200 }),
  }),
  { maxLength: 60 },
);

/** Six items of which one is a sub-task, with whatever the steps say, in the order of the steps rather than of time. */
function told(history: readonly Step[]): Story {
  const s = story({ asOf: AS_OF, actors: { agent: "ai-agent", rule: "automation-rule" } });
  const parent = s.item("A-0", { at: BEGIN });
  const items = [
    parent,
    ...[1, 2, 3, 4].map((n) => s.item(`A-${n}`, { at: BEGIN + n * 20 * DAY_MS })),
    s.item("S-5", { at: BEGIN, type: "sub-task", parent }),
  ];
  const actors = ["p1", "p2", "p3", "agent", "rule", null, "p1", "p2"];
  for (const { item: n, what, value, day } of history) {
    const item = items[n]!;
    const at = BEGIN + day * DAY_MS;
    const by = actors[(value + day + 10) % actors.length]!;
    if (what === "status") item.to(STATUSES[value]!, at, by);
    else if (what === "assign") item.assign(actors[value]!, at, by);
    else if (what === "flag") value % 2 === 0 ? item.block(at, by) : item.unblock(at, by);
    else if (what === "link")
      value % 2 === 0
        ? item.link("is-blocked-by", items[value % 6]!, at, by)
        : item.unlink("is-blocked-by", items[value % 6]!, at, by);
    else if (what === "resolution") item.resolution(value % 2 === 0 ? "Duplicate" : null, at, by);
    else item.comment(at, by);
  }
  return s;
}

/** Checks that the rows of every item follow one another without a gap from its creation on and that only the last one is open. */
function expectTiles(facts: Facts, rows: Rows, from: Float64Array, to: Float64Array): void {
  const { items } = facts.log;
  expect(rows.first.length).toBe(items.count + 1);
  for (let i = 0; i < items.count; i++) {
    const [begin, end] = [rows.first[i]!, rows.first[i + 1]!];
    expect(end).toBeGreaterThan(begin);
    expect(from[begin]).toBe(items.createdAt[i]);
    for (let r = begin; r + 1 < end; r++) {
      expect(to[r]).toBe(from[r + 1]);
      if (!(to[r]! >= from[r]!)) expect(to[r]).toBeGreaterThanOrEqual(from[r]!);
    }
    expect(to[end - 1]).toBeNaN();
  }
}

describe("for any history", () => {
  test("visits and ownership tile the life of each item", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const facts = told(history).facts();
        expectTiles(facts, facts.visits, facts.visits.enteredAt, facts.visits.leftAt);
        expectTiles(facts, facts.ownership, facts.ownership.from, facts.ownership.to);
      }),
    );
  });

  test("neighbouring visits differ in status, neighbouring owners differ", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { visits, ownership } = told(history).facts();
        for (let v = 1; v < visits.count; v++)
          if (visits.item[v] === visits.item[v - 1]) expect(visits.status[v]).not.toBe(visits.status[v - 1]);
        for (let o = 1; o < ownership.count; o++)
          if (ownership.item[o] === ownership.item[o - 1]) expect(ownership.owner[o]).not.toBe(ownership.owner[o - 1]);
      }),
    );
  });

  test("a finish, a cancellation and being open exclude each other, and a finish comes after the creation", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { lifecycle, log } = told(history).facts();
        for (let i = 0; i < log.items.count; i++) {
          const category = lifecycle.category[i]!;
          expect(Number.isNaN(lifecycle.doneAt[i]!)).toBe(category !== "done");
          expect(Number.isNaN(lifecycle.cancelledAt[i]!)).toBe(category !== "cancelled");
          if (category === "done") expect(lifecycle.firstDoneAt[i]!).toBeLessThanOrEqual(lifecycle.doneAt[i]!);
          for (const at of [lifecycle.startedAt[i]!, lifecycle.firstDoneAt[i]!]) {
            if (!Number.isNaN(at)) expect(at >= log.items.createdAt[i]! && at < log.asOf).toBe(true);
          }
        }
      }),
    );
  });

  test("blocked spans of an item are apart from each other and end within its life", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { blocked, log } = told(history).facts();
        for (let b = 0; b < blocked.count; b++) {
          expect(blocked.from[b]).toBeGreaterThanOrEqual(log.items.createdAt[blocked.item[b]!]!);
          expect(blocked.to[b]! > blocked.from[b]! || Number.isNaN(blocked.to[b]!)).toBe(true);
          if (b > 0 && blocked.item[b] === blocked.item[b - 1]) expect(blocked.from[b]).toBeGreaterThan(blocked.to[b - 1]!);
        }
      }),
    );
  });

  test("the facts of a cut log are those of a log built for that instant", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 179 }), (history, day) => {
        const s = told(history);
        const asOf = BEGIN + day * DAY_MS + 1;
        const cut = createFacts(cutAt(s.log(), asOf));
        const built = s.facts(asOf);
        for (const name of ["visits", "population", "lifecycle", "ownership", "blocked", "dependencies"] as const)
          expect(cut[name], name).toEqual(built[name]);
        expect(cut.activity.touch).toEqual(built.activity.touch);
        expect(cut.activity.acts).toEqual(built.activity.acts);
        expect(cut.quality.observed).toEqual(built.quality.observed);
      }),
      { numRuns: 60 },
    );
  });

  test("what is over stays as it was: later events change no stay that had ended", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 179 }), (history, day) => {
        const s = told(history);
        const asOf = BEGIN + day * DAY_MS + 1;
        const [early, late] = [s.facts(asOf).visits, s.facts().visits];
        const { items } = s.log(asOf);
        for (let i = 0; i < items.count; i++) {
          const before = early.first[i + 1]! - early.first[i]!;
          for (let n = 0; n < before; n++) {
            const [e, l] = [early.first[i]! + n, late.first[s.index(items.key[i]!)]! + n];
            expect([early.status[e], early.enteredAt[e]]).toEqual([late.status[l], late.enteredAt[l]]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("facts are computed when asked for, and once", () => {
  const s = story({ asOf: AS_OF });
  s.item("A-1", { at: BEGIN });
  const facts = createFacts(s.log());
  expect(facts.visits).toBe(facts.visits);
  expect(facts.calendar).toBe(facts.calendar);
  expect(Object.keys(facts).sort()).toEqual([
    "activity",
    "blocked",
    "calendar",
    "dependencies",
    "lifecycle",
    "log",
    "ownership",
    "people",
    "population",
    "quality",
    "service",
    "visits",
  ]);
});

test("a log without any item has facts too", () => {
  const facts = story({ asOf: AS_OF }).facts();
  expect([facts.visits.count, facts.ownership.count, facts.blocked.count, facts.dependencies.count]).toEqual([0, 0, 0, 0]);
  expect(facts.activity.actorsMissing).toBe(true);
  expect(facts.service.quantileDays(new Uint32Array(), 0, { startAt: 0, endAt: AS_OF }, 0.5)).toBeNull();
});
