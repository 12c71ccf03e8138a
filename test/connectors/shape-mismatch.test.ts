import { expect, test } from "vitest";
import { z } from "zod";
import { placeOfMismatch } from "../../connectors/shape-mismatch.ts";

const shape = z.object({ issues: z.array(z.object({ id: z.string() })) });
const placeIn = (answer: unknown) => placeOfMismatch(shape.safeParse(answer).error!);

test("the path is named, and no value", () => {
  expect(placeIn({ issues: [{ id: "1" }, { id: 4711 }] })).toBe("`issues.1.id`");
  expect(placeIn("secret")).toBe("the whole answer");
});

test("a long path is cut", () => {
  const deep = z.record(z.string(), z.number()).safeParse({ ["k".repeat(500)]: "x" });
  expect(placeOfMismatch(deep.error!)).toHaveLength(82);
});
