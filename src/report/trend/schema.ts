import { z } from "zod";
import { RATINGS, type Level } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import { TREND_STEPS } from "../../model/trend.ts";
import { indexVerdict, levelVerdict } from "../result-schema.ts";
import { changeSchema } from "./recent-schema.ts";

const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]).readonly();
const level: z.ZodType<Level> = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

const point = z.object({
  asOf: z.iso.datetime().describe("Nothing at or after it was known."),
  window: z.object({
    startAt: z.iso.datetime(),
    endAt: z.iso.datetime(),
    effectiveWeeks: z.number(),
    shutdownWeeks: z.array(z.iso.datetime()).readonly(),
    historyWeeks: z.number().int().nonnegative(),
  }),
  level: levelVerdict.pick({
    best: true,
    confirmed: true,
    lower: true,
    upper: true,
    atLeast: true,
    notAssessable: true,
  }),
  index: indexVerdict.omit({ groups: true }),
  c4: z.object(
    Object.fromEntries(DIMENSIONS.map((name) => [name, z.number().nullable()])) as Record<
      (typeof DIMENSIONS)[number],
      z.ZodNullable<z.ZodNumber>
    >,
  ),
  characteristics: z
    .array(
      z.object({
        id: z.string(),
        rating: z.enum(RATINGS),
        attainment: share.nullable(),
        interval90: interval.nullable(),
      }),
    )
    .readonly(),
  teams: z.array(z.object({ id: z.string(), name: z.string(), best: level, score5: z.number().nullable() })).readonly(),
  items: z.number().int(),
  completed: z.number().int(),
  reason: z.string().nullable().describe("Why there is no level; null when there is one."),
  notes: z.array(z.string()).readonly(),
  change: changeSchema.nullable().describe("Against the point before it."),
  yearBefore: changeSchema
    .nullable()
    .describe("Against the same weeks a year earlier; null where it was not looked at or there are none."),
});

/** The published shape of a trend. A test holds it and the type `Trend` equal, in both directions. */
export const trendSchema = z.object({
  schemaVersion: z.literal(1),
  workspace: z.string(),
  every: z.enum(TREND_STEPS),
  ruleset: z.object({ version: z.string(), hash: z.string(), deviations: z.array(z.string()).readonly() }),
  statement: z.string(),
  historyBeganAt: z.iso.datetime().nullable(),
  points: z.array(point).readonly(),
  overall: changeSchema
    .nullable()
    .describe("To the last point that has a level, from the earliest that it can be compared with."),
  limits: z.array(z.string()).readonly(),
  complete: z.boolean(),
  provenance: z.object({ product: z.string(), pagesHash: z.string(), seed: z.string(), draws: z.number().int() }),
});

/** JSON Schema (2020-12) as published in `schemas/trend.schema.json`. */
export function trendJsonSchema(): unknown {
  return z.toJSONSchema(trendSchema);
}
