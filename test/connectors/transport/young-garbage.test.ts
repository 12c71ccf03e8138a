import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createYoungGarbage } from "../../../connectors/transport/young-garbage.ts";

const PIECE = 64 * 1024;
const MB = 1024 * 1024;

test("dead pieces are freed while more of them come", () => {
  const garbage = createYoungGarbage();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  // 50 MB: less than what makes the engine look for itself.
  for (let count = 0; count < 800; count++) {
    garbage.add(Buffer.allocUnsafeSlow(PIECE).length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(32 * MB);
});

test("nobody else is given a collector", () => {
  createYoungGarbage().add(16 * MB);
  expect(runInNewContext("typeof gc")).toBe("undefined");
});
