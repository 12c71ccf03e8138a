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

export const searchPage = z.looseObject({ issues: z.array(z.unknown()), nextPageToken: text });
export const idPage = z.looseObject({ issues: z.array(z.looseObject({ id: z.string() })), nextPageToken: text });
export const count = z.looseObject({ count: z.int().min(0) });
export const changelogPage = z.looseObject({
  issueChangeLogs: z.array(z.looseObject({ issueId: z.string(), changeHistories: z.array(z.unknown()) })),
  nextPageToken: text,
});
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

const MINUTE_MS = 60_000;

/** Instant of a date in any form Jira writes it: ISO with `+0000`, epoch milliseconds, and the epoch seconds of its documentation. Null = none. */
export function instantOf(value: string | number | null | undefined): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? (Math.abs(value) < 1e11 ? value * 1000 : value) : null;
  if (typeof value !== "string" || value.length > 40) return null;
  // `Date.parse` reads `2026-06-30T12:00:00.000`, but not the zone behind it, which has no colon; adding one costs more than counting.
  if (value.length === 28) {
    const sign = value.charCodeAt(23) === MINUS ? -1 : value.charCodeAt(23) === PLUS ? 1 : 0;
    const zone = digits(value, 24, 4);
    const at = plainUtc(value) ?? Date.parse(`${value.slice(0, 23)}Z`);
    if (sign !== 0 && zone !== null && zone % 100 < 60 && zone < 2400 && !Number.isNaN(at))
      return at - sign * (Math.floor(zone / 100) * 60 + (zone % 100)) * MINUTE_MS;
  }
  const at = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(at) ? null : at;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const LETTER_T = 0x54;

/**
 * Instant of `2026-06-30T12:00:00.000`, whatever stands behind it, as `Date.parse` tells it of UTC, without making a string. Null = another form,
 * or the end of a month, a leap second or the like.
 */
function plainUtc(text: string): number | null {
  const isForm =
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === POINT;
  if (!isForm) return null;
  const year = digits(text, 0, 4) ?? 0;
  const month = digits(text, 5, 2) ?? 0;
  const day = digits(text, 8, 2) ?? 0;
  const hour = digits(text, 11, 2) ?? 24;
  const minute = digits(text, 14, 2) ?? 60;
  const second = digits(text, 17, 2) ?? 60;
  const milliseconds = digits(text, 20, 3);
  // `Date.UTC` takes years of two digits for those of the last century.
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 28) return null;
  if (hour > 23 || minute > 59 || second > 59 || milliseconds === null) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

/** Digits from `start` on as a number; null when one of them is none. */
function digits(text: string, start: number, count: number): number | null {
  let number = 0;
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return null;
    number = number * 10 + digit;
  }
  return number;
}
