import { expect, test } from "vitest";
import { createDrift } from "../../connectors/drift.ts";

test("the same surprise is counted, another one stands beside it, and none is no surprise", () => {
  const drift = createDrift();
  drift.see("status", "new");
  drift.see("status", "new", 2);
  drift.see("status", "other");
  drift.see("type", "new", 0);
  expect(drift.take()).toEqual([
    { path: "status", value: "new", count: 3 },
    { path: "status", value: "other", count: 1 },
  ]);
});
