import type { Json } from "../../src/model/page.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import { createJsonReader } from "../json/reader.ts";
import { codeOf, endless, type Answer, type JiraClient } from "./client.ts";
import { instantOf } from "./instants.ts";
import * as schema from "./schema.ts";
import type { FieldIds } from "./site.ts";
import { isIssue, type JiraIssue } from "./shapes.ts";
import { searchShape } from "./wanted.ts";

/** Where a search stands. It survives in the store between runs, hence plain JSON. */
export interface SearchCursor {
  /** Only issues updated since; null = all. */
  readonly since: Instant | null;
  /** Vendor's clock when this read began: the next watermark. */
  readonly startedAt: Instant;
  /** Vendor's token of the next page; expires after seven days. */
  readonly token: string | null;
  /** Creation of the last issue read: where to go on without a token. */
  readonly createdFrom: Instant | null;
  /** Part of the query that `token` belongs to. */
  readonly tokenFrom: Instant | null;
  readonly page: number;
}

/** A stored cursor, if it is one of ours. */
export function parseCursor(value: Json): SearchCursor | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { since, startedAt, token, createdFrom, tokenFrom, page } = value as Readonly<Record<string, Json>>;
  const instant = (one: Json | undefined): one is number | null => one === null || typeof one === "number";
  if (
    !instant(since) ||
    typeof startedAt !== "number" ||
    (token !== null && typeof token !== "string") ||
    !instant(createdFrom) ||
    !instant(tokenFrom) ||
    typeof page !== "number"
  )
    return null;
  return { since, startedAt, token: token ?? null, createdFrom, tokenFrom, page };
}

export function searchFields(fields: FieldIds): readonly string[] {
  const own = [
    fields.sprint,
    fields.epicLink,
    fields.parentLink,
    fields.flagged,
    fields.team,
    fields.requestType,
    ...fields.storyPoints,
    ...fields.serviceLevels,
  ];
  return [...FIELDS, ...own.filter((id) => id !== null)];
}

const FIELDS = [
  "summary",
  "description",
  "issuetype",
  "project",
  "status",
  "priority",
  "assignee",
  "reporter",
  "creator",
  "created",
  "updated",
  "resolution",
  "resolutiondate",
  "duedate",
  "labels",
  "components",
  "fixVersions",
  "parent",
  "issuelinks",
  "timeoriginalestimate",
  "comment",
];

export interface FoundPage {
  readonly issues: readonly JiraIssue[];
  readonly rejected: number;
  /** Creation of the last issue that was found, here or before; null = none. */
  readonly createdFrom: Instant | null;
  readonly body: Answer<unknown>["body"];
  /** Null = this was the last page. */
  readonly next: SearchCursor | null;
}

export interface Search {
  read(cursor: SearchCursor): Promise<FoundPage>;
}

/**
 * Issues in order of creation, which no change can move them in. Dates in JQL are epoch milliseconds: text dates mean minutes in the time
 * zone of whoever made the token.
 */
export function createSearch(
  client: JiraClient,
  scope: string,
  fields: readonly string[],
  pageSize: number,
  stream: string,
): Search {
  const tokens = new Set<string>();
  const reader = createJsonReader(searchShape(fields));
  let lastId: string | null = null;
  const ask = (cursor: SearchCursor, token: string | null, from: Instant | null) => {
    const clauses = [scope];
    if (cursor.since !== null) clauses.push(`updated >= ${cursor.since}`);
    if (from !== null) clauses.push(`created >= ${from}`);
    const body = {
      jql: `${clauses.join(" AND ")} ORDER BY created ASC, key ASC`,
      fields,
      maxResults: pageSize,
      ...(token === null ? {} : { nextPageToken: token }),
    };
    return client.post("/rest/api/3/search/jql", body, schema.searchPage, { stream, page: cursor.page }, reader);
  };
  return {
    async read(cursor) {
      let { tokenFrom } = cursor;
      let answer;
      try {
        answer = await ask(cursor, cursor.token, tokenFrom);
      } catch (error) {
        // A token of an earlier run that is refused has expired, most likely; one that was given out a moment ago has not.
        if (cursor.token === null || tokens.has(cursor.token) || codeOf(error) !== "unexpected-shape") throw error;
        tokenFrom = cursor.createdFrom;
        answer = await ask(cursor, null, tokenFrom).catch((again: unknown) => {
          if (codeOf(again) !== "unexpected-shape") throw again;
          throw new ProblemError({
            code: "cursor-expired",
            what: "Jira no longer accepts the place at which the last read stopped, nor a search from there.",
            todo: "Run again; if it stays, connect again, which reads from the beginning and keeps what is stored.",
            stream,
            page: cursor.page,
          });
        });
      }
      const issues: JiraIssue[] = [];
      let rejected = 0;
      for (const value of answer.data.issues) {
        if (isIssue(value)) issues.push(value);
        else rejected++;
      }
      // The key is absent on the last page. A page may be empty and still point on.
      const token = answer.data.nextPageToken ?? null;
      if (token !== null && (tokens.has(token) || token === cursor.token)) throw endless(stream, cursor.page);
      if (token !== null) tokens.add(token);
      const last = issues.at(-1);
      // The order is that of creation, so a page that begins before the end of the one before has come round under a new token.
      const firstAt = issues[0] && instantOf(issues[0].fields.created);
      const wentBack = firstAt !== undefined && firstAt !== null && cursor.createdFrom !== null && firstAt < cursor.createdFrom;
      if (wentBack || (last !== undefined && last.id === lastId)) throw endless(stream, cursor.page);
      if (last !== undefined) lastId = last.id;
      const createdFrom = (last && instantOf(last.fields.created)) ?? cursor.createdFrom;
      return {
        issues,
        rejected,
        createdFrom,
        body: answer.body,
        next: token === null || token === "" ? null : { ...cursor, token, tokenFrom, createdFrom, page: cursor.page + 1 },
      };
    },
  };
}

/** Ids of all issues in scope, 5,000 a request. */
export async function sweepIds(client: JiraClient, scope: string, stream: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let token: string | null = null;
  for (let page = 1; ; page++) {
    const body: Json = {
      jql: `${scope} ORDER BY created ASC, key ASC`,
      fields: ["id"],
      maxResults: 5000,
      ...(token === null ? {} : { nextPageToken: token }),
    };
    const { data }: Answer<{ issues: readonly { id: string }[]; nextPageToken?: string | null | undefined }> = await client.post(
      "/rest/api/3/search/jql",
      body,
      schema.idPage,
      { stream, page },
    );
    const before = ids.size;
    for (const { id } of data.issues) ids.add(id);
    const next: string | null = data.nextPageToken ?? null;
    if (next === null || next === "") return ids;
    if (next === token || (data.issues.length > 0 && ids.size === before)) throw endless(stream, page);
    token = next;
  }
}

/** Whether any issue in scope was updated since: one id, so that a site where nothing happened costs one request. */
export async function isAnyChanged(client: JiraClient, scope: string, since: Instant, stream: string): Promise<boolean> {
  const body = { jql: `${scope} AND updated >= ${since} ORDER BY created ASC, key ASC`, fields: ["id"], maxResults: 1 };
  const { data } = await client.post("/rest/api/3/search/jql", body, schema.searchPage, { stream, page: null });
  return data.issues.length > 0 || (data.nextPageToken ?? null) !== null;
}
