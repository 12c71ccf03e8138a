import { leftOut } from "../history/left-out.ts";
import type { EventRecord } from "../../src/model/event.ts";
import { EMPTY_BATCH, type Batch } from "../../src/model/batch.ts";
import type { Narrowing } from "../../src/model/facet.ts";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { DAY_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import { lastPage } from "../last-page.ts";
import { createActors, type Actors } from "./actors.ts";
import type { Capabilities } from "./capabilities.ts";
import type { GithubClient } from "./client.ts";
import { createDrift } from "../drift.ts";
import { codeOf } from "./graphql-errors.ts";
import { normaliseIssue, type RawIssue } from "./issues.ts";
import { nothingListed, notRead, partial } from "./issue-problems.ts";
import { MOST } from "./page-sizes.ts";
import {
  behind,
  END,
  endOfShard,
  firstCursor,
  handedOn,
  isChanged,
  remaining,
  type RepositoryCursor,
} from "./repository-cursor.ts";
import type { GithubRepository } from "./schema.ts";
import type { AgentWork } from "./agent-work.ts";
import type { ProjectAccess } from "./project-access.ts";
import { createSearch, type FoundPage, type Search } from "./search.ts";
import { idOf, own } from "./shapes.ts";
import { recordId, type Site } from "./site.ts";
import { silentlyChanged, sweepIds, whereabouts } from "./sweep.ts";

const STREAM = "issues";
/** Issues a committed page, at most: long timelines of many issues are read to their end together. */
const CHUNK = 500;
/** Issues asked for by their ids at once: each comes with its timeline. */
const NAMED = 25;

export interface IssuesIn {
  readonly client: GithubClient;
  readonly host: Capabilities;
  readonly connection: string;
  /** What issues are read against; asked for only when there is something to read. */
  site(): Promise<Site>;
  readonly projects: ProjectAccess;
  /** In scope, in a fixed order. */
  readonly repositories: readonly GithubRepository[];
  readonly vendorTotal: number | null;
  /** Once a day: all ids are listed where counts differ, and what may have changed in silence is looked for; once a week ids are listed anyway. */
  readonly sweep: "no" | "if counts differ" | "yes";
  /** A repository in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  readonly hashes: Pick<Site, "host" | "pseudonym" | "identity">;
  /** What this connection shows less of, as far as is known by now. */
  narrowing(): Narrowing;
  now(): Instant;
  /** Live items in the store; null = cannot be asked. */
  readonly storedItems: (() => Promise<readonly StoredItem[]>) | null;
  /** Ids of the items in the store whose history has gaps. */
  incompleteItems(): Promise<readonly string[]>;
  /** Ids of issues that GitHub says have changed. */
  readonly hinted: readonly string[];
  /** What agents did that only the other interface of GitHub tells; null = is not asked. */
  readonly agentWork: AgentWork | null;
}

/** Issues with their complete timelines, repository by repository; then what has vanished and what changed in silence. */
export async function* issuePages(input: IssuesIn, state: StreamState): AsyncGenerator<Page> {
  const actors = createActors(input.hashes);
  const search = searchOf(input);
  const begun = firstCursor(state, input.now());
  const hinted = new Set(input.hinted);
  const read = yield* foundPages(input, actors, search, begun, (found) => {
    if (hinted.size > 0) for (const { issue } of found.flatMap(({ issues }) => issues)) hinted.delete(issue.id);
  });
  yield* closing(input, actors, search, state, { ...read, hinted: [...hinted] });
}

/** The issues of a shard, whose repositories are those of `input`. What has vanished is looked for when all shards have been read. */
export async function* shardPages(input: IssuesIn, stored: Json): AsyncGenerator<Page> {
  const actors = createActors(input.hashes);
  const begun = firstCursor({ cursor: stored, watermark: null, stored: 0 }, input.now());
  const { startedAt, unread, pending } = yield* foundPages(input, actors, searchOf(input), begun, () => undefined);
  yield lastPage({
    batch: { ...EMPTY_BATCH, actors: actors.take() },
    watermark: null,
    cursor: endOfShard(startedAt, unread, pending),
    vendorTotal: input.vendorTotal,
    ...(input.projects.isOpen ? {} : { narrowing: input.narrowing() }),
  });
}

const searchOf = ({ client, host, projects, now }: IssuesIn): Search => createSearch({ client, host, projects, now });

/** What the repositories have from `begun` on. */
async function* foundPages(
  input: IssuesIn,
  actors: Actors,
  search: Search,
  begun: RepositoryCursor,
  see: (found: readonly FoundPage[]) => void,
): AsyncGenerator<Page, Omit<SoFar, "hinted">> {
  const { repositories, vendorTotal } = input;
  const { since, startedAt } = begun;
  let { page: number, unread } = begun;
  let fetched = 0;
  const pending = new Set(begun.pending);
  for (const repository of remaining(repositories, begun)) {
    if (!isChanged(repository.issues, since)) continue;
    let after = repository.id === begun.repository ? begun.after : null;
    for (let isDone = false; !isDone;) {
      const found: FoundPage[] = [];
      let count = 0;
      let most = 0;
      let failure: Error | null = null;
      do {
        const place = { stream: STREAM, page: number + found.length };
        const isOld = after !== null && after === begun.after;
        const page = await search
          .read(repository.id, since, after, place)
          .catch((error: unknown) => {
            // A place of an earlier run may be gone: this repository is then read from its beginning, which stores nothing twice.
            if (!isOld || codeOf(error) !== "cursor-expired") throw error;
            return search.read(repository.id, since, null, place);
          })
          .catch((error: unknown) => {
            if (found.length === 0) throw error;
            failure = error instanceof Error ? error : new Error("unknown failure", { cause: error });
            return null;
          });
        if (page === null) break;
        found.push(page);
        count += page.issues.length;
        most = Math.max(most, page.issues.length);
        after = page.after;
      } while (after !== null && count + most <= CHUNK);
      isDone = after === null;
      if (found.some(({ isMissing }) => isMissing)) unread++;
      if (count === 0 && found.every(({ rejected, isPartial }) => rejected === 0 && !isPartial)) continue;
      const { page, seen } = await chunkPage(input, actors, search, pending, found, number);
      fetched += seen;
      see(found);
      number += found.length;
      // The end of a repository must not read as its beginning: a read that stops here begins with the next one.
      const next = isDone ? behind(repositories, repository) : repository.id;
      yield {
        ...page,
        cursor: { since, startedAt, repository: next, after, page: number, unread, pending: [...pending] },
        vendorTotal,
      };
      // What came before it is stored by now.
      if (failure !== null) throw failure as Error;
    }
  }
  return { since, startedAt, fetched, unread, pending };
}

async function chunkPage(
  input: IssuesIn,
  actors: Actors,
  search: Search,
  pending: Set<string>,
  found: readonly FoundPage[],
  pageNumber: number,
): Promise<{ readonly page: Page; readonly seen: number }> {
  const site = await input.site();
  const drift = createDrift();
  const issues = [...new Map(found.flatMap((page) => page.issues).map((one) => [one.issue.id, one])).values()];
  const { raws, ...completed } = await search.complete(issues, { stream: STREAM, page: pageNumber });
  const { batch, unreadable } = normaliseIssues(site, actors, raws, drift.see);
  const work = await input.agentWork?.of(raws, actors);
  for (const { issue } of raws) pending.delete(issue.id);
  for (const id of work?.unasked ?? []) pending.add(id);
  const rejected = found.reduce((sum, page) => sum + page.rejected, 0);
  drift.see("issue", "unexpected shape", rejected);
  drift.see("issue.dates", "unexpected shape", unreadable);
  drift.see(
    "issue.timelineItems",
    "unexpected shape",
    found.reduce((sum, page) => sum + page.rejectedEntries, completed.rejectedEntries),
  );
  const lost = rejected + unreadable;
  const isPartial = completed.isPartial || found.some((page) => page.isPartial);
  const incomplete = raws.filter(({ historyComplete }) => !historyComplete).length;
  const page: Page = {
    batch: { ...batch, events: [...batch.events, ...(work?.events ?? [])], actors: actors.take(), drift: drift.take() },
    cursor: null,
    done: false,
    watermark: null,
    fetched: raws.length,
    vendorTotal: null,
    bodies: [...found.flatMap(({ bodies }) => bodies), ...completed.bodies],
    gone: [],
    problem:
      lost > 0
        ? leftOut(site.connection, STREAM, pageNumber, lost)
        : isPartial || incomplete > 0
          ? partial(site.connection, pageNumber, incomplete)
          : null,
  };
  return { page, seen: raws.length };
}

export function normaliseIssues(
  site: Site,
  actors: Actors,
  raws: readonly RawIssue[],
  unknown: (path: string, value: string) => void,
): { readonly batch: Batch; readonly unreadable: number } {
  const items: Batch["items"][number][] = [];
  const events: EventRecord[] = [];
  const statuses = new Map<string, Batch["statuses"][number]>();
  let unreadable = 0;
  for (const raw of raws) {
    const normalised = normaliseIssue(site, actors, raw, unknown);
    if (normalised === null) {
      unreadable++;
      continue;
    }
    items.push(normalised.item);
    for (const event of normalised.events) events.push(event);
    for (const status of normalised.statuses) statuses.set(status.id, status);
  }
  return { batch: { ...EMPTY_BATCH, items, events, statuses: [...statuses.values()] }, unreadable };
}

interface SoFar {
  readonly since: Instant | null;
  readonly startedAt: Instant;
  readonly fetched: number;
  /** Repositories of which nothing could be read. */
  readonly unread: number;
  /** Ids of issues whose agents' work has yet to be asked for; it shrinks and grows with what is read. */
  readonly pending: Set<string>;
  /** Ids of issues that are to be read, and were not found by the search. */
  readonly hinted: readonly string[];
}

/** After the last issue: which are gone or were never shown, and which changed without a trace in their dates. */
async function* closing(
  input: IssuesIn,
  actors: Actors,
  search: Search,
  state: StreamState,
  { since, startedAt, fetched, unread, pending, hinted }: SoFar,
): AsyncGenerator<Page> {
  const { client, host, projects, connection, repositories, vendorTotal, storedItems, sweep, someHidden } = input;
  const isFirstRead = state.watermark === null && state.stored === 0;
  const again = () => ({ since, startedAt, repository: END, after: null, page: 1, unread, pending: [...pending] });
  const inScope = new Set(repositories.map(({ id }) => id));
  const byId = async function* (ids: readonly string[]): AsyncGenerator<Page> {
    for (let index = 0; index < ids.length; index += NAMED) {
      const asked = ids.slice(index, index + NAMED);
      const named = await search.named(asked, { stream: STREAM, page: null });
      // A webhook of an organisation names issues of all its repositories.
      const found = { ...named, issues: named.issues.filter(({ issue }) => inScope.has(idOf(own(issue, "repository")) ?? "")) };
      for (const id of asked) pending.delete(id);
      const { page } = await chunkPage(input, actors, search, pending, [found], 1);
      yield { ...page, cursor: again(), vendorTotal };
    }
  };

  // GitHub says that they have changed, though their dates need not: moved on a board, for one.
  yield* byId(hinted);

  // The last look was on the day of the last read, and at its beginning at the earliest.
  const looked = state.watermark === null ? null : Math.floor(state.watermark / DAY_MS) * DAY_MS;
  if (looked !== null && sweep !== "no") {
    const silent: string[] = [];
    for (const { id } of repositories.filter(({ issues }) => issues?.totalCount !== 0))
      silent.push(...(await silentlyChanged(client, host, projects, { repository: id, since: looked, stream: STREAM })));
    yield* byId(silent);
  }

  // What an earlier read got with gaps is asked for again, some of it at each read: some may be beyond repair.
  const gaps = state.watermark === null ? [] : await input.incompleteItems();
  const start = gaps.length === 0 ? 0 : (Math.floor(startedAt / DAY_MS) * NAMED) % gaps.length;
  const turn = [...gaps.slice(start), ...gaps.slice(0, start)].slice(0, NAMED);
  yield* byId(turn.map((id) => id.slice(connection.length + 1)));

  // What earlier reads had no room for, as far as there is room now; what is gone by now is no longer waited for.
  yield* byId([...pending].slice(0, input.agentWork?.room() ?? 0));

  const isSame = sweep !== "yes" && fetched === 0 && state.stored === vendorTotal;
  const live = storedItems === null || sweep === "no" || isFirstRead || isSame ? null : await storedItems();
  let gone: Page["gone"] = [];
  let problem: Problem | null = unread > 0 ? notRead(connection, unread) : null;
  if (live !== null && (sweep === "yes" || live.length !== vendorTotal)) {
    const listed = new Map<string, Instant>();
    for (const { id } of repositories) {
      const { listed: own, isPartial } = await sweepIds(client, id, STREAM);
      for (const [one, updatedAt] of own) listed.set(one, updatedAt);
      if (isPartial) problem = nothingListed(connection);
    }
    const stored = new Map(live.map((item) => [item.id, item.updatedAt]));
    const absent = live.map(({ id }) => id.slice(connection.length + 1)).filter((id) => !listed.has(id));
    if (listed.size === 0 && live.length > 0) problem = nothingListed(connection);
    if (problem === null && absent.length > 0) {
      const basis = await whereabouts(client, absent, STREAM);
      gone = absent.map((id) => {
        const found = basis.get(id) ?? "deleted";
        return { item: recordId(input, id), basis: found === "deleted" && someHidden ? "not-permitted" : found };
      });
    }
    // Not stored, or stored as it was before a change that was not shown in time.
    const missing = [...listed].filter(([id, updatedAt]) => updatedAt > (stored.get(recordId(input, id)) ?? -Infinity));
    yield* byId(missing.map(([id]) => id).slice(0, MOST * 20));
  }
  yield lastPage({
    batch: { ...EMPTY_BATCH, actors: actors.take() },
    // What could not be read is asked for again from where this read began.
    watermark: unread > 0 ? state.watermark : startedAt,
    vendorTotal,
    gone,
    ...handedOn(pending),
    // Found out while reading; where nothing was read, what the configuration said holds.
    ...(projects.isOpen ? {} : { narrowing: input.narrowing() }),
    problem,
  });
}
