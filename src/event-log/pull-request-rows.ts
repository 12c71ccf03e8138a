import type { JoinBasis, JoinDecision } from "../model/join.ts";
import type { PullRequestRecord } from "../model/pull-request.ts";
import { fill, pick } from "./columns-from.ts";
import { JOIN_BASIS, REVIEW_STATE, type EventLog, type PullRequestColumns } from "./columns.ts";
import { compareTexts } from "./text-table.ts";

/** An item that a pull request belongs to. */
export interface WorkLink {
  /** Index in the log. */
  readonly item: number;
  /** Code of `JOIN_BASIS`. */
  readonly basis: number;
  readonly since: number;
  /** The item carries a link event that names the pull request. */
  readonly isOnItem: boolean;
}

/** What pull requests are resolved against; indexes are those of the log that is being built. */
export interface WorkIndex {
  /** Indexes of the items with this key in any connection, by key in upper case. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Index of an item by its id or reference; -1 = not in the log. */
  indexOf(id: string): number;
  /** Instant. */
  readonly createdAt: Float64Array;
  /** The first of the items that are the same work; -1 = none. */
  readonly sameWork: Int32Array;
  /** Pull-request links that items carry: index of the item, what it names (`<connection>/url:<address>` or an id), since when. */
  readonly onItems: readonly { readonly item: number; readonly target: string; readonly at: number }[];
  readonly decisions: readonly JoinDecision[];
}

/** A pull request with the items it belongs to, in their order. */
export interface LinkedPullRequest {
  readonly record: PullRequestRecord;
  readonly work: readonly WorkLink[];
}

/** The address of a pull request by which other tools name it: without protocol, query and tail, in lower case; null where it is none. */
export function addressOf(url: string): string | null {
  const parsed = URL.parse(url.slice(0, 500));
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) return null;
  return `${parsed.host}${parsed.pathname.replace(/\/$/, "")}`.toLowerCase();
}

/** Link events that name a pull request by its address. */
const ADDRESS_MARK = "/url:";

/** Pull requests as they come in. */
export class PullRequestRows {
  readonly #records = new Map<string, PullRequestRecord>();

  get count(): number {
    return this.#records.size;
  }

  /** A record with an id that is there already replaces it unless it is older. */
  add(record: PullRequestRecord): void {
    const known = this.#records.get(record.id);
    if (known === undefined || record.updatedAt >= known.updatedAt) this.#records.set(record.id, record);
  }

  /** Ids of everybody who opened, merged or reviewed one. */
  *actors(): Generator<string> {
    for (const { author, mergedBy, reviews } of this.#records.values()) {
      for (const actor of [author, mergedBy, ...reviews.map(({ actor }) => actor)]) if (actor !== null) yield actor;
    }
  }

  records(): Iterable<PullRequestRecord> {
    return this.#records.values();
  }

