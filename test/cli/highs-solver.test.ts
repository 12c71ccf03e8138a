import { expect, test } from "vitest";
import { highsCode, highsSolver } from "../../src/cli/highs-solver.ts";
import type { BinaryProgram } from "../../src/roadmap/milp.ts";
import { seededRandom } from "../../src/statistics/random.ts";

const code = await highsCode();

/** Market split (Cornuejols and Dawande 1998): hardly any choice divides all rows in half, and bounds say nothing of it before nearly all was tried. */
function marketSplit(rows: number, size: number): BinaryProgram {
  const random = seededRandom("market split");
  const columns = Array.from({ length: size }, (_, column) => column);
  return {
    costs: columns.map(() => 1),
    rows: Array.from({ length: rows }, () => {
      const values = columns.map(() => random.below(100));
      const half = Math.floor(values.reduce((sum, value) => sum + value, 0) / 2);
      return { lower: half, upper: half, columns, values };
    }),
  };
}

test("a program that needs too many nodes is given up, and is solved when it may take them", async () => {
  const program = marketSplit(2, 14);
  const bounded = await highsSolver(code, 20);
  expect(bounded(program)).toEqual({ status: "stopped" });
  const { status } = (await highsSolver(code))(program);
  expect(["optimal", "infeasible"]).toContain(status);
});

test("an easy one needs none of them", async () => {
  const least = await highsSolver(code, 1);
  const answer = least({ costs: [3, 2, 2], rows: [{ lower: 2, upper: Infinity, columns: [0, 1, 2], values: [2, 1, 1] }] });
  expect(answer).toMatchObject({ status: "optimal", objective: 3 });
});
