import { createEventRoom, emptyRoom } from "../../src/model/event-table.ts";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import { readSince } from "../history/overlap.ts";
import { lastPage } from "../last-page.ts";
import { firstBegun } from "../shard-ends.ts";
import { createDirectory } from "./actors.ts";
import { createChangelogs } from "./changelogs.ts";
import type { ChunkIn } from "./chunk-in.ts";
import { createChunk, lookUp, type Chunk } from "./chunk.ts";
import { codeOf, type Answer, type JiraClient } from "./client.ts";
import { approximateCount } from "./preflight.ts";
import { reconcileIssues } from "./reconcile.ts";
import { createSearch, parseCursor, searchFields, type SearchCursor } from "./search.ts";
import { inSight } from "./in-sight.ts";
import type { Site } from "./site.ts";
import { settle } from "./suspects.ts";

const STREAM = "issues";
/** Search lags behind changes by seconds to minutes; what was changed in the last minutes of a read is read again. */
export const OVERLAP_MS = 10 * MINUTE_MS;
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
  /** Live items in the store; null = cannot be asked. */
  readonly storedItems: (() => Promise<readonly StoredItem[]>) | null;
  /** Ids of the items in the store whose history has gaps. */
  incompleteItems(): Promise<readonly string[]>;
  /** Ids of issues that Jira says have changed. */
  readonly hinted: readonly string[];
  /** A project in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  warn(problem: Problem): void;
}

/** Issues with their complete histories, one page a thousand; then what has vanished. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const { client, site, scope } = input;
  const chunkIn = chunkInOf(input);
  const vendorTotal = await approximateCount(client, scope, { stream: STREAM, page: null });
  const now = input.now();
  const cursor: SearchCursor =
    parseCursor(state.cursor) ??
    fromBeginning(now, state.watermark === null ? null : readSince(state.watermark, now, OVERLAP_MS));
  const unread = createUnread(site, input.hinted);
  const fetched = yield* foundPages(input, chunkIn, cursor, vendorTotal, unread.see);
  yield* closing(input, chunkIn, state, { startedAt: cursor.startedAt, fetched, vendorTotal, hinted: unread.left() });
}

/** The issues of a shard, whose scope is that of `input`. What has vanished is looked for when all shards have been read. */
export async function* shardPages(input: IssuesIn, counted: number | null, stored: Json): AsyncGenerator<Page> {
  const { client, scope } = input;
  const chunkIn = chunkInOf(input);
  const { directory } = chunkIn;
  const vendorTotal = counted ?? (await approximateCount(client, scope, { stream: STREAM, page: null }));
  const cursor = parseCursor(stored) ?? fromBeginning(input.now(), null);
  yield* foundPages(input, chunkIn, cursor, vendorTotal, () => undefined);
  const bodies: Answer<unknown>["body"][] = [];
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);
  yield {
    ...lastOfShard(cursor.startedAt),
    batch: { ...lastPage({ watermark: null }).batch, actors: directory.take() },
    vendorTotal,
    bodies,
  };
}

/** The end of a shard whose read began at `startedAt`. */
export function lastOfShard(startedAt: Instant): Page {
  return lastPage({ watermark: null, cursor: toJson(fromBeginning(startedAt, null)) });
}

/** Behind shards that were read to these ends: whatever was changed since the first of them began, in all of the scope. */
export function joinedCursor(ends: readonly Json[], now: Instant): Json {
  const startedAt = firstBegun(ends, parseCursor, now);
  return toJson(fromBeginning(startedAt, startedAt - OVERLAP_MS));
}

function fromBeginning(startedAt: Instant, since: Instant | null): SearchCursor {
  return { since, startedAt, token: null, createdFrom: null, tokenFrom: null, page: 1 };
}

function chunkInOf({ client, site }: IssuesIn): ChunkIn {
  return {
    client,
    site,
    stream: STREAM,
    directory: createDirectory(site),
    fetchChangelogs: createChangelogs(client, STREAM),
    events: createEventRoom(),
    suspects: [],
  };
}

/** A frame of its own, so that nothing holds the page while the next one is read. Gives the number of issues. */
async function* keptPage(chunk: Chunk, finish: (page: Page) => Page): AsyncGenerator<Page, number> {
  const page = await chunk.page();
  yield finish(page);
  return page.fetched;
}

/** What the search finds from `begin` on. Gives the number of issues. */
async function* foundPages(
  { client, site, scope, pageSize, warn }: IssuesIn,
  chunkIn: ChunkIn,
  begin: SearchCursor,
  vendorTotal: number | null,
  see: (page: Page) => void,
): AsyncGenerator<Page, number> {
  const search = createSearch(client, scope, searchFields(site.fields), pageSize, STREAM);
  let cursor: SearchCursor | null = begin;
  let fetched = 0;
  const incomplete = createIncomplete();
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
      // A cursor that says "nothing left" must not read as "nothing begun": the end of the search is marked by its last place.
      const place = toJson(
        cursor ?? {
          ...first,
          token: null,
          // A read that is interrupted before its closing page finds the last issues again and nothing before them.
          tokenFrom: lastAt,
          createdFrom: lastAt,
          page: first.page + 1,
        },
      );
      fetched += yield* keptPage(chunk, (page) => {
        see(page);
        return { ...incomplete.see(page), cursor: place, vendorTotal };
      });
      emptyRoom(chunkIn.events);
      for await (const settled of settle(chunkIn, first.page, cursor === null))
        yield { ...incomplete.see(settled), cursor: place, vendorTotal };
    }
  }
  if (incomplete.count > 0) warn(withoutHistory(site.connection, incomplete.count, fetched));
  return fetched;
}

