import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shardsOf, type Part } from "../../connectors/shard-parts.ts";

const plan = { known: [], least: 100, most: 16 };
const parts = (sizes: Readonly<Record<string, number | null>>): readonly Part[] =>
  Object.entries(sizes).map(([key, items]) => ({ key, items }));

describe("shards of projects, teams or repositories", () => {
  test("are the large ones by themselves, and small ones put together", () => {
    const found = shardsOf(parts({ BIG: 900, A: 60, B: 50, C: 30, D: 90, MID: 300 }), 1430, plan);
    expect(found).toEqual([
      { id: "BIG", parts: ["BIG"], items: 900 },
      { id: "MID", parts: ["MID"], items: 300 },
      { id: "C+1", parts: ["C", "D"], items: 120 },
      { id: "A+1", parts: ["A", "B"], items: 110 },
    ]);
  });

  test("are none where all together are not worth two, or one part has nearly everything", () => {
    expect(shardsOf(parts({ A: 90, B: 90 }), 180, plan)).toEqual([]);
    expect(shardsOf(parts({ A: 5000, B: 3 }), 5003, plan)).toEqual([]);
    expect(shardsOf([], 0, plan)).toEqual([]);
  });

  test("of parts that are not counted share what is left of the total", () => {
    expect(shardsOf(parts({ A: null, B: null, C: 400 }), 1000, plan).map(({ id, items }) => [id, items])).toEqual([
      ["C", 400],
      ["A", null],
      ["B", null],
    ]);
  });

  test("that are known stay; what came since is added, however small", () => {
    const known = [{ id: "A+1", parts: ["A", "B"], items: 400 }];
    expect(shardsOf(parts({ A: 200, B: 200, NEW: 3 }), 403, { ...plan, known })).toEqual([
      { id: "NEW", parts: ["NEW"], items: 3 },
    ]);
    expect(shardsOf(parts({ B: 200 }), 200, { ...plan, known })).toEqual([]);
  });

  test("hold every part once, are never more than wanted nor smaller than is worth it, and do not depend on the order", () => {
    const some = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1, maxLength: 4 }), items: fc.nat(2000) }), {
      selector: ({ key }) => key,
      maxLength: 60,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 20 }), (given, least, most) => {
        const total = given.reduce((sum, { items }) => sum + items, 0);
        const found = shardsOf(given, total, { known: [], least, most });
        expect(shardsOf(given.toReversed(), total, { known: [], least, most })).toEqual(found);
        if (found.length === 0) return;
        expect(found.flatMap((shard) => shard.parts).toSorted()).toEqual(given.map(({ key }) => key).toSorted());
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(found.length).toBeLessThanOrEqual(most);
        for (const { items } of found) expect(items).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
