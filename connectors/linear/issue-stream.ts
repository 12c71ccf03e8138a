import { EMPTY_BATCH, type Batch, type Drift } from "../../src/model/batch.ts";
import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { createActors, type Actors } from "./actors.ts";
import type { LinearClient } from "./client.ts";
import { lastPage } from "./configuration.ts";
import { normaliseIssue, type RawIssue } from "./issues.ts";
import { createSearch, parseCursor, sweepIds, type FoundPage, type Search, type SearchCursor } from "./search.ts";
import { recordId, type Site } from "./site.ts";

const STREAM = "issues";
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
  /** Whether all ids are listed in this run, to find what is gone. */
  readonly sweep: "no" | "if counts differ" | "yes";
  /** A team in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  now(): Instant;
  /** Ids of the live items in the store; null = cannot be asked. */
  readonly liveItems: (() => Promise<readonly string[]>) | null;
  /** Ids of the items in the store whose history has gaps. */
  incompleteItems(): Promise<readonly string[]>;
}

/** Issues with their complete histories, up to a thousand a page; then what has vanished. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const { client, site, teams, withAgents, vendorTotal } = input;
  const actors = createActors(site);
  const search = createSearch({ client, teams, withAgents, stream: STREAM });
  let cursor: SearchCursor | null = parseCursor(state.cursor) ?? {
    since: state.watermark === null ? null : state.watermark - OVERLAP_MS,
    startedAt: input.now(),
    after: null,
    createdUntil: null,
    afterUntil: null,
    page: 1,
  };
  const { startedAt } = cursor;
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
    const lastAt = lastCreated(found) ?? first.createdUntil;
    // A cursor that says "nothing left" must not read as "nothing begun": the end of the search is marked by its last place.
    const end = { ...first, after: null, afterUntil: lastAt, createdUntil: lastAt, page: first.page + found.length };
    yield { ...page, cursor: toJson(cursor ?? end), vendorTotal };
  }
  yield* closing(input, actors, state, { startedAt, fetched });
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
        ? leftOut(site.connection, pageNumber, lost)
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
  const events: Batch["events"][number][] = [];
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

/** Counts surprises. */
export function createDrift() {
  const counts = new Map<string, Drift>();
  return {
    see(path: string, value: string, count = 1) {
      const name = `${path}\n${value}`;
      if (count > 0) counts.set(name, { path, value, count: (counts.get(name)?.count ?? 0) + count });
    },
    take: (): readonly Drift[] => [...counts.values()],
  };
}

interface SoFar {
  readonly startedAt: Instant;
  readonly fetched: number;
}

/** After the last issue: whether Linear has as many issues as the store, and if not, which are gone or were never shown. */
async function* closing(
  input: IssuesIn,
  actors: Actors,
  state: StreamState,
  { startedAt, fetched }: SoFar,
): AsyncGenerator<Page> {
  const { client, site, teams, vendorTotal, liveItems, sweep, someHidden } = input;
  const isFirstRead = state.watermark === null && state.stored === 0;
  const isSame = sweep !== "yes" && fetched === 0 && state.stored === vendorTotal;
  const live = liveItems === null || sweep === "no" || isFirstRead || isSame ? null : await liveItems();
  let gone: Page["gone"] = [];
  let problem: Problem | null = null;
  if (live !== null && (sweep === "yes" || live.length !== vendorTotal)) {
    const { listed, trashed } = await sweepIds(client, teams, STREAM);
    const stored = new Set(live);
    const absent = live.filter((id) => !listed.has(id.slice(site.connection.length + 1)));
    if (listed.size === 0 && trashed.size === 0 && live.length > 0) problem = nothingListed(site.connection);
    else
      gone = absent.map((item) => ({
        item,
        basis: !trashed.has(item.slice(site.connection.length + 1)) && someHidden ? "not-permitted" : "deleted",
      }));
    const missing = [...listed].filter((id) => !stored.has(recordId(site, id))).slice(0, MOST_MISSING);
    for (let index = 0; index < missing.length; index += NAMED)
      yield { ...(await namedPage(input, actors, missing.slice(index, index + NAMED), startedAt)), vendorTotal };
  }
  // What an earlier read got with gaps is asked for again, some of it at each read.
  const gaps = state.watermark === null ? [] : await input.incompleteItems();
  if (gaps.length > 0) {
    const ids = inTurn(gaps, startedAt).map((id) => id.slice(site.connection.length + 1));
    const page = await namedPage(input, actors, ids, startedAt);
    yield { ...page, vendorTotal };
  }
  yield lastPage({
    batch: { ...EMPTY_BATCH, actors: actors.take() },
    watermark: startedAt,
    vendorTotal,
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

function nothingListed(connection: string): Problem {
  return {
    code: "counts-differ",
    connection,
    stream: STREAM,
    page: null,
    what: "Linear lists none of the issues that were read before; nothing stored was touched.",
    todo: "Check that the token's account is still a member of the teams in scope.",
  };
}
