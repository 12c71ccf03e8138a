import type { ActorRecord } from "../../model/actor.ts";
import type { Batch, Drift } from "../../model/batch.ts";
import type { Page } from "../../model/page.ts";
import type { PullRequestRecord } from "../../model/pull-request.ts";
import type { Instant } from "../../model/window.ts";
import { definitionsOf } from "../definitions.ts";
import type { Querier } from "./database.ts";
import { termHash } from "./dictionary.ts";

/** A statement changes a row once, so of records that come twice in one page, what is left of them is found before. */

interface StoredActor {
  readonly id: string;
  readonly kind: string;
  readonly kindBasis: string;
  readonly active: number | null;
  readonly identitiesJson: string;
  readonly seenAt: number | null;
}

type ActorRow = readonly [id: string, active: number | null, identities: string, seenAt: number | null];

/**
 * An actor that a change names without its identifiers, or without whether it is active, keeps what a list of accounts gave. Who is not known to be
 * active comes from no list: what such a record knows is added, since it may not know the verified address of the list.
 */
function identitiesOf(before: string | undefined, given: readonly string[], isOfList: boolean): string {
  const json = JSON.stringify(given);
  if (before === undefined) return json;
  if (given.length === 0) return before;
  if (isOfList || before === "[]" || before === json) return json;
  return JSON.stringify([...new Set([...(JSON.parse(before) as readonly string[]), ...given])].toSorted());
}

export async function writeActors(
  querier: Querier,
  actors: readonly ActorRecord[],
  connection: string,
  at: Instant,
): Promise<void> {
  if (actors.length === 0) return;
  const rows = await querier.rows<ActorRow>("SELECT id, active, identities_json, seen_at FROM actor WHERE id = ANY($1)", [
    actors.map(({ id }) => id),
  ]);
  const before = new Map(rows.map(([id, active, identitiesJson, seenAt]) => [id, { active, identitiesJson, seenAt }]));
  const now = new Map<string, StoredActor>();
  for (const { id, kind, kindBasis, active, identities = [] } of actors) {
    const known = now.get(id) ?? before.get(id);
    now.set(id, {
      id,
      kind,
      kindBasis,
      active: active === null ? (known?.active ?? null) : active ? 1 : 0,
      identitiesJson: identitiesOf(known?.identitiesJson, identities, active !== null),
      seenAt: known?.seenAt ?? at,
    });
  }
  const all = [...now.values()];
  await querier.run(
    `INSERT INTO actor (id, kind, kind_basis, active, identities_json, seen_at, connection)
     SELECT given.*, $7 FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::bigint[]) AS given
     ON CONFLICT (workspace, id) DO UPDATE SET kind = excluded.kind, kind_basis = excluded.kind_basis, active = excluded.active,
       identities_json = excluded.identities_json, seen_at = excluded.seen_at, connection = excluded.connection`,
    [
      all.map(({ id }) => id),
      all.map(({ kind }) => kind),
      all.map(({ kindBasis }) => kindBasis),
      all.map(({ active }) => active),
      all.map(({ identitiesJson }) => identitiesJson),
      all.map(({ seenAt }) => seenAt),
      connection,
    ],
  );
}

export async function writePullRequests(
  querier: Querier,
  records: readonly PullRequestRecord[],
  connection: string,
): Promise<void> {
  if (records.length === 0) return;
  const newest = new Map<string, PullRequestRecord>();
  for (const record of records) {
    const other = newest.get(record.id);
    if (other === undefined || record.updatedAt >= other.updatedAt) newest.set(record.id, record);
  }
  const all = [...newest.values()];
  await querier.run(
    `INSERT INTO pull_request (id, updated_at, key, record_json, connection)
     SELECT given.*, $5 FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) AS given
     ON CONFLICT (workspace, id) DO UPDATE SET updated_at = excluded.updated_at, key = excluded.key, record_json = excluded.record_json
     WHERE excluded.updated_at >= pull_request.updated_at`,
    [
      all.map(({ id }) => id),
      all.map(({ updatedAt }) => updatedAt),
      all.map(({ key }) => key),
      all.map((record) => JSON.stringify(record)),
      connection,
    ],
  );
}

export async function writeDefinitions(
  querier: Querier,
  batch: Batch,
  connection: string,
  stream: string,
  generation: number,
): Promise<void> {
  const last = new Map(definitionsOf(batch).map((definition) => [`${definition[0]} ${definition[1]}`, definition]));
  if (last.size === 0) return;
  const all = [...last.values()];
  await querier.run(
    `INSERT INTO definition (kind, id, record_json, connection, stream, generation)
     SELECT given.*, $4, $5, $6::bigint FROM unnest($1::text[], $2::text[], $3::text[]) AS given
     ON CONFLICT (workspace, connection, kind, id) DO UPDATE SET record_json = excluded.record_json, stream = excluded.stream,
       generation = excluded.generation`,
    [
      all.map(([kind]) => kind),
      all.map(([, id]) => id),
      all.map(([, , record]) => JSON.stringify(record)),
      connection,
      stream,
      generation,
    ],
  );
}

/** False: each of these bodies was read before, byte for byte. */
export async function writeBodies(
  querier: Querier,
  bodies: Page["bodies"],
  connection: string,
  stream: string,
  at: Instant,
): Promise<boolean> {
  if (bodies.length === 0) return true;
  const added = await querier.run(
    `INSERT INTO page (sha256, bytes, connection, stream, fetched_at)
     SELECT given.*, $3, $4, $5::bigint FROM unnest($1::bytea[], $2::bigint[]) AS given ON CONFLICT DO NOTHING`,
    [bodies.map(({ sha256 }) => Buffer.from(sha256, "hex")), bodies.map(({ bytes }) => bytes), connection, stream, at],
  );
  return added > 0;
}

export async function writeDrift(querier: Querier, drift: readonly Drift[], connection: string): Promise<void> {
  if (drift.length === 0) return;
  const sums = new Map<string, Drift>();
  for (const one of drift) {
    const key = JSON.stringify([one.path, one.value]);
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  const all = [...sums];
  await querier.run(
    `INSERT INTO drift (hash, path, value, count, connection)
     SELECT given.*, $5 FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[]) AS given
     ON CONFLICT (workspace, connection, hash) DO UPDATE SET count = drift.count + excluded.count`,
    [
      all.map(([key]) => termHash(key)),
      all.map(([, { path }]) => path),
      all.map(([, { value }]) => value),
      all.map(([, { count }]) => count),
      connection,
    ],
  );
}
