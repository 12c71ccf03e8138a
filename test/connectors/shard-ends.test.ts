import { expect, test } from "vitest";
import { firstBegun } from "../../connectors/shard-ends.ts";
import type { Json } from "../../src/model/page.ts";

const parse = (end: Json) => (typeof end === "number" ? { startedAt: end } : null);

test("what goes on behind shards begins where the first of them began", () => {
  expect(firstBegun([30, 10, 20], parse, 99)).toBe(10);
});

test("an end that says nothing changes nothing; where none says anything it is now", () => {
  expect(firstBegun([null, 40, "of another version"], parse, 99)).toBe(40);
  expect(firstBegun([null], parse, 99)).toBe(99);
  expect(firstBegun([], parse, 99)).toBe(99);
});
