import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { createDirectory, type Directory } from "./actors.ts";
import { createChangelogs, type FetchChangelogs } from "./changelogs.ts";
import { codeOf, valuesOf, type Answer, type JiraClient } from "./client.ts";
import { lastPage } from "./configuration.ts";
import type { RawIssue } from "./issues.ts";
import { countDrift, normaliseIssues } from "./normalise.ts";
import { approximateCount, whoAmI } from "./preflight.ts";
import { createSearch, parseCursor, searchFields, sweepIds, type SearchCursor } from "./search.ts";
import * as schema from "./schema.ts";
import { itemId, type Site } from "./site.ts";
import { isComment, isUser, type JiraComment, type JiraIssue, type JiraUser } from "./shapes.ts";

const STREAM = "issues";
/** Search lags behind changes by seconds to minutes; what was changed in the last minutes of a read is read again. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** The most that `changelog/bulkfetch` takes at once. */
const CHUNK = 1_000;
/** Accounts a look-up; the ids stand in the URL. */
const LOOK_UP = 90;
/** Issues that the sweep found and the search did not are read one query of this many at a time. */
const NAMED = 100;
const MOST_MISSING = 2_000;

export interface IssuesIn {
  readonly client: JiraClient;
  readonly site: Site;
  readonly scope: string;
  readonly pageSize: number;
  /** Vendor's clock. */
  now(): Instant;
  /** Ids of the live items in the store; null = cannot be asked. */
  readonly liveItems: (() => Promise<readonly string[]>) | null;
  /** A project in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  warn(problem: Problem): void;
}

/** What one read of the stream remembers from page to page. */
interface Reading extends IssuesIn {
  readonly directory: Directory;
  readonly fetchChangelogs: FetchChangelogs;
}

/** Issues with their complete histories, one page a thousand; then what has vanished. */
export async function* issuePages(given: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const { client, site, scope, pageSize } = given;
  const input = {
    ...given,
    directory: createDirectory(site),
    fetchChangelogs: createChangelogs(client, STREAM),
  };
  const search = createSearch(client, scope, searchFields(site.fields), pageSize, STREAM);
  const vendorTotal = await approximateCount(client, scope, { stream: STREAM, page: null });

  let cursor: SearchCursor | null = parseCursor(state.cursor) ?? {
    since: state.watermark === null ? null : state.watermark - OVERLAP_MS,
    startedAt: input.now(),
    token: null,
    createdFrom: null,
    tokenFrom: null,
    page: 1,
  };
  const { startedAt } = cursor;
  let fetched = 0;
  let incomplete = 0;
  while (cursor !== null) {
    const issues: JiraIssue[] = [];
    const bodies: Answer<unknown>["body"][] = [];
    const first: SearchCursor = cursor;
    let rejected = 0;
    do {
      const found: Awaited<ReturnType<typeof search.read>> = await search.read(cursor);
      issues.push(...found.issues);
      bodies.push(found.body);
      rejected += found.rejected;
      cursor = found.next;
    } while (cursor !== null && issues.length + pageSize <= CHUNK);
    if (issues.length > 0 || rejected > 0) {
      const lastAt = lastCreated(issues) ?? first.createdFrom;
      const page = await chunkPage(input, issues, rejected, bodies, first.page);
      fetched += issues.length;
      incomplete += page.batch.items.filter((item) => !item.historyComplete).length;
      // A cursor that says "nothing left" must not read as "nothing begun": the end of the search is marked by its last place.
      yield {
        ...page,
        cursor: toJson(
          cursor ?? {
            ...first,
            token: null,
            // A read that is interrupted before its closing page finds the last issues again and nothing before them.
            tokenFrom: lastAt,
            createdFrom: lastAt,
            page: first.page + 1,
          },
        ),
        vendorTotal,
      };
    }
  }
  if (incomplete > 0) input.warn(withoutHistory(site.connection, incomplete, fetched));
  yield* closing(input, state, { startedAt, fetched, vendorTotal });
}

function toJson({ since, startedAt, token, createdFrom, tokenFrom, page }: SearchCursor) {
  return { since, startedAt, token, createdFrom, tokenFrom, page };
}

function lastCreated(issues: readonly JiraIssue[]): Instant | null {
  return schema.instantOf(issues.at(-1)?.fields.created);
}

/** A chunk with its histories, remaining comments and actors. */
async function chunkPage(
  input: Reading,
  found: readonly JiraIssue[],
  rejectedIssues: number,
  searchBodies: readonly Answer<unknown>["body"][],
  pageNumber: number,
): Promise<Page> {
  const { client, site, directory, fetchChangelogs } = input;
  const seen: { path: string; value: string }[] = [];
  for (let index = 0; index < rejectedIssues; index++) seen.push({ path: "issue", value: "unexpected shape" });
  const bodies = [...searchBodies];
  const issues = [...new Map(found.map((issue) => [issue.id, issue])).values()];
  const ids = issues.map(({ id }) => id);

  const changelogs = ids.length === 0 ? null : await fetchChangelogs(ids, pageNumber);
  const histories = new Map(changelogs?.byIssue ?? []);
  bodies.push(...(changelogs?.bodies ?? []));
  for (let index = 0; index < (changelogs?.rejected ?? 0); index++)
    seen.push({ path: "changelog.history", value: "unexpected shape" });

  // An issue without changes is left out of the answer, rightly. One that must have changed is asked for once more.
  const suspects = issues.filter((issue) => !histories.has(issue.id) && mustHaveChanged(issue));
  if (suspects.length > 0) {
    const again = await fetchChangelogs(
      suspects.map(({ id }) => id),
      pageNumber,
    );
    bodies.push(...again.bodies);
    for (const [id, list] of again.byIssue) histories.set(id, list);
  }
  const incomplete = new Set([
    ...(changelogs?.damaged ?? []),
    ...suspects.filter(({ id }) => !histories.has(id)).map(({ id }) => id),
  ]);

  const raws: RawIssue[] = [];
  for (const issue of issues) {
    const comments = await commentsOf(client, issue, pageNumber, bodies, seen);
    const raw = { issue, histories: histories.get(issue.id) ?? [], comments, historyComplete: !incomplete.has(issue.id) };
    raws.push(raw);
    meet(directory, raw);
  }
  const { batch, unreadable } = normaliseIssues(site, raws);
  for (let index = 0; index < unreadable; index++) seen.push({ path: "issue.dates", value: "unexpected shape" });
  const lost = rejectedIssues + unreadable;
  while (directory.waiting >= LOOK_UP) await lookUp(client, directory, bodies);
  return {
    batch: { ...batch, actors: directory.take(), drift: countDrift(seen) },
    cursor: null,
    done: false,
    watermark: null,
    fetched: issues.length,
    vendorTotal: null,
    bodies,
    gone: [],
    problem: lost === 0 ? null : leftOut(site.connection, pageNumber, lost),
  };
}

/** Resolved, or moved on from where it began: some entry of its history must say so. */
function mustHaveChanged({ fields }: JiraIssue): boolean {
  const created = schema.instantOf(fields.created) ?? 0;
  const updated = schema.instantOf(fields.updated) ?? 0;
  const moved =
    fields.resolutiondate !== null && fields.resolutiondate !== undefined
      ? (schema.instantOf(fields.resolutiondate) ?? 0) > created + MINUTE_MS
      : false;
  const inLaterStatus = ["indeterminate", "done"].includes(fields.status.statusCategory?.key ?? "");
  return moved || (inLaterStatus && updated > created + MINUTE_MS);
}

/** Searches show the first 20 comments or so of an issue. The rest is fetched only where there is one. */
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
    const all = new Map<string, unknown>();
    for (let startAt = 0; ;) {
      const path = `/rest/api/3/issue/${encodeURIComponent(issue.id)}/comment`;
      const { data, body } = await client.get(
        path,
        { startAt: String(startAt), maxResults: "5000", orderBy: "created" },
        schema.commentPage,
        { stream: STREAM, page },
      );
      bodies.push(body);
      const before = all.size;
      data.comments.forEach((value, index) =>
        all.set(schema.ownText(Object(value) as object, "id") ?? String(startAt + index), value),
      );
      startAt += data.comments.length;
      if (data.comments.length === 0 || startAt >= data.total || all.size === before) break;
    }
    values = [...all.values()];
  }
  return values.flatMap((value) => {
    if (isComment(value)) return [value];
    seen.push({ path: "comment", value: "unexpected shape" });
    return [];
  });
}

