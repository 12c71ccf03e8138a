import { z } from "zod";
import { STATEMENT_KINDS } from "../model/attestation.ts";
import { roadmapSchema } from "./roadmap/schema.ts";
import { recentTrendSchema } from "./trend/recent-schema.ts";
import { FLAG_KINDS } from "../model/flag.ts";
import { FACETS } from "../model/facet.ts";
import { JOIN_BASES, JOIN_KINDS } from "../model/join.ts";
import { CHARACTERISTIC_KINDS, INDICATOR_GROUPS, RATINGS, type Level } from "../model/level.ts";
import { DIMENSIONS, EVIDENCE_FAMILIES, OUTCOMES } from "../model/measure.ts";
import { PROBLEM_CODES } from "../model/problem.ts";

const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]).readonly();
const level: z.ZodType<Level> = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const levelShares = z.object({ "1": share, "2": share, "3": share, "4": share, "5": share });
const counts = z.record(z.string(), z.number());
const recordOf = <K extends string, V extends z.ZodType>(keys: readonly K[], value: V) =>
  z.object(Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>);

const example = z.object({
  key: z.string(),
  url: z.string(),
  title: z.string().nullable(),
  stance: z.enum(["meets", "misses"]),
  note: z.string(),
});

const distribution = z.union([
  z.object({ kind: z.literal("exact"), value: z.number() }),
  z.object({ kind: z.literal("beta"), alpha: z.number(), beta: z.number(), scale: z.number() }),
  z.object({ kind: z.literal("normal"), mean: z.number(), sd: z.number() }),
  z.object({ kind: z.literal("log-normal"), logMean: z.number(), logSd: z.number() }),
  z.object({ kind: z.literal("quantiles"), values: z.array(z.number()).readonly() }),
]);

const problem = z.object({
  code: z.enum(PROBLEM_CODES),
  connection: z.string().nullable(),
  stream: z.string().nullable(),
  page: z.number().int().nullable(),
  what: z.string(),
  todo: z.string(),
});

export const levelVerdict = z.object({
  best: level.nullable().describe("Highest level with P(level >= k) >= 0.5; null = cannot be judged from this data."),
  confirmed: level.nullable().describe("Highest level with P(level >= k) >= 0.9."),
  probabilities: levelShares.nullable().describe("P(level = k); sums to 1."),
  atLeast: levelShares.nullable().describe("P(level >= k)."),
  strict: level.nullable().describe("Without the one tolerated gap a level."),
  isoStrict: level.nullable().describe("L or better at k, F below."),
  lower: level.describe("The level if everything that could not be judged were absent."),
  upper: level.describe("The level if everything that could not be judged were perfect."),
  notAssessable: z.object({ level, reason: z.string() }).nullable(),
  gaps: z
    .array(
      z.object({
        kind: z.enum(["characteristic", "evidence", "team"]),
        level,
        id: z.string(),
        sentence: z.string(),
        rating: z.enum(RATINGS).nullable(),
        tolerated: z.boolean(),
      }),
    )
    .readonly(),
});

export const indexVerdict = z.object({
  score100: z.number().min(0).max(100).nullable(),
  score5: z.number().min(1).max(5).nullable(),
  interval90: interval.nullable(),
  interval90WithThresholds: interval.nullable(),
  minimalDetectableChange: z.number().nullable(),
  groups: recordOf(INDICATOR_GROUPS, z.number().nullable()),
});

const characteristicVerdict = z.object({
  id: z.string(),
  level,
  text: z.string(),
  kind: z.enum(CHARACTERISTIC_KINDS),
  rating: z.enum(RATINGS).describe("N P L F by ISO/IEC 33020; I insufficient evidence; NA does not apply."),
  attainment: share.nullable(),
  interval90: interval.nullable(),
  descriptorMatch: share.nullable(),
  coverage: share,
  observability: z.enum(["high", "medium", "low"]),
  evidenceFamilies: z.array(z.enum(EVIDENCE_FAMILIES)).readonly(),
  signals: z
    .array(
      z.object({
        id: z.string(),
        weight: z.number(),
        primary: z.boolean(),
        desirability: share.nullable(),
        largely: z.number(),
        fully: z.number(),
      }),
    )
    .readonly(),
  limitedBy: z.array(z.string()).readonly(),
  flags: z.array(z.string()).readonly(),
  reason: z.string().nullable(),
  toSuffice: z.array(z.string()).readonly().optional(),
  parts: z
    .array(z.object({ name: z.string(), attainment: share.nullable() }))
    .readonly()
    .optional(),
  blindSpots: z.array(z.string()).readonly(),
  remediation: z.string(),
  examples: z.array(example).readonly(),
});

const signalVerdict = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  dimension: z.enum(DIMENSIONS),
  unit: z.string(),
  better: z.enum(["higher", "lower"]),
  outcome: z.enum(OUTCOMES),
  reason: z.string().nullable(),
  value: z.number().nullable(),
  interval90: interval.nullable(),
  distribution: distribution.nullable(),
  sampleSize: z.number().nullable(),
  needed: z.number().nullable(),
  minimumSample: z.number(),
  coverage: share.nullable(),
  excluded: counts,
  details: counts,
  warnings: z.array(z.string()).readonly(),
  families: z.array(z.enum(EVIDENCE_FAMILIES)).readonly(),
  ladder: z.array(z.number()).readonly(),
  scale: z.enum(["linear", "log"]),
  basis: z.object({ kind: z.enum(["published", "analytic", "prior"]), source: z.string() }).nullable(),
  limits: z.array(z.string()).readonly(),
  definition: z.string(),
  examples: z.array(example).readonly(),
});

