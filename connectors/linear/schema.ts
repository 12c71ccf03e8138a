import { z } from "zod";

/**
 * What we need of Linear's answers and nothing more: pages and configuration; what comes by the thousand is in `shapes.ts`. Objects are
 * loose: a field that Linear adds passes. Nulls pass wherever the schema allows them.
 */
const text = z.string().nullish();
const reference = z.looseObject({ id: z.string() });

const graphqlError = z.looseObject({
  message: text,
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.looseObject({ code: text, type: text }).nullish().catch(null),
});
export type GraphqlError = z.infer<typeof graphqlError>;

export const answerEnvelope = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(graphqlError).nullish(),
});

const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: text });
const page = <S extends z.ZodType>(node: S) => z.looseObject({ nodes: z.array(node), pageInfo });
const unchecked = page(z.unknown());
export type UncheckedPage = z.infer<typeof unchecked>;

export const team = z.looseObject({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  private: z.boolean().nullish(),
  groupIssueHistory: z.boolean().nullish(),
  archivedAt: text,
  issueCount: z.int().min(0).nullish(),
});
export type LinearTeam = z.infer<typeof team>;

export const preflight = z.looseObject({
  viewer: z.looseObject({ id: z.string(), active: z.boolean().nullish(), app: z.boolean().nullish() }),
  organization: reference,
  teams: page(team),
});

export const state = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  position: z.number().nullish(),
  archivedAt: text,
  team: reference.nullish(),
});
export type LinearState = z.infer<typeof state>;

export const user = z.looseObject({
  id: z.string(),
  app: z.boolean().nullish(),
  active: z.boolean().nullish(),
  supportsAgentSessions: z.boolean().nullish(),
  email: text,
});
export type LinearUser = z.infer<typeof user>;

export const named = z.looseObject({ id: z.string(), name: z.string() });
export const template = z.looseObject({ id: z.string(), type: z.string(), createdAt: text });

export const configuration = z.looseObject({
  workflowStates: unchecked.nullish(),
  issueLabels: unchecked.nullish(),
  users: unchecked.nullish(),
  projects: unchecked.nullish(),
  templates: z.array(z.unknown()).nullish(),
});

export const cycle = z.looseObject({
  id: z.string(),
  number: z.number(),
  name: text,
  description: text,
  startsAt: text,
  endsAt: text,
  completedAt: text,
  team: z.looseObject({ key: z.string() }).nullish(),
});
export const cyclePage = z.looseObject({ cycles: unchecked });

export const issuePage = z.looseObject({ issues: unchecked });
export const idPage = z.looseObject({
  issues: page(
    z.looseObject({
      id: z.string(),
      updatedAt: z.string().nullish(),
      trashed: z.boolean().nullish(),
      team: z.looseObject({ key: z.string() }),
    }),
  ),
});
export const historyRestPage = z.record(z.string(), z.looseObject({ id: z.string(), history: unchecked }).nullable());

export const activity = z.looseObject({
  comments: unchecked.nullish(),
  attachments: unchecked.nullish(),
  issueRelations: unchecked.nullish(),
});

/** Instant of an ISO date; null = none. */
export function instantOf(value: string | null | undefined): number | null {
  if (typeof value !== "string" || value.length > 40) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** The nodes of a list that have the shape, and how many had not. */
export function valuesIn<S extends z.ZodType>(nodes: readonly unknown[], schema: S): { values: z.infer<S>[]; rejected: number } {
  const values: z.infer<S>[] = [];
  for (const node of nodes) {
    const parsed = schema.safeParse(node);
    if (parsed.success) values.push(parsed.data);
  }
  return { values, rejected: nodes.length - values.length };
}
