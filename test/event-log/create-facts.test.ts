import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { cutAt } from "../../src/event-log/cut.ts";
import type { FactName, Facts, Rows } from "../../src/event-log/facts.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { instant, story, type Story } from "../support/log-story.ts";

const FACT_NAMES: readonly FactName[] = [
  ...(["log", "visits", "population", "lifecycle", "ownership", "dependencies", "blocked", "activity"] as const),
  ...(["calendar", "service", "quality", "people", "twins", "interactions"] as const),
];
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
    else if (what === "flag" && value % 2 === 0) item.block(at, by);
    else if (what === "flag") item.unblock(at, by);
    else if (what === "link" && value % 2 === 0) item.link("is-blocked-by", items[value % 6]!, at, by);
    else if (what === "link") item.unlink("is-blocked-by", items[value % 6]!, at, by);
    else if (what === "resolution") item.resolution(value % 2 === 0 ? "Duplicate" : null, at, by);
    else item.comment(at, by);
  }
  return s;
}

/** Rows that do not follow the one before without a gap, or items that do not begin at their creation or do not end open. */
function gaps(facts: Facts, rows: Rows, from: Float64Array, to: Float64Array): number[] {
  const { items } = facts.log;
  const found: number[] = [];
  for (let i = 0; i < items.count; i++) {
    const [begin, end] = [rows.first[i]!, rows.first[i + 1]!];
    if (begin >= end || from[begin] !== items.createdAt[i] || !Number.isNaN(to[end - 1]!)) found.push(begin);
    for (let r = begin; r + 1 < end; r++) if (to[r] !== from[r + 1] || to[r]! < from[r]!) found.push(r);
  }
  return found;
}

/** Rows of the same item that carry the same value one after the other. */
function repeats(item: Uint32Array, value: Int32Array): number[] {
  return [...item.keys()].filter((r) => r > 0 && item[r] === item[r - 1] && value[r] === value[r - 1]);
}

describe("for any history", () => {
  test("visits and ownership tile the life of each item", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const facts = told(history).facts();
        const { visits, ownership } = facts;
        expect(visits.first.length).toBe(facts.log.items.count + 1);
        expect(gaps(facts, visits, visits.enteredAt, visits.leftAt)).toEqual([]);
        expect(gaps(facts, ownership, ownership.from, ownership.to)).toEqual([]);
      }),
    );
  });

  test("neighbouring visits differ in status, neighbouring owners differ", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { visits, ownership } = told(history).facts();
        expect(repeats(visits.item, visits.status)).toEqual([]);
        expect(repeats(ownership.item, ownership.owner)).toEqual([]);
      }),
    );
  });

  test("a finish, a cancellation and being open exclude each other, and all lie within the life of the item", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { lifecycle, log } = told(history).facts();
        for (let i = 0; i < log.items.count; i++) {
          const category = lifecycle.category[i]!;
          expect(Number.isNaN(lifecycle.doneAt[i]!)).toBe(category !== "done");
          expect(Number.isNaN(lifecycle.cancelledAt[i]!)).toBe(category !== "cancelled");
          expect(lifecycle.firstDoneAt[i]! > lifecycle.doneAt[i]!).toBe(false);
          const known = [lifecycle.startedAt, lifecycle.firstDoneAt, lifecycle.doneAt, lifecycle.cancelledAt]
            .map((column) => column[i]!)
            .filter((at) => !Number.isNaN(at));
          expect(known.filter((at) => at < log.items.createdAt[i]! || at >= log.asOf)).toEqual([]);
        }
      }),
    );
  });

  test("blocked spans of an item are apart from each other and lie within its life", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { blocked, log } = told(history).facts();
        const wrong = [...blocked.item.keys()].filter((b) => {
          const isFirst = b === 0 || blocked.item[b] !== blocked.item[b - 1];
          const earliest = isFirst ? log.items.createdAt[blocked.item[b]!]! - 1 : blocked.to[b - 1]!;
          return !(blocked.from[b]! > earliest) || blocked.to[b]! <= blocked.from[b]!;
        });
        expect(wrong).toEqual([]);
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
        for (const name of ["visits", "population", "lifecycle", "ownership", "blocked", "dependencies"] as const) {
          expect(cut[name]).toEqual(built[name]);
        }
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

test("facts are computed once, and their methods are the same functions for every log", () => {
  const [one, other] = [story({ asOf: AS_OF }), story({ asOf: AS_OF })];
  one.item("A-1", { at: BEGIN });
  const facts = createFacts(one.log());
  for (const name of FACT_NAMES) expect(facts[name]).toBe(facts[name]);
  const more = createFacts(other.log());
  expect(facts.activity.isSubstantive).toBe(more.activity.isSubstantive);
  expect(facts.calendar.workingMs).toBe(more.calendar.workingMs);
  expect(facts.quality.shows).toBe(more.quality.shows);
});

test("a log without any item has facts too", () => {
  const facts = story({ asOf: AS_OF }).facts();
  expect([facts.visits.count, facts.ownership.count, facts.blocked.count, facts.dependencies.count]).toEqual([0, 0, 0, 0]);
  expect(facts.activity.actorsMissing).toBe(true);
  expect(facts.service.quantileDays(new Uint32Array(), 0, { startAt: 0, endAt: AS_OF }, 0.5)).toBeNull();
});
