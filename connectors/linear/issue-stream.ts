import { leftOut } from "../history/left-out.ts";
import type { EventRecord } from "../../src/model/event.ts";
import { EMPTY_BATCH, type Batch } from "../../src/model/batch.ts";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import { lastPage } from "../last-page.ts";
import { firstBegun } from "../shard-ends.ts";
import { createDrift } from "../drift.ts";
import { createActors, type Actors } from "./actors.ts";
import type { LinearClient } from "./client.ts";
import { normaliseIssue, type RawIssue } from "./issues.ts";
import { reconcileIssues } from "./reconcile.ts";
import { createSearch, parseCursor, type FoundPage, type Search, type SearchCursor } from "./search.ts";
import type { Site } from "./site.ts";

const STREAM = "issues";
/** Comments, attachments and relations, see `activity-stream.ts`. */
const ACTIVITY = "activity";
/** Linear's reads see its writes; the overlap covers what was being written when the last read began. */
export const OVERLAP_MS = 5 * MINUTE_MS;
/** Issues a committed page, at most. */
const CHUNK = 1_000;
/** Issues that the sweep found and the search did not are read so many at a time. */
const NAMED = 50;
const MOST_MISSING = 2_000;

export interface IssuesIn {
  readonly client: LinearClient;
  readonly site: Site;
  /** Ids of the teams in scope; null = all that the token sees. */
  readonly teams: readonly string[] | null;
  readonly withAgents: boolean;
  /** What Linear counts over the teams in scope, archived issues included. */
  readonly vendorTotal: number | null;
  /** A team in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  now(): Instant;
  /** Live items in the store; null = cannot be asked. */
  readonly storedItems: (() => Promise<readonly StoredItem[]>) | null;
  /** Ids of the items in the store whose history has gaps. */
  incompleteItems(): Promise<readonly string[]>;
  /** Ids of issues that Linear says have changed. */
  readonly hinted: readonly string[];
}

