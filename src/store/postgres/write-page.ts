import type { FailpointPort } from "../../model/failpoint.ts";
import type { Page } from "../../model/page.ts";
import type { Instant } from "../../model/window.ts";
import { superseded } from "../queries/lease.ts";
import { LEASE_MS, type Lease, type ShardPlace } from "../store.ts";
import { ITEM_STREAM } from "../stream-status.ts";
import type { Database, Querier } from "./database.ts";
import { termHash, type Dictionary, type PreparedTerms } from "./dictionary.ts";
import { textsOfEvent, writeEvents } from "./write-events.ts";
import { markGone, planItems, textsOfItem, writeItems, type PlannedItem } from "./write-items.ts";
import { writeActors, writeBodies, writeDefinitions, writeDrift, writePullRequests } from "./write-records.ts";

export interface PageWriterInput {
  readonly database: Database;
  readonly workspace: string;
  readonly dictionary: Dictionary;
  readonly failpoint?: FailpointPort | undefined;
}

/** Of a shard, or of a stream that has none. */
type Place = Omit<ShardPlace, "shard"> & { readonly shard: string | null };

export type CommitPage = (lease: Lease, place: Place, page: Page, requests: number, at: Instant) => Promise<void>;

/** All of a page and the new state of its stream, in one transaction, if the lease is the newest. A statement a table, not one a row. */
export function pageWriter({ database, workspace, dictionary, failpoint }: PageWriterInput): CommitPage {
  return async (lease, place, page, requests, at) => {
    failpoint?.("page:before");
    const terms = await database.transaction(workspace, async (querier) => {
      failpoint?.("page:begun");
      await holdLease(querier, lease, at);
      failpoint?.("page:lease-checked");
      const written = await write(querier, dictionary, lease, place, page, requests, at, failpoint);
      failpoint?.("page:before-commit");
      return written;
    });
    // Codes given out in a transaction that was rolled back do not exist: they are remembered only now.
    terms.keep();
    failpoint?.("page:committed");
  };
}

/** The row stays locked to the end of the transaction. */
async function holdLease(querier: Querier, lease: Lease, at: Instant): Promise<void> {
  const held = await querier.run(
    "UPDATE lease SET expires_at = greatest(expires_at, $1::bigint) WHERE scope = $2 AND token = $3 AND owner = $4",
    [at + LEASE_MS, lease.scope, lease.token, lease.owner],
  );
  if (held === 0) throw superseded(lease);
}

async function write(
  querier: Querier,
  dictionary: Dictionary,
  lease: Lease,
  { connection, stream, shard }: Place,
  page: Page,
  requests: number,
  at: Instant,
  failpoint: FailpointPort | undefined,
): Promise<PreparedTerms> {
  const { batch } = page;
  const replaces = page.replacesItems === true;
  // Writers of other connections and shards of this workspace wait here: codes are given out by one at a time.
  const [counters] = await querier.rows<[number, number]>("SELECT next_term, next_item FROM workspace FOR UPDATE");
  const [nextTerm, nextItem] = counters!;
  await querier.run(
    "INSERT INTO stream (connection, stream, outcome, changed_at) VALUES ($1, $2, 'reading', $3) ON CONFLICT DO NOTHING",
    [connection, stream, at],
  );
  const generation = (await generationOf(querier, connection, stream)).number;
  // It has ended, or its read was forgotten.
  if (shard !== null && !(await isOpen(querier, connection, stream, shard))) throw superseded(lease);
  const items = await planItems(querier, batch.items, batch.events, replaces, nextItem);
  const terms = await dictionary.prepare(querier, textsOf(page, connection), nextTerm);
  await addTerms(querier, terms, nextTerm, nextItem, items);

  const listing = stream === ITEM_STREAM ? generation : null;
  await writeItems(querier, items.values(), terms.code(connection), listing, terms);
  for (const _item of batch.items) failpoint?.("page:item");
  failpoint?.("page:items");
  await writeEvents(querier, batch.events, items, replaces, terms);
  failpoint?.("page:events");
  await writeActors(querier, batch.actors, connection, at);
  failpoint?.("page:actors");
  await writePullRequests(querier, batch.pullRequests, connection);
  failpoint?.("page:pull-requests");
  await writeDefinitions(querier, batch, connection, stream, generation);
  failpoint?.("page:definitions");
  await markGone(querier, page.gone, at, terms);
  failpoint?.("page:gone");
  const isNewPage = await writeBodies(querier, page.bodies, connection, stream, at);
  failpoint?.("page:bodies");
  // A page that was read before, byte for byte, has had its drift counted.
  if (isNewPage) await writeDrift(querier, batch.drift, connection);
  failpoint?.("page:drift");
  if (shard === null) await countPage(querier, connection, stream, page, requests, at);
  else await countShardPage(querier, { connection, stream, shard }, page, requests, at);
  failpoint?.("page:cursor");
  await sayMore(querier, connection, stream, page);
  if (page.done && shard === null) await endRead(querier, connection, stream, page, at, generation, failpoint);
  return terms;
}

/** Every text of the page that is stored as a code, in the order in which codes are given out. */
function textsOf(page: Page, connection: string): ReadonlySet<string> {
  // What a history is merged by must have a code whatever the page holds.
  const texts = new Set<string>([connection, "history"]);
  const add = (text: string | null): void => {
    if (text !== null) texts.add(text);
  };
  for (const item of page.batch.items) for (const text of textsOfItem(item)) add(text);
  for (const event of page.batch.events) for (const text of textsOfEvent(event)) add(text);
  for (const { basis } of page.gone) add(basis);
  return texts;
}