  /** All of them in the order of their ids; one that two connections show under one address once, as the newer of the two tells it. */
  resolve(work: WorkIndex): readonly LinkedPullRequest[] {
    const inOrder = [...this.#records.values()].sort((a, b) => compareTexts(a.id, b.id));
    const idOf = new Map<string, string>();
    const byAddress = new Map<string, string>();
    const shown = new Map<string, PullRequestRecord>();
    for (const record of inOrder) {
      const address = addressOf(record.url);
      const id = (address === null ? undefined : byAddress.get(address)) ?? record.id;
      if (address !== null) byAddress.set(address, id);
      idOf.set(record.id, id);
      const other = shown.get(id);
      if (other === undefined) shown.set(id, record);
      else shown.set(id, { ...(record.updatedAt > other.updatedAt ? record : other), id, work: [...other.work, ...record.work] });
    }
    const links = linksOf(shown, idOf, byAddress, work);
    return [...shown.values()].map((record) => ({ record, work: links.get(record.id)! }));
  }
}

function linksOf(
  records: ReadonlyMap<string, PullRequestRecord>,
  idOf: ReadonlyMap<string, string>,
  byAddress: ReadonlyMap<string, string>,
  work: WorkIndex,
): ReadonlyMap<string, readonly WorkLink[]> {
  const found = new Map([...records.keys()].map((id) => [id, new Map<number, WorkLink>()]));
  const add = (id: string, item: number, basis: JoinBasis, at: number, isOnItem = false): void => {
    const own = found.get(id)!;
    const known = own.get(item);
    const since = Math.max(at, records.get(id)!.createdAt, work.createdAt[item]!);
    own.set(item, {
      item,
      basis: Math.min(JOIN_BASIS[basis], known?.basis ?? Infinity),
      since: Math.min(since, known?.since ?? Infinity),
      isOnItem: isOnItem || known?.isOnItem === true,
    });
  };
  const refused: (readonly [pullRequest: string, item: number])[] = [];
  for (const decision of work.decisions) {
    if (decision.kind !== "work") continue;
    const { a, b } = decision;
    const id = idOf.get(a) ?? idOf.get(b);
    const item = work.indexOf(idOf.has(a) ? b : a);
    if (id === undefined || item < 0) continue;
    if (decision.refused) refused.push([id, item]);
    else if (decision.declared) add(id, item, "declared", -Infinity);
  }
  for (const { id, work: references } of records.values()) {
    for (const { item, key, basis } of references) {
      const index = item === null ? -1 : work.indexOf(item);
      if (index >= 0) add(id, index, basis, -Infinity);
      if (key !== null) for (const named of onePiece(work, key)) add(id, named, basis, -Infinity);
    }
  }
  for (const { item, target, at } of work.onItems) {
    const mark = target.indexOf(ADDRESS_MARK);
    const attached = mark < 0 ? undefined : byAddress.get(target.slice(mark + ADDRESS_MARK.length));
    const id = idOf.get(target) ?? attached;
    if (id !== undefined) add(id, item, attached === undefined ? "connected" : "attached", at, true);
  }
  for (const [id, item] of refused) found.get(id)!.delete(item);
  return new Map([...found].map(([id, own]) => [id, [...own.values()].sort((a, b) => a.item - b.item)]));
}

/** Items with this key; none where it could mean two pieces of work, since it is not told which. */
function onePiece({ byKey, sameWork }: WorkIndex, key: string): readonly number[] {
  const items = byKey.get(key.toUpperCase()) ?? [];
  const isOne = items.length < 2 || items.every((item) => sameWork[item]! >= 0 && sameWork[item] === sameWork[items[0]!]);
  return isOne ? items : [];
}

/** Columns of resolved pull requests. `actor` and `project` give indexes, -1 = none. */
export function pullRequestColumns(
  linked: readonly LinkedPullRequest[],
  actor: (id: string | null) => number,
  project: (record: PullRequestRecord) => number,
): PullRequestColumns {
  const records = linked.map(({ record }) => record);
  const instants = (of: (record: PullRequestRecord) => number | null) => Float64Array.from(records, (one) => of(one) ?? NaN);
  const reviews = records.map((record) => [...record.reviews].sort((a, b) => a.at - b.at));
  const work = linked.map((one) => one.work);
  return {
    count: records.length,
    id: records.map(({ id }) => id),
    key: records.map(({ key }) => key),
    url: records.map(({ url }) => url),
    title: records.map(({ title }) => title),
    project: Int32Array.from(records, project),
    createdAt: instants(({ createdAt }) => createdAt),
    firstCommitAt: instants(({ firstCommitAt }) => firstCommitAt),
    mergedAt: instants(({ mergedAt }) => mergedAt),
    closedAt: instants(({ closedAt }) => closedAt),
    author: Int32Array.from(records, ({ author }) => actor(author)),
    mergedBy: Int32Array.from(records, ({ mergedBy }) => actor(mergedBy)),
    reviewsComplete: Uint8Array.from(records, ({ reviewsComplete }) => (reviewsComplete ? 1 : 0)),
    firstReview: startsOf(reviews),
    reviewActor: Int32Array.from(reviews.flat(), (review) => actor(review.actor)),
    reviewAt: Float64Array.from(reviews.flat(), ({ at }) => at),
    reviewState: Uint8Array.from(reviews.flat(), ({ state }) => REVIEW_STATE[state]),
    firstWork: startsOf(work),
    workItem: Uint32Array.from(work.flat(), ({ item }) => item),
    workBasis: Uint8Array.from(work.flat(), ({ basis }) => basis),
    workSince: Float64Array.from(work.flat(), ({ since }) => since),
  };
}

function startsOf(lists: readonly (readonly unknown[])[]): Uint32Array {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, n) => (starts[n + 1] = starts[n]! + list.length));
  return starts;
}

/** As they stood before `asOf`. `newIndex`: index in the new log of each item, -1 = it is not in it. */
export function cutPullRequests(
  { pullRequests: before }: Pick<EventLog, "pullRequests">,
  newIndex: Int32Array,
  asOf: number,
): PullRequestColumns {
  const kept = Uint32Array.from(before.id.keys().filter((p) => before.createdAt[p]! < asOf));
  const then = (instants: Float64Array) =>
    fill(new Float64Array(kept.length), (n) => (instants[kept[n]!]! < asOf ? instants[kept[n]!]! : NaN));
  const rowsOf = (first: Uint32Array, keep: (row: number) => boolean) =>
    [...kept].map((p) => Array.from({ length: first[p + 1]! - first[p]! }, (_, n) => first[p]! + n).filter(keep));
  const reviews = rowsOf(before.firstReview, (r) => before.reviewAt[r]! < asOf);
  const work = rowsOf(before.firstWork, (w) => before.workSince[w]! < asOf && newIndex[before.workItem[w]!]! >= 0);
  const mergedAt = then(before.mergedAt);
  return {
    count: kept.length,
    id: pick(kept, before.id),
    key: pick(kept, before.key),
    url: pick(kept, before.url),
    title: pick(kept, before.title),
    project: Int32Array.from(kept, (p) => before.project[p]!),
    createdAt: then(before.createdAt),
    firstCommitAt: then(before.firstCommitAt),
    mergedAt,
    closedAt: then(before.closedAt),
    author: Int32Array.from(kept, (p) => before.author[p]!),
    mergedBy: Int32Array.from(kept, (p, n) => (Number.isNaN(mergedAt[n]!) ? -1 : before.mergedBy[p]!)),
    reviewsComplete: Uint8Array.from(kept, (p) => before.reviewsComplete[p]!),
    firstReview: startsOf(reviews),
    reviewActor: Int32Array.from(reviews.flat(), (r) => before.reviewActor[r]!),
    reviewAt: Float64Array.from(reviews.flat(), (r) => before.reviewAt[r]!),
    reviewState: Uint8Array.from(reviews.flat(), (r) => before.reviewState[r]!),
    firstWork: startsOf(work),
    workItem: Uint32Array.from(work.flat(), (w) => newIndex[before.workItem[w]!]!),
    workBasis: Uint8Array.from(work.flat(), (w) => before.workBasis[w]!),
    workSince: Float64Array.from(work.flat(), (w) => before.workSince[w]!),
  };
}
