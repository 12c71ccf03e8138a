import type { DatabaseSync } from "node:sqlite";
import type { Batch } from "../../model/batch.ts";
import type { Page } from "../../model/page.ts";
import type { Instant } from "../../model/window.ts";
import type { Dictionary } from "./dictionary.ts";
import type { DefinitionKind } from "./schema.ts";
import { inTransaction } from "./transaction.ts";
import { openEventWriter } from "./write-events.ts";
import { openItemWriter } from "./write-items.ts";

export interface PageWriter {
  /** All of the page and the new state of its stream, in one transaction. */
  commit(connection: string, stream: string, page: Page, requests: number, at: Instant): void;
}

/** Named records of a batch with the id that each is stored under. */
function definitions(batch: Batch): readonly (readonly [DefinitionKind, string, unknown])[] {
  return [
    ...batch.statuses.map((record) => ["status", record.id, record] as const),
    ...batch.workflows.map((record) => ["workflow", record.id, record] as const),
    ...batch.teams.map((record) => ["team", record.id, record] as const),
    ...batch.projects.map((record) => ["project", record.key, record] as const),
    ...batch.sprints.map((record) => ["sprint", record.id, record] as const),
    ...batch.boards.map((record) => ["board", record.id, record] as const),
  ];
}

/** The path of a sync: prepared statements and no query builder, since a first sync stores millions of rows. */
export function openPageWriter(database: DatabaseSync, terms: Dictionary): PageWriter {
  const items = openItemWriter(database, terms);
  const events = openEventWriter(database, terms);
  const setActor = database.prepare(
    // An actor that a change names without its identifiers keeps those that a list of accounts gave.
    `INSERT INTO actor (id, kind, kind_basis, active, identities_json) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, kind_basis = excluded.kind_basis, active = excluded.active,
       identities_json = iif(excluded.identities_json = '[]', identities_json, excluded.identities_json)`,
  );
  const setPullRequest = database.prepare(
    `INSERT INTO pull_request (id, connection, updated_at, record_json) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, record_json = excluded.record_json
     WHERE excluded.updated_at >= updated_at`,
  );
  const setDefinition = database.prepare(
    "INSERT OR REPLACE INTO definition (connection, kind, id, record_json) VALUES (?, ?, ?, ?)",
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

  const setNarrowing = database.prepare("UPDATE connection SET narrowing_json = ? WHERE id = ?");

  const write = (connection: string, stream: string, page: Page, requests: number, at: Instant): void => {
    const { batch } = page;
    items.startPage();
    const replaces = page.replacesItems === true;
    for (const item of batch.items) items.write(connection, item, replaces);
    events.write(connection, batch.events, items, replaces);
    for (const actor of batch.actors) {
      const active = actor.active === null ? null : actor.active ? 1 : 0;
      setActor.run(actor.id, actor.kind, actor.kindBasis, active, JSON.stringify(actor.identities ?? []));
    }
    for (const record of batch.pullRequests) {
      setPullRequest.run(record.id, connection, record.updatedAt, JSON.stringify(record));
    }
    for (const [kind, id, record] of definitions(batch)) setDefinition.run(connection, kind, id, JSON.stringify(record));
    for (const gone of page.gone) items.markGone(gone, at);

    let isNewPage = page.bodies.length === 0;
    for (const { sha256, bytes } of page.bodies) {
      const { changes } = addPage.run(connection, stream, Buffer.from(sha256, "hex"), bytes, at);
      if (changes > 0) isNewPage = true;
    }
    // A page that was read before, byte for byte, has had its drift counted.
    if (isNewPage) for (const { path, value, count } of batch.drift) addDrift.run(connection, path, value, count);

    beginStream.run(connection, stream, at);
    const problem = page.problem === null ? null : JSON.stringify(page.problem);
    countPage.run(
      JSON.stringify(page.cursor),
      page.fetched,
      requests,
      page.fetched,
      page.vendorTotal,
      problem,
      at,
      connection,
      stream,
    );
    if (page.done) endRead.run(page.watermark, page.fingerprint ?? null, at, connection, stream);
    if (page.narrowing !== undefined) setNarrowing.run(JSON.stringify(page.narrowing), connection);
  };

  return {
    commit(connection, stream, page, requests, at) {
      inTransaction(database, () => write(connection, stream, page, requests, at), terms.forget);
    },
  };
}
