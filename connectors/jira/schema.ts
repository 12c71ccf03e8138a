import { z } from "zod";

/**
 * What we need of Jira's answers and nothing more: pages and configuration; what stands in the pages is in `shapes.ts`. Objects are
 * loose: a field that Jira adds passes. Nulls pass wherever Jira or an app has been seen to send one.
 */
const text = z.string().nullish();

export const statusCategory = z.looseObject({ key: text });
export const status = z.looseObject({ id: z.string(), name: z.string(), statusCategory: statusCategory.nullish() });

export const issueType = z.looseObject({
  id: z.string(),
  name: z.string(),
  subtask: z.boolean().nullish(),
  hierarchyLevel: z.number().nullish(),
});

export const field = z.looseObject({
  id: z.string(),
  name: z.string(),
  custom: z.boolean().nullish(),
  schema: z.looseObject({ type: text, custom: text }).nullish(),
});
export type JiraField = z.infer<typeof field>;

export const linkType = z.looseObject({ name: text, inward: text, outward: text });

export const project = z.looseObject({ id: z.string(), key: z.string(), name: z.string() });

/** Elements are looked at where they are used: asking for each of hundreds of thousands whether it is anything at all takes longer than that. */
const list = z.custom<readonly unknown[]>((value) => Array.isArray(value));

export interface JiraChangelog {
  readonly issueId: string;
  readonly changeHistories: readonly unknown[];
}
const changelog = z.custom<JiraChangelog>(
  (value) =>
    ownText(Object(value) as object, "issueId") !== null && Array.isArray((value as Partial<JiraChangelog>).changeHistories),
);

export const searchPage = z.looseObject({ issues: list, nextPageToken: text });
export const idPage = z.looseObject({ issues: z.array(z.looseObject({ id: z.string() })), nextPageToken: text });
export const count = z.looseObject({ count: z.int().min(0) });
export const changelogPage = z.looseObject({ issueChangeLogs: z.array(changelog), nextPageToken: text });
export const commentPage = z.looseObject({ comments: z.array(z.unknown()), total: z.number() });
export const valuesPage = z.looseObject({
  values: z.array(z.unknown()),
  isLast: z.boolean().nullish(),
  total: z.number().nullish(),
});

export const workflowPage = z.looseObject({
  values: z.array(z.unknown()),
  statuses: z.array(z.looseObject({ id: text, statusReference: z.string() })).nullish(),
  isLast: z.boolean().nullish(),
});
export const workflow = z.looseObject({
  id: z.string(),
  name: z.string(),
  scope: z.looseObject({ project: z.looseObject({ id: z.string() }).nullish() }).nullish(),
  statuses: z.array(z.looseObject({ statusReference: z.string() })).nullish(),
  transitions: z
    .array(
      z.looseObject({
        type: text,
        toStatusReference: text,
        links: z.array(z.looseObject({ fromStatusReference: text })).nullish(),
        actions: z.array(z.unknown()).nullish(),
        validators: z.array(z.unknown()).nullish(),
        conditions: z.unknown().optional(),
      }),
    )
    .nullish(),
});
export type JiraWorkflow = z.infer<typeof workflow>;
export const workflowUsage = z.looseObject({ projects: z.looseObject({ values: z.array(z.looseObject({ id: z.string() })) }) });

export const board = z.looseObject({
  id: z.number(),
  name: z.string(),
  type: text,
  location: z.looseObject({ projectKey: text }).nullish(),
});
export type JiraBoard = z.infer<typeof board>;
export const boardConfiguration = z.looseObject({
  columnConfig: z.looseObject({
    columns: z.array(
      z.looseObject({
        name: z.string(),
        statuses: z.array(z.looseObject({ id: z.string() })).nullish(),
        max: z.number().nullish(),
      }),
    ),
  }),
});
export type JiraBoardConfiguration = z.infer<typeof boardConfiguration>;

/** As in boards' sprint lists and in the sprint field of an issue. */
export const sprint = z.looseObject({
  id: z.number(),
  name: z.string(),
  startDate: text,
  endDate: text,
  completeDate: text,
  goal: text,
});
export type JiraSprint = z.infer<typeof sprint>;

/** A text under `key` that belongs to the object itself; null for anything else. */
export function ownText(object: object, key: string): string | null {
  const value: unknown = Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : null;
  return typeof value === "string" ? value : null;
}
