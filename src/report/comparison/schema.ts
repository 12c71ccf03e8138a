import { z } from "zod";
import { RATINGS } from "../../model/level.ts";
import { CAUSES } from "../../model/comparison.ts";
import { CHANGE_VERDICTS } from "../../model/trend.ts";

const side = z.object({
  kind: z.enum(["date", "scan", "file"]).describe("date: judged now; scan: kept by a scan; file: written by one."),
  workspace: z.string(),
  asOf: z.iso.datetime(),
  ruleset: z.object({ version: z.string(), hash: z.string() }),
  pagesHash: z.string(),
  product: z.string(),
  complete: z.boolean(),
});

const part = z.number().nullable();
const split = z.object({
  before: part,
  after: part,
  whole: part.describe("after - before; null when one of them is."),
  work: part.describe("What happened between the two dates, on what could be measured at both."),
  evidence: part.describe("What could be seen or measured."),
  ruleset: part.describe("The rules."),
  unsplit: part.describe("What belongs to the causes in unsplitCauses together. All parts sum to the whole."),
});
const verdict = {
  verdict: z.enum(CHANGE_VERDICTS).describe("Of the part that is the work."),
  minimalDetectableChange: z.number().nullable(),
};
const names = z.array(z.string()).readonly();

/** The published shape of a comparison. A test holds it and the type `Comparison` equal, in both directions. */
export const comparisonSchema = z.object({
  schemaVersion: z.literal(1),
  before: side,
  after: side,
  order: z.string(),
  unsplitCauses: z.array(z.enum(CAUSES)).readonly(),
  level: split,
  index: split.extend(verdict),
  characteristics: z
    .array(split.extend({ ...verdict, id: z.string(), ratingBefore: z.enum(RATINGS), ratingAfter: z.enum(RATINGS) }))
    .readonly(),
  signalsGained: names,
  signalsLost: names,
  teamsGained: names,
  teamsLost: names,
  notes: names,
  statement: z.string(),
});

/** JSON Schema (2020-12) as published in `schemas/comparison.schema.json`. */
export function comparisonJsonSchema(): unknown {
  return z.toJSONSchema(comparisonSchema);
}