function toJson({ since, startedAt, token, createdFrom, tokenFrom, page }: SearchCursor) {
  return { since, startedAt, token, createdFrom, tokenFrom, page };
}

/** Counts the issues whose last record says that their history is not whole. */
function createIncomplete() {
  const ids = new Set<string>();
  return {
    see(page: Page): Page {
      for (const { id, historyComplete } of page.batch.items) {
        if (historyComplete) ids.delete(id);
        else ids.add(id);
      }
      return page;
    },
    get count() {
      return ids.size;
    },
  };
}

/** Which of the issues that are to be read were not found by the search. */
function createUnread(site: Site, hinted: readonly string[]) {
  const ids = new Set(hinted);
  return {
    see(page: Page): void {
      if (ids.size > 0) for (const { id } of page.batch.items) ids.delete(id.slice(site.connection.length + 1));
    },
    left: (): readonly string[] => [...ids],
  };
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
  /** Ids of issues that are to be read, and were not found by the search. */
  readonly hinted: readonly string[];
  readonly vendorTotal: number | null;
}

/** After the last issue: who is still to be looked up, and whether the vendor has as many issues as the store. */
async function* closing(
  input: IssuesIn,
  chunkIn: ChunkIn,
  state: StreamState,
  { startedAt, fetched, vendorTotal, hinted }: SoFar,
): AsyncGenerator<Page> {
  const { client, site } = input;
  const { directory } = chunkIn;
  const bodies: Answer<unknown>["body"][] = [];
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);

  const { gone, missing, problem } = await reconcileIssues(input, state, { startedAt, fetched, vendorTotal });
  // Jira refuses a question that names one issue which is gone.
  const some = missing.length === 0 ? [] : await inSight(client, missing.slice(0, MOST_MISSING), STREAM);
  for (let index = 0; index < some.length; index += NAMED)
    for (const page of await namedPages(input, chunkIn, some.slice(index, index + NAMED), startedAt))
      yield { ...page, vendorTotal };
  // Jira says that they have changed, though their dates do not: links, for one.
  for (let index = 0; index < hinted.length; index += NAMED) {
    const there = await inSight(client, hinted.slice(index, index + NAMED), STREAM);
    if (there.length > 0) for (const page of await namedPages(input, chunkIn, there, startedAt)) yield { ...page, vendorTotal };
  }
  // What an earlier read got with gaps is asked for again, some of it at each read; all of it where that read was interrupted, since what it had
  // stored last was not settled yet.
  const isResumed = state.cursor !== null;
  const gaps = state.watermark === null && !isResumed ? [] : await input.incompleteItems();
  const asked = inTurn(gaps, startedAt, isResumed ? MOST_MISSING : NAMED);
  const left = createIncomplete();
  for (let index = 0; index < asked.length; index += NAMED) {
    const ids = asked.slice(index, index + NAMED).map((id) => id.slice(site.connection.length + 1));
    const pages = await namedPages(input, chunkIn, ids, startedAt).catch(async (error: unknown) => {
      // One id that is gone makes Jira refuse all of them.
      if (codeOf(error) !== "unexpected-shape") throw error;
      const there = await inSight(client, ids, STREAM);
      return there.length === 0 ? [] : namedPages(input, chunkIn, there, startedAt);
    });
    for (const page of pages) yield { ...left.see(page), vendorTotal };
  }
  if (left.count > 0) input.warn(withoutHistory(site.connection, left.count, gaps.length));
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);
  yield lastPage({
    batch: { ...lastPage({ watermark: null }).batch, actors: directory.take() },
    watermark: startedAt,
    vendorTotal,
    bodies,
    gone,
    problem,
    // The rest comes with a whole read.
    ...(missing.length > MOST_MISSING ? { forgets: [STREAM] } : {}),
  });
}

/** `most` of the ids, others on the next day: some may be beyond repair. */
function inTurn(ids: readonly string[], now: Instant, most: number): readonly string[] {
  const start = ids.length === 0 ? 0 : (Math.floor(now / DAY_MS) * most) % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)].slice(0, most);
}

/** Up to `NAMED` issues by their ids: what the search says of them, and what became of the suspects among them. */
async function namedPages(
  { client, site, scope }: IssuesIn,
  chunkIn: ChunkIn,
  ids: readonly string[],
  startedAt: Instant,
): Promise<readonly Page[]> {
  const named = createSearch(client, `${scope} AND id in (${ids.join(", ")})`, searchFields(site.fields), NAMED, STREAM);
  const nowhere = { startedAt, token: null, createdFrom: null, tokenFrom: null, page: 1 };
  const chunk = createChunk(chunkIn, 1);
  await chunk.add(await named.read({ since: null, ...nowhere }));
  // They were moved out of scope.
  if (chunk.isEmpty) return [];
  const pages = [await chunk.page()];
  for await (const settled of settle(chunkIn, 1, true)) pages.push(settled);
  return pages.map((page) => ({ ...page, cursor: toJson({ since: startedAt - OVERLAP_MS, ...nowhere }) }));
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

/** Configuration, boards and workflows change seldom and cost a request each: they are read again when the last reading is older than this. */
export const SETUP_MAX_AGE_MS = DAY_MS;
