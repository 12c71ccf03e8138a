import { z } from "zod";
import type { Level } from "../../model/level.ts";
import { CHANGE_VERDICTS, TREND_STEPS } from "../../model/trend.ts";

const level: z.ZodType<Level> = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** How one date differs from another. */
export const changeSchema = z.object({
  since: z.iso.datetime().describe("asOf of what it is compared with."),
  verdict: z.enum(CHANGE_VERDICTS).describe("none: smaller than the minimal detectable change."),
  index: z.number().nullable().describe("Difference of the index (1-5) on what could be measured at both dates."),
  indexAsPublished: z.number().nullable().describe("Difference of the two published numbers."),
  minimalDetectableChange: z.number().nullable(),
  levels: z.number().int().nullable(),
  notes: z.array(z.string()).readonly(),
});

/** Past dates beside a result: level and index, and what changed. */
export const recentTrendSchema = z.object({
  every: z.enum(TREND_STEPS),
  points: z
    .array(
      z.object({
        asOf: z.iso.datetime(),
        window: z.object({ historyWeeks: z.number().int().nonnegative(), shutdownWeeks: z.array(z.iso.datetime()).readonly() }),
        level: z.object({ best: level.nullable() }),
        index: z.object({
          score5: z.number().nullable(),
          interval90: z.tuple([z.number(), z.number()]).readonly().nullable(),
        }),
        reason: z.string().nullable().describe("Why there is no level; null when there is one."),
        change: changeSchema.nullable().describe("Against the point before it."),
        yearBefore: changeSchema.nullable(),
      }),
    )
    .readonly(),
  overall: changeSchema.nullable().describe("From the first date that can be compared with the last, to the last."),
});