function meet(directory: Directory, { issue: { fields }, histories, comments }: RawIssue): void {
  directory.see(fields.assignee);
  directory.see(fields.reporter);
  directory.see(fields.creator);
  for (const { author } of comments) directory.see(author);
  for (const { author } of histories) directory.see(author);
  for (const { items } of histories) {
    for (const item of items) {
      if (item.fieldId !== "assignee" && item.field.toLowerCase() !== "assignee") continue;
      directory.mention(item.from);
      directory.mention(item.to);
    }
  }
}

async function lookUp(client: JiraClient, directory: Directory, bodies: Answer<unknown>["body"][]): Promise<void> {
  const asked = directory.toAsk(LOOK_UP);
  if (asked.length === 0) return;
  const users: JiraUser[] = [];
  try {
    for await (const { data, body } of valuesOf(
      client,
      "/rest/api/3/user/bulk",
      { maxResults: String(LOOK_UP), accountId: asked },
      schema.valuesPage,
      STREAM,
      20,
    )) {
      bodies.push(body);
      users.push(...data.values.filter(isUser));
    }
  } catch (error) {
    const code = codeOf(error);
    if (code !== "forbidden" && code !== "not-found" && code !== "unexpected-shape" && code !== "unauthenticated") throw error;
  }
  directory.answer(asked, users);
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
  readonly vendorTotal: number | null;
}

