import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { createDirectory } from "./actors.ts";
import { createChangelogs } from "./changelogs.ts";
import { createChunk, lookUp, type ChunkIn } from "./chunk.ts";
import { codeOf, type Answer, type JiraClient } from "./client.ts";
import { lastPage } from "./configuration.ts";
import { approximateCount, whoAmI } from "./preflight.ts";
import { createSearch, parseCursor, searchFields, sweepIds, type SearchCursor } from "./search.ts";
import * as schema from "./schema.ts";
import { itemId, type Site } from "./site.ts";

const STREAM = "issues";
/** Search lags behind changes by seconds to minutes; what was changed in the last minutes of a read is read again. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** The most that `changelog/bulkfetch` takes at once. */
const CHUNK = 1_000;
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
  /** Ids of the items in the store whose history has gaps. */
  incompleteItems(): Promise<readonly string[]>;
  /** A project in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  warn(problem: Problem): void;
}

/** Issues with their complete histories, one page a thousand; then what has vanished. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const { client, site, scope, pageSize } = input;
  const chunkIn: ChunkIn = {
    client,
    site,
    stream: STREAM,
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
    const first: SearchCursor = cursor;
    const chunk = createChunk(chunkIn, first.page);
    let lastAt: Instant | null = first.createdFrom;
    do {
      const found: Awaited<ReturnType<typeof search.read>> = await search.read(cursor);
      await chunk.add(found);
      lastAt = found.createdFrom;
      cursor = found.next;
    } while (cursor !== null && chunk.size + pageSize <= CHUNK);
    if (!chunk.isEmpty) {
      const page = await chunk.page();
      fetched += page.fetched;
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
  yield* closing(input, chunkIn, state, { startedAt, fetched, vendorTotal });
}

function toJson({ since, startedAt, token, createdFrom, tokenFrom, page }: SearchCursor) {
  return { since, startedAt, token, createdFrom, tokenFrom, page };
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
  readonly vendorTotal: number | null;
}

/** After the last issue: who is still to be looked up, and whether the vendor has as many issues as the store. */
async function* closing(
  input: IssuesIn,
  chunkIn: ChunkIn,
  state: StreamState,
  { startedAt, fetched, vendorTotal }: SoFar,
): AsyncGenerator<Page> {
  const { client, site, scope, liveItems } = input;
  const { directory } = chunkIn;
  const bodies: Answer<unknown>["body"][] = [];
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);

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
    const missing = [...listed].filter((id) => !stored.has(itemId(site, id))).slice(0, MOST_MISSING);
    for (let index = 0; index < missing.length; index += NAMED)
      yield { ...(await namedPage(input, chunkIn, missing.slice(index, index + NAMED), startedAt)), vendorTotal };
  }
  // What an earlier read got with gaps is asked for again, some of it at each read.
  const gaps = state.watermark === null ? [] : await input.incompleteItems();
  if (gaps.length > 0) {
    const ids = inTurn(gaps, startedAt).map((id) => id.slice(site.connection.length + 1));
    const page = await namedPage(input, chunkIn, ids, startedAt).catch((error: unknown) => {
      // One id that is gone makes Jira refuse all of them; the next sweep finds out which.
      if (codeOf(error) !== "unexpected-shape") throw error;
      return null;
    });
    if (page !== null) yield { ...page, vendorTotal };
    const left = page === null ? gaps.length : page.batch.items.filter((item) => !item.historyComplete).length;
    if (left > 0) input.warn(withoutHistory(site.connection, left, gaps.length));
  }
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);
  yield lastPage({
    batch: { ...lastPage({ watermark: null }).batch, actors: directory.take() },
    watermark: startedAt,
    vendorTotal,
    bodies,
    gone,
    problem,
  });
}

/** As many of `ids` as one request names, others on the next day: some may be beyond repair. */
function inTurn(ids: readonly string[], now: Instant): readonly string[] {
  const start = (Math.floor(now / DAY_MS) * NAMED) % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)].slice(0, NAMED);
}

async function namedPage(
  { client, site }: IssuesIn,
  chunkIn: ChunkIn,
  ids: readonly string[],
  startedAt: Instant,
): Promise<Page> {
  const named = createSearch(client, `id in (${ids.join(", ")})`, searchFields(site.fields), NAMED, STREAM);
  const nowhere = { startedAt, token: null, createdFrom: null, tokenFrom: null, page: 1 };
  const chunk = createChunk(chunkIn, 1);
  await chunk.add(await named.read({ since: null, ...nowhere }));
  return { ...(await chunk.page()), cursor: toJson({ since: startedAt - OVERLAP_MS, ...nowhere }) };
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
