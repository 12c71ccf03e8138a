import { z } from "zod";
import { STATE_CATEGORIES } from "../../model/category.ts";
import { ProblemError } from "../../model/problem.ts";
import { plainJson } from "./jsonc.ts";
import { refused } from "./refusal.ts";

/** The form of the file; another one has another number. */
export const RULESET_FORM = 1;
/** Larger files are no rulesets: the whole of the shipped one takes 15 kB. */
const MOST_CHARACTERS = 1_000_000;

const rungs = z.array(z.number()).length(6);
const share = z.number();
const names = z.array(z.string().trim().min(1).max(200)).max(500).optional();

/** An own ruleset as a file: only what differs from the shipped one. What is left out is as shipped. */
export const rulesetFileSchema = z.strictObject({
  $schema: z.string().optional().describe("For editors; not looked at."),
  form: z.literal(RULESET_FORM).describe("The form of this file."),
  basedOn: z.string().describe("Version of the shipped ruleset that this one changes."),
  name: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,38}[A-Za-z0-9])?$/)
    .optional()
    .describe("Named in every result, behind the version: 1 to 40 letters, digits, dots and hyphens."),
  ladders: z
    .record(
      z.string(),
      z.union([
        rungs,
        z.strictObject({ rungs, scale: z.enum(["linear", "log"]).optional(), source: z.string().max(500).optional() }),
      ]),
    )
    .optional()
    .describe("Signal -> the six values at which it alone is just consistent with levels 1 to 5 and beyond, in its unit."),
  weights: z
    .record(z.string(), z.record(z.string(), z.number()))
    .optional()
    .describe("Characteristic -> signal -> weight. Replaces all weights of that characteristic; they sum to 1."),
  rules: z
    .strictObject({
      ratingBounds: z.tuple([share, share, share]),
      power: share,
      desirabilityFloor: share,
      minimumCoverage: share,
      widestInterval: share,
      minimumLogQuality: share,
      bestEstimateAt: share,
      confirmedAt: share,
      breadthShare: share,
      weakestTeamClause: z.boolean(),
      minimumTeamPeople: z.number().int(),
      minimumTeamItems: z.number().int(),
      draws: z.number().int(),
      overdispersion: z.number(),
    })
    .partial()
    .optional()
    .describe("How ratings become a level."),
  applicability: z
    .strictObject({
      scrum: z.boolean().describe("Sprints are the plan: dates of single items are no commitments (S14)."),
      throughput: z.boolean().describe("Work is planned by throughput: no estimates, no sprints (S07, S15)."),
      support: z
        .boolean()
        .describe("Work is what others ask for: no estimates, no sprints, and finishes follow arrivals (S07, S15, S16)."),
      publicIntake: z.boolean().describe("Anybody may file items: duplicates are judged by how fast they are found (S18)."),
      sharedOwnership: z.boolean().describe("People share items (pairing, mobbing): who holds them says nothing (S19, S45)."),
    })
    .partial()
    .optional()
    .describe("What this organisation does not do, so that it is not judged by it."),
  statuses: z
    .record(z.string(), z.enum(STATE_CATEGORIES))
    .optional()
    .describe('Name of a status, or "<connection>:<name>" -> what it means for flow.'),
  teams: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        projects: names.describe('Keys of projects, or "<connection>:<key>".'),
        labels: names,
        components: names,
      }),
    )
    .max(500)
    .optional()
    .describe("Which work belongs to which team; the first that matches wins, what none matches stays where its tool puts it."),
});

export type RulesetFile = z.infer<typeof rulesetFileSchema>;

/** JSON Schema (2020-12) as published in `schemas/ruleset.schema.json`. */
export function rulesetFileJsonSchema(): unknown {
  return z.toJSONSchema(rulesetFileSchema);
}

/** Reads the text of a ruleset file (JSON, comments allowed). Throws a `usage` problem with one sentence about the first thing wrong. */
export function parseRulesetFile(text: string): RulesetFile {
  if (text.length > MOST_CHARACTERS) throw refused("is larger than a megabyte");
  // A byte-order mark is what editors on Windows leave.
  const value = parsed(text.replace(/^\uFEFF/, ""));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refused('is not an object in braces ("{ ... }")');
  const form = Object.hasOwn(value, "form") ? (value as { readonly form: unknown }).form : undefined;
  if (form === undefined) throw refused(`does not say which form it has; it needs "form": ${RULESET_FORM}`);
  if (form !== RULESET_FORM) throw refused(`has another form than this version reads; it needs "form": ${RULESET_FORM}`);
  const checked = rulesetFileSchema.safeParse(value);
  if (!checked.success) throw refused(sentenceOf(checked.error.issues[0]!));
  return checked.data;
}

function parsed(text: string): unknown {
  const plain = plainJson(text);
  let reachesPrototype = false;
  try {
    const value = JSON.parse(plain, (key, part: unknown) => {
      reachesPrototype ||= key === "__proto__";
      return part;
    }) as unknown;
    // It would vanish on the way instead of being told.
    if (reachesPrototype) throw refused('has the unknown key "__proto__"');
    return value;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const position = /position (\d{1,7})/.exec(error instanceof Error ? error.message : "")?.[1];
    const before = plain.slice(0, position === undefined ? plain.length : Number(position)).split("\n");
    throw refused(`is not JSON: something is wrong in line ${before.length}, column ${before.at(-1)!.length + 1}`);
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  const place = path.length === 0 ? "at the top" : `in ${quoted(path.join("."))}`;
  if (issue.code === "unrecognized_keys") return `has the unknown key ${quoted(issue.keys[0] ?? "")} ${place}`;
  if (path[0] === "statuses" && path.length === 2)
    return `gives status ${quoted(path[1]!)} an unknown category; it can be ${STATE_CATEGORIES.join(", ")}`;
  if (path[0] === "ladders" && path.length > 1) return `needs six numbers in the ladder of ${quoted(path[1]!)}`;
  if (path[0] === "name") return "has a name that is not 1 to 40 letters, digits, dots and hyphens";
  if (path.length === 1 && path[0] === "basedOn") return 'does not say what it is based on; it needs "basedOn": "<version>"';
  const wanted = issue.code === "invalid_type" ? `; ${issue.expected} is expected` : "";
  return `has a value ${place} that does not fit${wanted}`;
}

/** Text of the user's own file, cut short and without what a terminal would run. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