/** After the last issue: who is still to be looked up, and whether the vendor has as many issues as the store. */
async function* closing(input: Reading, state: StreamState, { startedAt, fetched, vendorTotal }: SoFar): AsyncGenerator<Page> {
  const { client, site, scope, liveItems, directory } = input;
  const bodies: Answer<unknown>["body"][] = [];
  while (directory.waiting > 0) await lookUp(client, directory, bodies);

  let gone: Page["gone"] = [];
  let problem: Problem | null = null;
  const isFirstRead = state.watermark === null && state.stored === 0;
  const live =
    liveItems === null || vendorTotal === null || (fetched === 0 && state.stored === vendorTotal) || isFirstRead
      ? null
      : await liveItems();
  if (isFirstRead && vendorTotal !== null && fetched < vendorTotal) await whoAmI(client, STREAM);
  if (live !== null && live.length !== vendorTotal) {
    const listed = await sweepIds(client, scope, STREAM);
    const absent = live.filter((id) => !listed.has(id.slice(site.connection.length + 1)));
    // A token that ran out by now shows less, which is not the same as less being there.
    if (absent.length > 0) await whoAmI(client, STREAM);
    if (listed.size === 0 && live.length > 0) problem = nothingListed(site.connection);
    else gone = await reasons(input, absent);
    const stored = new Set(live);
    const missing = [...listed].filter((id) => !stored.has(itemId(site, id)));
    for (let index = 0; index < Math.min(missing.length, MOST_MISSING); index += NAMED) {
      const named = createSearch(
        client,
        `id in (${missing.slice(index, index + NAMED).join(", ")})`,
        searchFields(site.fields),
        NAMED,
        STREAM,
      );
      const page = await named.read({ since: null, startedAt, token: null, createdFrom: null, tokenFrom: null, page: 1 });
      const chunk = await chunkPage(input, page.issues, page.rejected, [page.body], 1);
      yield {
        ...chunk,
        cursor: toJson({ since: startedAt - OVERLAP_MS, startedAt, token: null, createdFrom: null, tokenFrom: null, page: 1 }),
        vendorTotal,
      };
    }
    while (directory.waiting > 0) await lookUp(client, directory, bodies);
  }
  yield lastPage({
    batch: { ...lastPage({ watermark: null }).batch, actors: directory.take() },
    watermark: startedAt,
    vendorTotal,
    bodies,
    gone,
    problem,
  });
}

/** Why items are no longer listed. Those that can still be found by id moved out of scope. */
async function reasons({ client, site, someHidden }: IssuesIn, absent: readonly string[]): Promise<Page["gone"]> {
  const moved = new Set<string>();
  if (!someHidden) {
    for (let index = 0; index < absent.length; index += NAMED) {
      const ids = absent.slice(index, index + NAMED).map((id) => id.slice(site.connection.length + 1));
      for (const id of await stillThere(client, ids)) moved.add(itemId(site, id));
    }
  }
  return absent.map((item) => ({ item, basis: someHidden ? "not-permitted" : moved.has(item) ? "moved" : "deleted" }));
}

/** `issue/bulkfetch` leaves out what is gone instead of refusing; search refuses the whole query for one id that is gone. */
async function stillThere(client: JiraClient, ids: readonly string[]): Promise<readonly string[]> {
  try {
    const { data } = await client.post(
      "/rest/api/3/issue/bulkfetch",
      { issueIdsOrKeys: ids, fields: ["project"] },
      schema.searchPage,
      { stream: STREAM, page: null },
    );
    return data.issues.flatMap((issue) => schema.ownText(Object(issue) as object, "id") ?? []);
  } catch (error) {
    const code = codeOf(error);
    if (code === "not-found" || code === "forbidden" || code === "endpoint-removed" || code === "unexpected-shape") return [];
    throw error;
  }
}

function leftOut(connection: string, page: number, count: number): Problem {
  return {
    code: "unexpected-shape",
    connection,
    stream: STREAM,
    page,
    what: `${count} ${count === 1 ? "issue" : "issues"} came in a shape that this version cannot read and ${count === 1 ? "was" : "were"} left out.`,
    todo: "Update wmmm; if it is the newest version, please report this.",
  };
}

function withoutHistory(connection: string, count: number, of: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page: null,
    what: `Of ${count} of ${of} ${of === 1 ? "issue" : "issues"}, Jira gave no history, or one with gaps, though they have moved.`,
    todo: "Nothing is guessed for them: they are left out of what needs a history. Scan again if it was a passing fault.",
  };
}

function nothingListed(connection: string): Problem {
  return {
    code: "counts-differ",
    connection,
    stream: STREAM,
    page: null,
    what: "Jira lists none of the issues that were read before; nothing stored was touched.",
    todo: 'Check that the token\'s account still has the permission "Browse projects" in the projects in scope.',
  };
}

/** Boards and workflows change seldom and cost a request each: they are read again when the last reading is older than this. */
export const SETUP_MAX_AGE_MS = DAY_MS;
