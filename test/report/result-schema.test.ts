import { expect, test } from "vitest";
import type { z } from "zod";
import type { Result } from "../../src/model/result.ts";
import { resultJsonSchema, type resultSchema } from "../../src/report/result-schema.ts";

type Parsed = z.infer<typeof resultSchema>;
/** `npm run types` fails here when the schema and the type drift apart. */
const sameShape: [Parsed extends Result ? "same" : never, Result extends Parsed ? "same" : never] = ["same", "same"];

test("is the type Result, key for key", () => {
  expect(sameShape).toEqual(["same", "same"]);
});

test("names every key that readers were promised", () => {
  const schema = resultJsonSchema() as { properties: Record<string, unknown>; required: string[] };
  const promised = ["schemaVersion", "workspace", "asOf", "window", "ruleset", "level", "index", "c4", "characteristics", "signals", "teams", "streams", "provenance"];
  expect(schema.required).toEqual(expect.arrayContaining(promised));
});
