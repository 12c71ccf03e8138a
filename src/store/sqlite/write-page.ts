import type { DatabaseSync } from "node:sqlite";
import type { FailpointPort } from "../../model/failpoint.ts";
import type { Page } from "../../model/page.ts";
import type { Instant } from "../../model/window.ts";
import { definitionsOf } from "../definitions.ts";
import { superseded } from "../queries/lease.ts";
import { LEASE_MS, type Lease, type ShardPlace } from "../store.ts";
import { ITEM_STREAM } from "../stream-status.ts";
import type { Dictionary } from "./dictionary.ts";
import { inTransaction } from "./transaction.ts";
import { openEventWriter } from "./write-events.ts";
import { openItemWriter } from "./write-items.ts";

export interface PageWriter {
  /** All of the page and the new state of its stream, in one transaction, if the lease is the newest. */
  commit(lease: Lease, stream: string, page: Page, requests: number, at: Instant): void;
  /** The same of one shard of a stream. */
  commitShard(lease: Lease, place: ShardPlace, page: Page, requests: number, at: Instant): void;
}

/** The path of a sync: prepared statements and no query builder, since a first sync stores millions of rows. */
export function openPageWriter(database: DatabaseSync, terms: Dictionary, failpoint?: FailpointPort): PageWriter {
  const renewLease = database.prepare(
    "UPDATE lease SET expires_at = max(expires_at, ?) WHERE scope = ? AND token = ? AND owner = ?",
  );
  const items = openItemWriter(database, terms);
  const events = openEventWriter(database, terms);
  const setActor = database.prepare(
    // An actor that a change names without its identifiers, or without whether it is active, keeps what a list of accounts gave. Who is not
    // known to be active comes from no list: what such a record knows is added, since it may not know the verified address of the list.
    `INSERT INTO actor (id, kind, kind_basis, active, identities_json, connection, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, kind_basis = excluded.kind_basis, active = coalesce(excluded.active, active),
       connection = excluded.connection, seen_at = coalesce(seen_at, excluded.seen_at),
       identities_json = CASE
         WHEN excluded.identities_json = '[]' THEN identities_json
         WHEN excluded.active IS NOT NULL OR identities_json = '[]' OR identities_json = excluded.identities_json THEN excluded.identities_json
         ELSE (SELECT json_group_array(value) FROM
           (SELECT value FROM json_each(identities_json) UNION SELECT value FROM json_each(excluded.identities_json)))
       END`,
  );
  const setPullRequest = database.prepare(
    `INSERT INTO pull_request (id, connection, updated_at, record_json) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, record_json = excluded.record_json
     WHERE excluded.updated_at >= updated_at`,
  );
  const setDefinition = database.prepare(
    "INSERT OR REPLACE INTO definition (connection, kind, id, record_json, stream, generation) VALUES (?, ?, ?, ?, ?, ?)",
  );
  // Statuses, teams, projects and sprints that are gone are still named by histories; a board or a workflow that is gone says how nobody works.
  const dropUnlisted = database.prepare(
    `DELETE FROM definition WHERE connection = ? AND stream = ? AND kind IN ('board', 'workflow') AND generation < ?`,
  );
  const findGeneration = database.prepare(
    "SELECT generation, left_out_json IS NULL AS whole FROM stream WHERE connection = ? AND stream = ?",
  );
  const addPage = database.prepare(
    `INSERT INTO page (connection, stream, sha256, bytes, fetched_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (connection, stream, sha256) DO NOTHING`,
  );
  const addDrift = database.prepare(
    `INSERT INTO drift (connection, path, value, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (connection, path, value) DO UPDATE SET count = count + excluded.count`,
  );
  const beginStream = database.prepare(
    `INSERT INTO stream (connection, stream, outcome, changed_at) VALUES (?, ?, 'reading', ?) ON CONFLICT DO NOTHING`,
  );
  const forgetPlace = database.prepare(
    "UPDATE stream SET cursor_json = 'null', watermark = NULL, fingerprint = NULL WHERE connection = ? AND stream = ?",
  );
  // The first problem of a read is kept: later ones tend to follow from it.
  const countPage = database.prepare(
    `UPDATE stream SET cursor_json = ?, fetched = fetched + ?, requests = requests + ?, fetched_in_read = fetched_in_read + ?,
       vendor_total = coalesce(?, vendor_total), left_out_json = coalesce(left_out_json, ?), changed_at = ?
     WHERE connection = ? AND stream = ?`,
  );
  const endRead = database.prepare(
    `UPDATE stream SET cursor_json = 'null', watermark = ?, fingerprint = ?, ending_json = NULL, fetched_whole = fetched_in_read,
       outcome = iif(left_out_json IS NULL, 'complete', 'partial'), completed_at = iif(left_out_json IS NULL, ?, completed_at)
     WHERE connection = ? AND stream = ?`,
  );
  const findShard = database.prepare("SELECT 1 FROM shard WHERE connection = ? AND stream = ? AND id = ? AND done = 0");
  const countShardPage = database.prepare(
    `UPDATE stream SET fetched = fetched + ?, requests = requests + ?, fetched_in_read = fetched_in_read + ?,
       left_out_json = coalesce(left_out_json, ?), changed_at = ? WHERE connection = ? AND stream = ?`,
  );
  const setShard = database.prepare(
    `UPDATE shard SET cursor_json = ?, done = ?, items = coalesce(?, items), problem_json = NULL
     WHERE connection = ? AND stream = ? AND id = ?`,
  );

  const setNarrowing = database.prepare("UPDATE connection SET narrowing_json = ? WHERE id = ?");

  const write = (connection: string, stream: string, shard: string | null, page: Page, requests: number, at: Instant): void => {
    const { batch } = page;
    beginStream.run(connection, stream, at);
    const generation = Number(findGeneration.get(connection, stream)?.["generation"]);
    items.startPage();
    const replaces = page.replacesItems === true;
    for (const item of batch.items) {
      items.write(connection, item, stream === ITEM_STREAM ? generation : null, replaces);
      failpoint?.("page:item");
    }
    failpoint?.("page:items");
    events.write(connection, batch.events, items, replaces);
    failpoint?.("page:events");
    for (const actor of batch.actors) {
      const active = actor.active === null ? null : actor.active ? 1 : 0;
      const identities = JSON.stringify(actor.identities ?? []);
      setActor.run(actor.id, actor.kind, actor.kindBasis, active, identities, connection, at);
    }
    failpoint?.("page:actors");
    for (const record of batch.pullRequests) {
      setPullRequest.run(record.id, connection, record.updatedAt, JSON.stringify(record));
    }
    failpoint?.("page:pull-requests");
    for (const [kind, id, record] of definitionsOf(batch))
      setDefinition.run(connection, kind, id, JSON.stringify(record), stream, generation);
    failpoint?.("page:definitions");
    for (const gone of page.gone) items.markGone(gone, at);
    failpoint?.("page:gone");

    let isNewPage = page.bodies.length === 0;
    for (const { sha256, bytes } of page.bodies) {
      const { changes } = addPage.run(connection, stream, Buffer.from(sha256, "hex"), bytes, at);
      if (changes > 0) isNewPage = true;
    }
    failpoint?.("page:bodies");
    // A page that was read before, byte for byte, has had its drift counted.
    if (isNewPage) for (const { path, value, count } of batch.drift) addDrift.run(connection, path, value, count);
    failpoint?.("page:drift");

    const problem = page.problem === null ? null : JSON.stringify(page.problem);
    const place = JSON.stringify(page.cursor);
    if (shard === null)
      countPage.run(place, page.fetched, requests, page.fetched, page.vendorTotal, problem, at, connection, stream);
    else {
      countShardPage.run(page.fetched, requests, page.fetched, problem, at, connection, stream);
      setShard.run(place, page.done ? 1 : 0, page.vendorTotal, connection, stream, shard);
    }
    failpoint?.("page:cursor");
    if (page.narrowing !== undefined) setNarrowing.run(JSON.stringify(page.narrowing), connection);
    for (const forgotten of page.forgets ?? []) if (forgotten !== stream) forgetPlace.run(connection, forgotten);
    if (!page.done || shard !== null) return;
    endRead.run(page.watermark, page.fingerprint ?? null, at, connection, stream);
    if (page.forgets?.includes(stream) === true) forgetPlace.run(connection, stream);
    failpoint?.("page:end-of-read");
    if (page.whole === true && findGeneration.get(connection, stream)?.["whole"] === 1)
      dropUnlisted.run(connection, stream, generation);
    failpoint?.("page:generation-swapped");
  };

  const commit = (lease: Lease, work: () => void, at: Instant): void => {
    failpoint?.("page:before");
    inTransaction(
      database,
      () => {
        failpoint?.("page:begun");
        if (Number(renewLease.run(at + LEASE_MS, lease.scope, lease.token, lease.owner).changes) === 0) throw superseded(lease);
        failpoint?.("page:lease-checked");
        work();
        failpoint?.("page:before-commit");
      },
      terms.forget,
    );
    failpoint?.("page:committed");
  };

  return {
    commit: (lease, stream, page, requests, at) => commit(lease, () => write(lease.scope, stream, null, page, requests, at), at),
    commitShard(lease, { connection, stream, shard }, page, requests, at) {
      const work = (): void => {
        // It has ended, or its read was forgotten.
        if (findShard.get(connection, stream, shard) === undefined) throw superseded(lease);
        write(connection, stream, shard, page, requests, at);
      };
      commit(lease, work, at);
    },
  };
}