async function addTerms(
  querier: Querier,
  terms: PreparedTerms,
  nextTerm: number,
  nextItem: number,
  items: ReadonlyMap<string, PlannedItem>,
): Promise<void> {
  const { added } = terms;
  const newItems = [...items.values()].filter(({ isNew }) => isNew).length;
  if (added.length > 0)
    await querier.run("INSERT INTO term (code, text, hash) SELECT * FROM unnest($1::integer[], $2::text[], $3::bytea[])", [
      added.map((_, index) => nextTerm + index),
      added,
      added.map(termHash),
    ]);
  if (added.length > 0 || newItems > 0)
    await querier.run("UPDATE workspace SET next_term = $1, next_item = $2", [terms.next, nextItem + newItems]);
}

async function generationOf(
  querier: Querier,
  connection: string,
  stream: string,
): Promise<{ readonly number: number; readonly isWhole: boolean }> {
  const [row] = await querier.rows<[number, boolean]>(
    "SELECT generation, left_out_json IS NULL FROM stream WHERE connection = $1 AND stream = $2",
    [connection, stream],
  );
  return { number: row![0], isWhole: row![1] };
}

const FORGET =
  "UPDATE stream SET cursor_json = 'null', watermark = NULL, fingerprint = NULL WHERE connection = $1 AND stream = $2";

async function isOpen(querier: Querier, connection: string, stream: string, shard: string): Promise<boolean> {
  const rows = await querier.rows("SELECT 1 FROM shard WHERE connection = $1 AND stream = $2 AND id = $3 AND done = 0", [
    connection,
    stream,
    shard,
  ]);
  return rows.length > 0;
}

/** The first problem of a read is kept: later ones tend to follow from it. */
async function countPage(
  querier: Querier,
  connection: string,
  stream: string,
  page: Page,
  requests: number,
  at: Instant,
): Promise<void> {
  await querier.run(
    `UPDATE stream SET cursor_json = $3, fetched = fetched + $4::bigint, requests = requests + $5::bigint,
       fetched_in_read = fetched_in_read + $4::bigint, vendor_total = coalesce($6::bigint, vendor_total),
       left_out_json = coalesce(left_out_json, $7), changed_at = $8::bigint WHERE connection = $1 AND stream = $2`,
    [connection, stream, JSON.stringify(page.cursor), page.fetched, requests, page.vendorTotal, problemOf(page), at],
  );
}

/** Counts are the stream's, the place is the shard's. */
async function countShardPage(
  querier: Querier,
  { connection, stream, shard }: ShardPlace,
  page: Page,
  requests: number,
  at: Instant,
): Promise<void> {
  await querier.run(
    `UPDATE stream SET fetched = fetched + $3::bigint, requests = requests + $4::bigint, fetched_in_read = fetched_in_read + $3::bigint,
       left_out_json = coalesce(left_out_json, $5), changed_at = $6::bigint WHERE connection = $1 AND stream = $2`,
    [connection, stream, page.fetched, requests, problemOf(page), at],
  );
  await querier.run(
    `UPDATE shard SET cursor_json = $4, done = $5::integer, items = coalesce($6::bigint, items), problem_json = NULL
     WHERE connection = $1 AND stream = $2 AND id = $3`,
    [connection, stream, shard, JSON.stringify(page.cursor), page.done ? 1 : 0, page.vendorTotal],
  );
}

function problemOf({ problem }: Page): string | null {
  return problem === null ? null : JSON.stringify(problem);
}

/** What a page says of its connection and of other streams. */
async function sayMore(querier: Querier, connection: string, stream: string, page: Page): Promise<void> {
  if (page.narrowing !== undefined)
    await querier.run("UPDATE connection SET narrowing_json = $1 WHERE id = $2", [JSON.stringify(page.narrowing), connection]);
  for (const forgotten of page.forgets ?? []) if (forgotten !== stream) await querier.run(FORGET, [connection, forgotten]);
}

async function endRead(
  querier: Querier,
  connection: string,
  stream: string,
  page: Page,
  at: Instant,
  generation: number,
  failpoint: FailpointPort | undefined,
): Promise<void> {
  await querier.run(
    `UPDATE stream SET cursor_json = 'null', watermark = $3::bigint, fingerprint = $4, ending_json = NULL, fetched_whole = fetched_in_read,
       outcome = CASE WHEN left_out_json IS NULL THEN 'complete' ELSE 'partial' END,
       completed_at = CASE WHEN left_out_json IS NULL THEN $5::bigint ELSE completed_at END WHERE connection = $1 AND stream = $2`,
    [connection, stream, page.watermark, page.fingerprint ?? null, at],
  );
  if (page.forgets?.includes(stream) === true) await querier.run(FORGET, [connection, stream]);
  failpoint?.("page:end-of-read");
  // Statuses, teams, projects and sprints that are gone are still named by histories; a board or a workflow that is gone says how nobody works.
  if (page.whole === true && (await generationOf(querier, connection, stream)).isWhole)
    await querier.run(
      "DELETE FROM definition WHERE connection = $1 AND stream = $2 AND kind IN ('board', 'workflow') AND generation < $3",
      [connection, stream, generation],
    );
  failpoint?.("page:generation-swapped");
}
