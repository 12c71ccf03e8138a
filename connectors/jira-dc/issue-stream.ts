import { leftOut } from "../history/left-out.ts";
import { z } from "zod";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { MINUTE_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import type { Answer, JiraClient } from "../jira/client.ts";
import { nothingListed } from "../jira/reconcile.ts";
import { prepareIssue, type RawIssue, type ReadIssue } from "../jira/issues.ts";
import { countDrift, normaliseIssues } from "../jira/normalise.ts";
import { searchFields } from "../jira/search.ts";
import * as schema from "../jira/schema.ts";
import { isComment, type JiraComment, type JiraIssue } from "../jira/shapes.ts";
import { itemId, type Site } from "../jira/site.ts";
import { lastPage } from "../last-page.ts";
import { firstBegun } from "../shard-ends.ts";
import { createPeople, type People } from "./actors.ts";
import { readComment, readIssue } from "./beans.ts";
import { ask, createKeyset, updatedSince, type Place, type SearchIn } from "./keyset.ts";
import { whoAmI } from "./preflight.ts";

const STREAM = "issues";
/** The search index lags behind changes by seconds to minutes; what was changed in the last minutes of a read is read again. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** Ids are small: one request brings as many as a server's cap allows, 1,000 unless it was changed. */
const IDS_A_PAGE = 1_000;
const NAMED = 100;
const MOST_MISSING = 2_000;

type Stored = Pick<StoredItem, "id" | "projectKey">;

export interface IssuesIn {
  readonly client: JiraClient;
  readonly site: Site;
  readonly pageSize: number;
  /** How many issues there are in scope, if that was asked a moment ago. */
  readonly counted: number | null;
  /** Jira's clock. */
  now(): Instant;
  /** Live items in the store with their project; null = cannot be asked. */
  readonly storedItems: (() => Promise<readonly Stored[]>) | null;
  /** A project in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  warn(problem: Problem): void;
}

interface Cursor {
  readonly since: Instant | null;
  readonly startedAt: Instant;
  readonly place: Place | null;
  readonly page: number;
}

/** Issues with their complete histories, project by project; then what has vanished. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const keys = input.site.projects.map(({ key }) => key).sort();
  const begin = parseCursor(state.cursor) ?? {
    since: state.watermark === null ? null : state.watermark - OVERLAP_MS,
    startedAt: input.now(),
    place: null,
    page: 1,
  };
  const people = createPeople((accountId) => input.site.pseudonym(accountId));
  const search = searchOf(input, begin);
  const vendorTotal = input.counted ?? (await count(search, keys));
  const { fetched, page } = yield* foundPages(input, people, search, keys, begin, vendorTotal);
  yield* closing(input, search, people, state, { startedAt: begin.startedAt, fetched, vendorTotal, page });
}

/** The issues of a shard of these projects. What has vanished is looked for when all shards have been read. */
export async function* shardPages(
  input: IssuesIn,
  projects: readonly string[],
  counted: number | null,
  stored: Json,
): AsyncGenerator<Page> {
  const begin = parseCursor(stored) ?? { since: null, startedAt: input.now(), place: null, page: 1 };
  const people = createPeople((accountId) => input.site.pseudonym(accountId));
  yield* foundPages(input, people, searchOf(input, begin), projects.toSorted(), begin, counted);
  yield {
    ...lastOfShard(begin.startedAt),
    batch: { ...lastPage({ watermark: null }).batch, actors: [...people.take(), ...people.rest()] },
    vendorTotal: counted,
  };
}

/** The end of a shard whose read began at `startedAt`. */
export function lastOfShard(startedAt: Instant): Page {
  return lastPage({ watermark: null, cursor: toJson({ since: null, startedAt, place: null, page: 1 }) });
}

/** Behind shards that were read to these ends: whatever was changed since the first of them began, in all of the scope. */
export function joinedCursor(ends: readonly Json[], now: Instant): Json {
  const startedAt = firstBegun(ends, parseCursor, now);
  return toJson({ since: startedAt - OVERLAP_MS, startedAt, place: null, page: 1 });
}

function searchOf({ client, site, pageSize }: IssuesIn, { since }: Cursor): SearchIn {
  return { client, fields: searchFields(site.fields), withHistory: true, pageSize, since, stream: STREAM };
}

/** Issues in each project: a request each. */
export async function countsOf(input: IssuesIn, projects: readonly string[]): Promise<readonly number[]> {
  const search = searchOf(input, { since: null, startedAt: 0, place: null, page: 1 });
  const counts: number[] = [];
  for (const project of projects) counts.push(await count(search, [project]));
  return counts;
}

/** What the projects have from `begin` on. Gives the number of issues, and of the next page. */
async function* foundPages(
  input: IssuesIn,
  people: People,
  search: SearchIn,
  keys: readonly string[],
  begin: Cursor,
  vendorTotal: number | null,
): AsyncGenerator<Page, { readonly fetched: number; readonly page: number }> {
  const { since } = begin;
  let cursor = begin;
  let fetched = 0;
  let incomplete = 0;

  const pageOf = async (issues: readonly unknown[], body: Answer<unknown>["body"]): Promise<Page> => {
    const page = await chunkPage(input, people, issues, body, cursor.page);
    fetched += page.fetched;
    incomplete += page.batch.items.filter((item) => !item.historyComplete).length;
    return page;
  };

  const recent = since !== null && cursor.place === null ? await fewChanges(search, keys, cursor.page) : null;
  if (recent !== null) {
    if (recent.issues.length > 0) {
      const page = await pageOf(recent.issues, recent.body);
      yield { ...page, cursor: toJson({ ...cursor, page: cursor.page + 1 }), vendorTotal };
    }
  } else {
    const keyset = createKeyset(search);
    // A project that is no longer there has been left behind; the next one begins at its beginning.
    const open = keys.filter((key) => cursor.place === null || key >= cursor.place.project);
    for (const project of open) {
      let place: Place | null = cursor.place?.project === project ? cursor.place : { project, last: [] };
      while (place !== null) {
        const found: Awaited<ReturnType<typeof keyset.read>> = await keyset.read(place, cursor.page);
        place = found.next;
        cursor = { ...cursor, place: place ?? afterProject(keys, project), page: cursor.page + 1 };
        if (found.issues.length === 0) continue;
        const page = await pageOf(found.issues, found.body);
        yield { ...page, cursor: toJson(cursor), vendorTotal };
      }
    }
  }
  if (incomplete > 0) input.warn(withoutHistory(input.site.connection, incomplete, fetched));
  return { fetched, page: cursor.page };
}

/** The beginning of the next project. Behind the last one, that one again: an interrupted end reads it once more and loses nothing. */
function afterProject(keys: readonly string[], project: string): Place {
  return { project: keys[keys.indexOf(project) + 1] ?? project, last: [] };
}

function toJson({ since, startedAt, place, page }: Cursor): Json {
  return { since, startedAt, place: place === null ? null : { project: place.project, last: place.last }, page };
}

const storedCursor = z.object({
  since: z.number().nullable(),
  startedAt: z.number(),
  place: z
    .object({ project: z.string().max(40), last: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,40}-\d{1,12}$/)).max(100) })
    .nullable(),
  page: z.number(),
});