/** Issues with their complete histories, up to a thousand a page; then what has vanished. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const actors = createActors(input.site);
  const cursor =
    parseCursor(state.cursor) ?? fromBeginning(input.now(), state.watermark === null ? null : state.watermark - OVERLAP_MS);
  const unread = new Set(input.hinted);
  const fetched = yield* foundPages(input, actors, cursor, (found) => {
    if (unread.size > 0) for (const { issue } of found.flatMap(({ issues }) => issues)) unread.delete(issue.id);
  });
  yield* closing(input, actors, state, { startedAt: cursor.startedAt, fetched, hinted: [...unread] });
}

/** The issues of a shard, whose teams are those of `input`. What has vanished is looked for when all shards have been read. */
export async function* shardPages(input: IssuesIn, stored: Json): AsyncGenerator<Page> {
  const actors = createActors(input.site);
  const cursor = parseCursor(stored) ?? fromBeginning(input.now(), null);
  yield* foundPages(input, actors, cursor, () => undefined);
  yield {
    ...lastOfShard(cursor.startedAt),
    batch: { ...EMPTY_BATCH, actors: actors.take() },
    vendorTotal: input.vendorTotal,
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
  return { since, startedAt, after: null, createdUntil: null, afterUntil: null, page: 1 };
}

/** What the search finds from `begin` on. Gives the number of issues. */
async function* foundPages(
  input: IssuesIn,
  actors: Actors,
  begin: SearchCursor,
  see: (found: readonly FoundPage[]) => void,
): AsyncGenerator<Page, number> {
  const { client, site, teams, withAgents, vendorTotal } = input;
  const search = createSearch({ client, teams, withAgents, stream: STREAM });
  let cursor: SearchCursor | null = begin;
  let known: ReadonlySet<string> | null = null;
  const knownItems = async () => (known ??= new Set((await input.storedItems?.())?.map(({ id }) => id)));
  let fetched = 0;
  while (cursor !== null) {
    const first: SearchCursor = cursor;
    const found: FoundPage[] = [];
    let count = 0;
    let most = 0;
    do {
      const page: FoundPage = await search.read(cursor);
      found.push(page);
      count += page.issues.length;
      most = Math.max(most, page.issues.length);
      cursor = page.next;
    } while (cursor !== null && count + most <= CHUNK);
    if (count === 0 && found.every(({ rejected }) => rejected === 0)) continue;
    fetched += count;
    const page = await chunkPage(site, actors, search, found, first.page);
    see(found);
    const { since } = first;
    // Old issues that are new here were moved into sight; what hangs on them did not change and must be fetched all the same.
    const isOld = ({ createdAt }: { readonly createdAt: Instant }) => since !== null && createdAt < since;
    const stored = since !== null && page.batch.items.some(isOld) ? await knownItems() : null;
    const broughtOld = stored !== null && page.batch.items.some((item) => isOld(item) && !stored.has(item.id));
    const lastAt = lastCreated(found) ?? first.createdUntil;
    // A cursor that says "nothing left" must not read as "nothing begun": the end of the search is marked by its last place.
    const end = { ...first, after: null, afterUntil: lastAt, createdUntil: lastAt, page: first.page + found.length };
    yield { ...page, cursor: toJson(cursor ?? end), vendorTotal, ...(broughtOld ? { forgets: [ACTIVITY] } : {}) };
  }
  return fetched;
}

function toJson({ since, startedAt, after, createdUntil, afterUntil, page }: SearchCursor) {
  return { since, startedAt, after, createdUntil, afterUntil, page };
}

function lastCreated(found: readonly FoundPage[]): Instant | null {
  const at = Date.parse(found.flatMap(({ issues }) => issues).at(-1)?.issue.createdAt ?? "");
  return Number.isNaN(at) ? null : at;
}

async function chunkPage(
  site: Site,
  actors: Actors,
  search: Search,
  found: readonly FoundPage[],
  pageNumber: number,
): Promise<Page> {
  const drift = createDrift();
  const issues = [...new Map(found.flatMap((page) => page.issues).map((one) => [one.issue.id, one])).values()];
  const completed = await search.complete(issues, { stream: STREAM, page: pageNumber });
  const { raws, incomplete } = completed;
  const { batch, gone, unreadable } = normaliseIssues(site, actors, raws, drift.see);
  const rejected = found.reduce((sum, page) => sum + page.rejected, 0);
  drift.see("issue", "unexpected shape", rejected);
  drift.see("issue.dates", "unexpected shape", unreadable);
  drift.see(
    "issue.history",
    "unexpected shape",
    found.reduce((sum, page) => sum + page.rejectedEntries, completed.rejectedEntries),
  );
  const lost = rejected + unreadable;
  return {
    batch: { ...batch, drift: drift.take() },
    cursor: null,
    done: false,
    watermark: null,
    fetched: raws.length,
    vendorTotal: null,
    bodies: [...found.flatMap(({ bodies }) => bodies), ...completed.bodies],
    gone,
    problem:
      lost > 0
        ? leftOut(site.connection, STREAM, pageNumber, lost)
        : incomplete === 0
          ? null
          : partial(site.connection, pageNumber, incomplete),
  };
}

export function normaliseIssues(
  site: Site,
  actors: Actors,
  raws: readonly RawIssue[],
  unknown: (path: string, value: string) => void,
): { readonly batch: Batch; readonly gone: Page["gone"]; readonly unreadable: number } {
  const items: Batch["items"][number][] = [];
  const events: EventRecord[] = [];
  const statuses = new Map<string, Batch["statuses"][number]>();
  const gone: Page["gone"][number][] = [];
  let unreadable = 0;
  for (const raw of raws) {
    const normalised = normaliseIssue(site, actors, raw, unknown);
    if (normalised === null) {
      unreadable++;
      continue;
    }
    items.push(normalised.item);
    for (const event of normalised.events) events.push(event);
    for (const status of normalised.formerStates) statuses.set(status.id, status);
    if (raw.issue.trashed === true) gone.push({ item: normalised.item.id, basis: "deleted" });
  }
  return { batch: { ...EMPTY_BATCH, items, events, statuses: [...statuses.values()], actors: actors.take() }, gone, unreadable };
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
  /** Ids of issues that are to be read, and were not found by the search. */
  readonly hinted: readonly string[];
}

/** After the last issue: what is gone, and what came into sight without having changed. */
async function* closing(
  input: IssuesIn,
  actors: Actors,
  state: StreamState,
  { startedAt, fetched, hinted }: SoFar,
): AsyncGenerator<Page> {
  const { site, vendorTotal } = input;
  const { gone, missing, someAreNew, problem } = await reconcileIssues(input, state, { startedAt, fetched });
  const some = missing.slice(0, MOST_MISSING);
  for (let index = 0; index < some.length; index += NAMED) {
    const page = await namedPage(input, actors, some.slice(index, index + NAMED), startedAt);
    yield { ...page, vendorTotal, ...(someAreNew ? { forgets: [ACTIVITY] } : {}) };
  }
  for (let index = 0; index < hinted.length; index += NAMED)
    yield { ...(await namedPage(input, actors, hinted.slice(index, index + NAMED), startedAt)), vendorTotal };
  // What an earlier read got with gaps is asked for again, some of it at each read.
  const gaps = state.watermark === null ? [] : await input.incompleteItems();
  if (gaps.length > 0) {
    const ids = inTurn(gaps, startedAt).map((id) => id.slice(site.connection.length + 1));
    yield { ...(await namedPage(input, actors, ids, startedAt)), vendorTotal };
  }
  yield lastPage({
    batch: { ...EMPTY_BATCH, actors: actors.take() },
    watermark: startedAt,
    vendorTotal,
    gone,
    problem,
    // The rest comes with a whole read.
    ...(missing.length > MOST_MISSING ? { forgets: [STREAM, ACTIVITY] } : {}),
  });
}

/** As many of `ids` as one request names, others on the next day: some may be beyond repair. */
function inTurn(ids: readonly string[], now: Instant): readonly string[] {
  const start = (Math.floor(now / DAY_MS) * NAMED) % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)].slice(0, NAMED);
}

async function namedPage(
  { client, site, teams, withAgents }: IssuesIn,
  actors: Actors,
  ids: readonly string[],
  startedAt: Instant,
): Promise<Page> {
  const search = createSearch({ client, teams, withAgents, stream: STREAM });
  const found = await search.named(ids, { stream: STREAM, page: null });
  const again = { since: startedAt - OVERLAP_MS, startedAt, after: null, createdUntil: null, afterUntil: null, page: 1 };
  return { ...(await chunkPage(site, actors, search, [found], 1)), cursor: toJson(again) };
}

function partial(connection: string, page: number, incomplete: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page,
    what: `Linear gave the history of ${incomplete} ${incomplete === 1 ? "issue" : "issues"} with gaps.`,
    todo: "Run again later: what was read is stored, and these histories are asked for again.",
  };
}
