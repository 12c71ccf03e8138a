import type { Json, StreamState } from "../../src/model/page.ts";
import { MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { firstBegun } from "../shard-ends.ts";
import { instantOf, type GithubRepository } from "./schema.ts";

/** GitHub's reads see its writes; the overlap covers what was being written when the last read began. */
const OVERLAP_MS = 5 * MINUTE_MS;

/** Where a read stands. It survives in the store between runs, hence plain JSON. */
export interface RepositoryCursor {
  /** Only what changed since; null = all. */
  readonly since: Instant | null;
  /** Vendor's clock when this read began: the next watermark. */
  readonly startedAt: Instant;
  /** Id of the repository that is read; those before it are done. Null = none has been begun, `END` = all are done. */
  readonly repository: string | null;
  readonly after: string | null;
  readonly page: number;
  /** Repositories passed so far of which nothing could be read: their changes are not behind the next watermark. */
  readonly unread: number;
  /** Ids of issues that have yet to be asked for something that takes a request of its own. */
  readonly pending: readonly string[];
}

/** Stands for the place behind the last repository. */
export const END = "";

/** A stored cursor, if it is one of ours. */
function parseCursor(value: Json): RepositoryCursor | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { since, startedAt, repository, after, page, unread, pending } = value as Readonly<Record<string, Json>>;
  const isText = (one: Json | undefined): one is string | null => one === null || typeof one === "string";
  if ((since !== null && typeof since !== "number") || typeof startedAt !== "number" || typeof page !== "number") return null;
  if (!isText(repository) || !isText(after)) return null;
  return {
    since,
    startedAt,
    repository,
    after,
    page,
    unread: typeof unread === "number" ? unread : 0,
    pending: textsIn(pending),
  };
}

const textsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** What a whole read hands on to the next one: `pending`. Absent = nothing. */
export function handedOn(pending: Iterable<string>): { readonly fingerprint?: string } {
  const ids = [...pending];
  return ids.length === 0 ? {} : { fingerprint: JSON.stringify(ids) };
}

function handedOver(fingerprint: string | undefined): readonly string[] {
  if (fingerprint === undefined) return [];
  try {
    return textsIn(JSON.parse(fingerprint) as Json);
  } catch {
    // Of another version: what it meant is unknown.
    return [];
  }
}

/** `from`: read again what changed since this earlier instant. */
export function firstCursor(state: StreamState, now: Instant, from: Instant | null = state.watermark): RepositoryCursor {
  const since = from === null ? null : from - OVERLAP_MS;
  const begun = parseCursor(state.cursor);
  if (begun !== null) return begun;
  return { since, startedAt: now, repository: null, after: null, page: 1, unread: 0, pending: handedOver(state.fingerprint) };
}

/** What is to be known of a shard that was read to its end. */
export function endOfShard(startedAt: Instant, unread: number, pending: Iterable<string>): Json {
  return { since: null, startedAt, repository: END, after: null, page: 1, unread, pending: [...pending] };
}

/** Behind shards that were read to these ends: whatever was changed since the first of them began, in all repositories. */
export function joinedCursor(ends: readonly Json[], now: Instant): Json {
  const all = ends.map(parseCursor).filter((end) => end !== null);
  const startedAt = firstBegun(ends, parseCursor, now);
  return {
    since: startedAt - OVERLAP_MS,
    startedAt,
    repository: null,
    after: null,
    page: 1,
    unread: all.reduce((sum, { unread }) => sum + unread, 0),
    pending: [...new Set(all.flatMap(({ pending }) => pending))],
  };
}

/** The read goes on behind shards: all items of a whole read have been listed, though nothing was ever read to the end. */
export function isJoined(state: StreamState): boolean {
  return state.watermark === null && (parseCursor(state.cursor)?.since ?? null) !== null;
}

/** Repositories from the one that a read stopped at on; one that is gone by now is passed over. */
export function remaining(
  repositories: readonly GithubRepository[],
  { repository }: RepositoryCursor,
): readonly GithubRepository[] {
  if (repository === END) return [];
  const index = repositories.findIndex(({ id }) => id === repository);
  return index < 0 ? repositories : repositories.slice(index);
}

/** The place behind a repository that was read to its end. */
export function behind(repositories: readonly GithubRepository[], done: GithubRepository): string {
  return repositories[repositories.findIndex(({ id }) => id === done.id) + 1]?.id ?? END;
}

/** Whether anything can have changed in a repository since. */
export function isChanged(list: GithubRepository["issues"], since: Instant | null): boolean {
  if (!list || since === null) return list === null || list === undefined || list.totalCount > 0;
  const newest = instantOf(list.nodes?.[0]?.updatedAt);
  return newest === null ? list.totalCount > 0 : newest >= since;
}