const teamVerdict = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(["assessed", "insufficient", "suppressed"]),
  reason: z.string().nullable(),
  activePeople: z.number().int().nullable(),
  items: z.number().int().nullable(),
  level: levelVerdict.nullable(),
  index: indexVerdict.nullable(),
  characteristics: z.array(z.object({ id: z.string(), rating: z.enum(RATINGS), attainment: share.nullable() })).readonly(),
});

const streamReport = z.object({
  connection: z.string(),
  stream: z.string(),
  status: z.enum(["complete", "partial", "stale", "failed", "never"]),
  fetched: z.number().int(),
  stored: z.number().int(),
  vendorTotal: z.number().int().nullable(),
  coverage: z.number().nullable(),
  coverageNote: z.string().nullable(),
  requests: z.number().int(),
  problem: problem.nullable(),
});

const progressionPeriod = {
  startAt: z.iso.datetime(),
  endAt: z.iso.datetime(),
  acts: z.number(),
  composition: z.object({ person: share, system: share, architecture: share, ai: share }).nullable(),
  position: z.number().min(0).max(100).nullable().describe("33 system + 67 architecture + 100 AI."),
};

const progression = z.object({
  ...progressionPeriod,
  reason: z.string().nullable(),
  aiOverseen: share.nullable(),
  quarters: z.array(z.object(progressionPeriod)).readonly(),
  excluded: counts,
});

/** The published shape of a result. A test holds it and the type `Result` equal, in both directions. */
export const resultSchema = z.object({
  schemaVersion: z.literal(1),
  workspace: z.string(),
  asOf: z.iso.datetime(),
  window: z.object({
    startAt: z.iso.datetime(),
    endAt: z.iso.datetime(),
    effectiveWeeks: z.number(),
    historyWeeks: z
      .number()
      .optional()
      .describe("Whole weeks from the first recorded event to the end; below 13 no level is named."),
  }),
  ruleset: z.object({ version: z.string(), hash: z.string(), deviations: z.array(z.string()).readonly() }),
  statement: z.string(),
  level: levelVerdict,
  index: indexVerdict,
  c4: recordOf(
    DIMENSIONS,
    z.object({
      score: z.number().nullable(),
      interval90: interval.nullable(),
      coverage: share,
      institutionalisation: z.number().nullable(),
    }),
  ),
  characteristics: z.array(characteristicVerdict).readonly(),
  signals: z.array(signalVerdict).readonly(),
  diagnostics: z.object({
    cycleTimeP50Days: z.number().nullable(),
    cycleTimeP85Days: z.number().nullable(),
    flowBalance: z.number().nullable(),
    wipSlopePerWeek: z.number().nullable(),
    logQuality: share.nullable(),
    items: z.number().int(),
    events: z.number().int(),
    completed: z.number().int(),
    activePeople: z.number().int().nullable(),
    startSources: z
      .object({ status: z.number().int(), assignment: z.number().int(), link: z.number().int(), none: z.number().int() })
      .optional(),
  }),
  progression: progression.optional(),
  flags: z
    .array(
      z.object({
        kind: z.enum(FLAG_KINDS),
        sentence: z.string(),
        team: z.string().optional().describe("The team that it is about; absent where it is about the whole."),
        at: z.iso.datetime(),
        signals: z.array(z.string()).readonly(),
        before: z.number(),
        after: z.number(),
        unit: z.string(),
        examples: z.array(example).readonly(),
      }),
    )
    .readonly()
    .optional(),
  teams: z.array(teamVerdict).readonly(),
  breadth: z.array(z.object({ level, peopleShare: share, teams: z.number().int(), of: z.number().int() })).readonly(),
  next: z
    .array(z.object({ kind: z.enum(["evidence", "practice"]), sentence: z.string(), characteristic: z.string().nullable() }))
    .readonly(),
  streams: z.array(streamReport).readonly(),
  complete: z.boolean(),
  provenance: z.object({
    product: z.string(),
    pagesHash: z.string(),
    pages: z.number().int(),
    connections: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          provides: recordOf(FACETS, z.object({ level: z.enum(["full", "partial", "none"]), sentence: z.string() })),
          lastSyncedAt: z.string().nullable(),
        }),
      )
      .readonly(),
    joins: z
      .array(z.object({ kind: z.enum(JOIN_KINDS), basis: z.enum(JOIN_BASES), count: z.number().int().positive() }))
      .readonly(),
    joinConflicts: z.number().int().nonnegative(),
    seed: z.string(),
    draws: z.number().int(),
  }),
  statements: z
    .array(
      z.object({
        kind: z.enum(STATEMENT_KINDS),
        characteristic: z.string(),
        text: z.string(),
        reason: z.string(),
        author: z.string(),
        signedAt: z.iso.datetime(),
        validUntil: z.iso.datetime(),
        status: z.enum(["valid", "expired"]),
        inferred: z.enum(RATINGS).nullable(),
      }),
    )
    .readonly()
    .optional(),
  trend: recentTrendSchema.optional().describe("The last quarters and today; only where they were asked for."),
  roadmap: roadmapSchema.optional(),
});

/** JSON Schema (2020-12) as published in `schemas/result.schema.json`. */
export function resultJsonSchema(): unknown {
  return z.toJSONSchema(resultSchema);
}
