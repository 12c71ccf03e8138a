import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import { readSince } from "../history/overlap.ts";
import { createDirectory } from "./actors.ts";
import { createChangelogs } from "./changelogs.ts";
import { createChunk, lookUp, type ChunkIn } from "./chunk.ts";
import { codeOf, type Answer, type JiraClient } from "./client.ts";
import { lastPage } from "./configuration.ts";
import { approximateCount } from "./preflight.ts";
import { reconcileIssues } from "./reconcile.ts";
import { createSearch, parseCursor, searchFields, type SearchCursor } from "./search.ts";
import { inSight } from "./in-sight.ts";
import type { Site } from "./site.ts";

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

  const now = input.now();
  let cursor: SearchCursor | null = parseCursor(state.cursor) ?? {
    since: state.watermark === null ? null : readSince(state.watermark, now, OVERLAP_MS),
    startedAt: now,
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
  const { client, site } = input;
  const { directory } = chunkIn;
  const bodies: Answer<unknown>["body"][] = [];
  while (directory.waiting > 0) await lookUp(client, directory, STREAM, bodies);

  const { gone, missing, problem } = await reconcileIssues(input, state, { startedAt, fetched, vendorTotal });
  // Jira refuses a question that names one issue which is gone.
  const some = missing.length === 0 ? [] : await inSight(client, missing.slice(0, MOST_MISSING), STREAM);
  for (let index = 0; index < some.length; index += NAMED)
    yield { ...(await namedPage(input, chunkIn, some.slice(index, index + NAMED), startedAt)), vendorTotal };
  // What an earlier read got with gaps is asked for again, some of it at each read.
  const gaps = state.watermark === null ? [] : await input.incompleteItems();
  if (gaps.length > 0) {
    const ids = inTurn(gaps, startedAt).map((id) => id.slice(site.connection.length + 1));
    const page = await namedPage(input, chunkIn, ids, startedAt).catch(async (error: unknown) => {
      // One id that is gone makes Jira refuse all of them.
      if (codeOf(error) !== "unexpected-shape") throw error;
      const there = await inSight(client, ids, STREAM);
      return there.length === 0 ? null : namedPage(input, chunkIn, there, startedAt);
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
    // The rest comes with a whole read.
    ...(missing.length > MOST_MISSING ? { forgets: [STREAM] } : {}),
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
