import fc from "fast-check";
import { expect, test } from "vitest";
import { sortedRuns } from "../../src/event-log/sorted-runs.ts";

test("sorts as a stable sort does, whatever runs there are", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (values) => {
      const rows = values.map((_, row) => row);
      const compare = (a: number, b: number): number => values[a]! - values[b]!;
      expect([...sortedRuns(Uint32Array.from(rows), compare)]).toEqual(rows.toSorted(compare));
    }),
  );
});

test("merges stretches that are in order by themselves", () => {
  const values = [1, 4, 7, 2, 5, 8, 3, 6, 9];
  const rows = sortedRuns(Uint32Array.from(values.keys()), (a, b) => values[a]! - values[b]!);
  expect(Array.from(rows, (row) => values[row])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
