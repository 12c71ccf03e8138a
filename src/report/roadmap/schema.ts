import { z } from "zod";
import { LEVELS, type Level } from "../../model/level.ts";

const level = z.literal(LEVELS as readonly Level[]);
const share = z.number().min(0).max(1);

const plan = z.object({
  values: z.record(z.string(), z.number()),
  cost: z.number(),
  probability: share,
});

const step = z.object({
  signal: z.string(),
  reference: z.string(),
  title: z.string(),
  unit: z.string(),
  practice: z.string(),
  now: z.number().nullable(),
  observed: z.number().nullable(),
  rungs: z.number(),
  characteristics: z.array(z.string()).readonly(),
  teams: z.array(z.object({ team: z.string(), value: z.number() })).readonly(),
  largestMove: z
    .object({ from: z.number(), to: z.number(), since: z.iso.datetime(), until: z.iso.datetime() })
    .nullable()
    .optional()
    .describe(
      "Largest move of the whole towards better from one end of a quarter to the next in the last year; null = it never moved that way.",
    ),
  alreadyThere: z.object({ team: z.string(), value: z.number() }).nullable(),
  examples: z
    .array(
      z.object({
        key: z.string(),
        url: z.string(),
        title: z.string().nullable(),
        stance: z.enum(["meets", "misses"]),
        note: z.string(),
      }),
    )
    .readonly(),
  windowWeeks: z.number(),
  halfVisibleAt: z.iso.date(),
  fullyVisibleAt: z.iso.date(),
  guard: z.string(),
  stability: share,
});

/** The published shape of a roadmap. A test holds it and the type `Roadmap` equal, in both directions. */
export const roadmapSchema = z.object({
  schemaVersion: z.literal(1),
  workspace: z.string(),
  asOf: z.iso.datetime(),
  ruleset: z.object({ version: z.string(), hash: z.string() }),
  status: z.enum(["found", "reached", "not-assessable", "out-of-reach", "not-solved", "top"]),
  from: level.nullable(),
  target: level,
  probabilityNow: share.nullable(),
  reason: z.string().nullable(),
  nominal: plan.nullable(),
  robust: plan.nullable(),
  steps: z.array(step).readonly(),
  lessStable: z.array(step).readonly(),
  accompanying: z.array(step).readonly(),
  withoutTarget: z.array(z.string()).readonly(),
  alternatives: z.array(plan).readonly(),
  evidence: z.array(z.string()).readonly(),
  perturbations: z.number().int(),
});

/** JSON Schema (2020-12) as published in `schemas/roadmap.schema.json`. */
export function roadmapJsonSchema(): unknown {
  return z.toJSONSchema(roadmapSchema);
}