function parseCursor(value: Json): Cursor | null {
  const parsed = storedCursor.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const projectsClause = (keys: readonly string[]) => `project in (${keys.map((key) => `"${key}"`).join(", ")})`;

async function count(search: SearchIn, keys: readonly string[]): Promise<number> {
  const { data } = await ask({ ...search, fields: ["id"], withHistory: false }, projectsClause(keys), 0, 1);
  return data.total;
}

/** All that changed since the last read, if one page holds it: one request instead of one a project. Null = it does not. */
async function fewChanges(search: SearchIn, keys: readonly string[], page: number) {
  const answer = await ask(
    search,
    `${projectsClause(keys)}${updatedSince(search.since)} ORDER BY key ASC`,
    search.pageSize,
    page,
  );
  return answer.data.issues.length >= answer.data.total ? { issues: answer.data.issues, body: answer.body } : null;
}

async function chunkPage(
  { client, site }: IssuesIn,
  people: People,
  found: readonly unknown[],
  body: Answer<unknown>["body"],
  pageNumber: number,
): Promise<Page> {
  const seen: { path: string; value: string }[] = [];
  const bodies = [body];
  const read = new Map<string, ReadIssue>();
  let lost = 0;
  for (const value of found) {
    const bean = readIssue(value, site.fields.sprint);
    if (bean === null) {
      lost++;
      seen.push({ path: "issue", value: "unexpected shape" });
      continue;
    }
    const { issue, histories, historyComplete } = bean;
    const comments = await commentsOf(client, issue, pageNumber, bodies, seen);
    meet(people, { issue, histories, comments, historyComplete });
    const prepared = prepareIssue(site, issue, comments);
    if (prepared !== null) read.set(issue.id, { prepared, histories, historyComplete });
    else {
      lost++;
      seen.push({ path: "issue.dates", value: "unexpected shape" });
    }
  }
  const batch = normaliseIssues(site, [...read.values()]);
  return {
    ...lastPage({ watermark: null }),
    batch: { ...batch, actors: people.take(), drift: countDrift(seen) },
    done: false,
    fetched: read.size,
    bodies,
    problem: lost === 0 ? null : leftOut(site.connection, STREAM, pageNumber, lost),
  };
}

/** A search shows all comments of an issue, or says that there are more. */
async function commentsOf(
  client: JiraClient,
  issue: JiraIssue,
  page: number,
  bodies: Answer<unknown>["body"][],
  seen: { path: string; value: string }[],
): Promise<readonly JiraComment[]> {
  const shown = issue.fields.comment;
  if (shown === null || shown === undefined) return [];
  let values: readonly unknown[] = shown.comments;
  if (shown.total > values.length) {
    const path = `${client.api}/issue/${encodeURIComponent(issue.id.toWellFormed())}/comment`;
    const { data, body } = await client.get(path, {}, schema.commentPage, { stream: STREAM, page });
    bodies.push(body);
    values = data.comments.map(readComment);
  }
  return values.flatMap((value) => {
    if (isComment(value)) return [value];
    seen.push({ path: "comment", value: "unexpected shape" });
    return [];
  });
}

function meet(people: People, { issue: { fields }, histories, comments }: RawIssue): void {
  for (const user of [fields.assignee, fields.reporter, fields.creator]) people.see(user);
  for (const { author } of comments) people.see(author);
  for (const { author, items } of histories) {
    people.see(author);
    for (const { field, from, to } of items) {
      if (field.toLowerCase() !== "assignee") continue;
      people.mention(from);
      people.mention(to);
    }
  }
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
  readonly vendorTotal: number;
  readonly page: number;
}

/** After the last issue: whether Jira has as many issues as the store, and if not, which. */
async function* closing(
  input: IssuesIn,
  search: SearchIn,
  people: People,
  state: StreamState,
  { startedAt, fetched, vendorTotal, page }: SoFar,
): AsyncGenerator<Page> {
  const { client, site, storedItems } = input;
  const isFirstRead = state.watermark === null && state.stored === 0;
  const isUnchanged = fetched === 0 && state.stored === vendorTotal;
  const live = storedItems === null || isUnchanged || isFirstRead ? null : await storedItems();
  let gone: Page["gone"] = [];
  let problem: Problem | null = null;
  if (live !== null && live.length !== vendorTotal) {
    const listed = await sweepIds(input, search);
    const absent = live.filter(({ id }) => !listed.has(id.slice(site.connection.length + 1)));
    // A token that ran out by now shows less, which is not the same as less being there.
    if (absent.length > 0) await whoAmI(client, STREAM);
    if (listed.size === 0 && live.length > 0) problem = nothingListed(site.connection);
    else gone = await reasons(input, search, absent);
    const stored = new Set(live.map(({ id }) => id));
    const missing = [...listed].filter((id) => !stored.has(itemId(site, id)));
    for (let index = 0; index < Math.min(missing.length, MOST_MISSING); index += NAMED) {
      const some = missing.slice(index, index + NAMED);
      const { data, body } = await ask(search, `id in (${some.join(", ")})`, NAMED, page);
      const chunk = await chunkPage(input, people, data.issues, body, page);
      const cursor: Cursor = { since: startedAt - OVERLAP_MS, startedAt, place: null, page: 1 };
      yield { ...chunk, cursor: toJson(cursor), vendorTotal };
    }
  }
  yield lastPage({
    batch: { ...lastPage({ watermark: null }).batch, actors: [...people.take(), ...people.rest()] },
    watermark: startedAt,
    vendorTotal,
    gone,
    problem,
  });
}

/** Ids of all issues in scope, by key as the issues themselves. */
async function sweepIds({ site }: IssuesIn, search: SearchIn): Promise<ReadonlySet<string>> {
  const keyset = createKeyset({ ...search, fields: ["id"], withHistory: false, pageSize: IDS_A_PAGE, since: null });
  const ids = new Set<string>();
  for (const { key } of site.projects) {
    for (let place: Place | null = { project: key, last: [] }, page = 1; place !== null; page++) {
      const found: Awaited<ReturnType<typeof keyset.read>> = await keyset.read(place, page);
      for (const issue of found.issues) {
        const id = schema.ownText(Object(issue) as object, "id");
        if (id !== null) ids.add(id);
      }
      place = found.next;
    }
  }
  return ids;
}

/**
 * Why items are no longer listed. Those of a project that cannot be seen any more may still be there; of the others, those that can be found by id
 * moved out of scope.
 */
async function reasons(
  { client, site, someHidden }: IssuesIn,
  search: SearchIn,
  absent: readonly Stored[],
): Promise<Page["gone"]> {
  const visible = new Set(site.projects.map(({ key }) => key));
  const isHidden = ({ projectKey }: Stored) => someHidden || !visible.has(projectKey);
  const asked = absent.filter((item) => !isHidden(item)).map(({ id }) => id.slice(site.connection.length + 1));
  const moved = new Set<string>();
  for (let index = 0; index < asked.length; index += NAMED) {
    const ids = asked.slice(index, index + NAMED);
    // Without the check an id that is gone is left out of the answer; with it the whole query is refused.
    const body = { jql: `id in (${ids.join(", ")})`, startAt: 0, maxResults: NAMED, fields: ["project"], validateQuery: false };
    const { data } = await client.post(`${client.api}/search`, body, schema.searchPage, { stream: search.stream, page: null });
    for (const issue of data.issues) {
      const id = schema.ownText(Object(issue) as object, "id");
      if (id !== null) moved.add(itemId(site, id));
    }
  }
  return absent.map((item) => ({
    item: item.id,
    basis: isHidden(item) ? "not-permitted" : moved.has(item.id) ? "moved" : "deleted",
  }));
}

function withoutHistory(connection: string, lost: number, of: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page: null,
    what: `Of ${lost} of ${of} ${of === 1 ? "issue" : "issues"}, Jira gave no history, or one with gaps.`,
    todo: "Nothing is guessed for them: they are left out of what needs a history. Scan again if it was a passing fault.",
  };
}
