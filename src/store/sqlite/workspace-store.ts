import { createHash, createHmac } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import type { Narrowing } from "../../model/facet.ts";
import type { FailpointPort } from "../../model/failpoint.ts";
import type { Json } from "../../model/page.ts";
import type { Result } from "../../model/result.ts";
import type { WorkspaceStore } from "../store.ts";
import { openDictionary } from "./dictionary.ts";
import { decisionQueries } from "./decisions.ts";
import { damaged, storeFault } from "./faults.ts";
import { holdLease, releaseLease, takeLease } from "./lease.ts";
import { loadLog } from "./load.ts";
import { ownRuleQueries } from "./own-rules.ts";
import type { Schema } from "./schema.ts";
import { streamQueries } from "./streams.ts";
import { openPageWriter } from "./write-page.ts";

/** Begins the hash of what a user may call an account and what may pass to somebody else: a login. Nothing is joined by it. */
const NAME_MARK = "~";
const PSEUDONYM_LENGTH = 16;
/** Pseudonyms kept in memory; a page names the same few accounts again and again. */
const PSEUDONYM_CACHE_SIZE = 100_000;

export interface OpenWorkspace {
  readonly db: Kysely<Schema>;
  readonly database: DatabaseSync;
  readonly path: string;
  readonly workspace: string;
  readonly failpoint?: FailpointPort | undefined;
}

/** A workspace in a file whose tables are up to date. */
export function sqliteStore({ db, database, path, workspace, failpoint }: OpenWorkspace): WorkspaceStore {
  const salt = database.prepare("SELECT value FROM setting WHERE name = 'salt'").get()?.["value"];
  if (!(salt instanceof Uint8Array) || salt.length !== 32) throw damaged(path);
  const pages = openPageWriter(database, openDictionary(database), failpoint);
  const streams = streamQueries(db, failpoint);
  const pseudonyms = new Map<string, Map<string, string>>();

  /** Runs synchronous work on the connection while no transaction of the query builder is open on it. */
  const alone = <T>(work: () => T): Promise<T> =>
    db.connection().execute(async () => {
      try {
        return work();
      } catch (error) {
        throw storeFault(error, path);
      }
    });

  return {
    workspace,

    pseudonym(connection, accountId) {
      let known = pseudonyms.get(connection);
      if (known === undefined) pseudonyms.set(connection, (known = new Map()));
      let pseudonym = known.get(accountId);
      if (pseudonym === undefined) {
        pseudonym = createHmac("sha256", salt)
          .update(`${connection}\0${accountId}`)
          .digest("base64url")
          .slice(0, PSEUDONYM_LENGTH);
        if (known.size >= PSEUDONYM_CACHE_SIZE) known.clear();
        known.set(accountId, pseudonym);
      }
      return pseudonym;
    },

    identity(identifier) {
      // NUL at the front: no connection is named so, hence no pseudonym can equal an identity.
      const name = `\0${identifier.trim().toLowerCase()}`;
      const hash = createHmac("sha256", salt).update(name).digest("base64url").slice(0, PSEUDONYM_LENGTH);
      return name.startsWith("\0login:") ? `${NAME_MARK}${hash}` : hash;
    },

    async connections() {
      const rows = await db.selectFrom("connection").selectAll().orderBy("id").execute();
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        config: JSON.parse(row.config_json) as Json,
        tokenEnv: row.token_env,
        keepTitles: row.keep_titles === 1,
        addedAt: row.added_at,
        ...(row.narrowing_json === "{}" ? {} : { narrowing: JSON.parse(row.narrowing_json) as Narrowing }),
      }));
    },
    async saveConnection(connection) {
      if (!(await streams.saveConnection(connection))) return;
      // Written anew, with nothing of what was deleted in it; then the write-ahead log, which has it too, is emptied.
      await alone(() => database.exec("VACUUM"));
      await alone(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    },

    async takeLease(request) {
      const lease = await takeLease(db, request);
      failpoint?.("lease:taken");
      return lease;
    },
    async releaseLease(lease) {
      await releaseLease(db, lease);
      failpoint?.("lease:released");
    },

    streamState: (connection, stream) => streams.state(connection, stream),
    beginRead: (lease, stream, at) => streams.begin(lease, stream, at),
    commitPage: (lease, stream, page, requests, at) => alone(() => pages.commit(lease, stream, page, requests, at)),
    failStream: (lease, stream, status, problem, at) => streams.fail(lease, stream, status, problem, at),
    forgetPlace: (lease, names, what, at) => streams.forgetPlace(lease, names, what, at),
    streamReports: () => streams.reports(),
    lastSyncedAt: (connection) => streams.lastSyncedAt(connection),

    async liveItems(connection) {
      const rows = await db
        .selectFrom("item")
        .select("item.id")
        .where("item.connection", "=", (term) => term.selectFrom("term").select("code").where("text", "=", connection))
        .where("updated_at", "is not", null)
        .where("gone_at", "is", null)
        .orderBy("item.id")
        .execute();
      return rows.map((row) => row.id);
    },

    storedItems: (connection) => streams.storedItems(connection),
    incompleteItems: (connection) => streams.incompleteItems(connection),

    drift: () => db.selectFrom("drift").selectAll().orderBy("connection").orderBy("path").orderBy("value").execute(),

    ...decisionQueries(db),
    ...ownRuleQueries(db),

    load: (asOf) =>
      alone(() => {
        database.exec("BEGIN");
        try {
          return loadLog(database, asOf);
        } finally {
          database.exec("COMMIT");
        }
      }),

    async pages() {
      const rows = await db.selectFrom("page").select("sha256").execute();
      const hashes = rows.map((row) => Buffer.from(row.sha256).toString("hex")).toSorted();
      return { hash: createHash("sha256").update(hashes.join("\n")).digest("hex"), count: hashes.length };
    },

    async saveResult(lease, result, at, basis = null) {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await trx
          .insertInto("scan")
          .values({ at, result_json: JSON.stringify(result), basis_json: basis })
          .execute();
        failpoint?.("scan:in-save");
      });
      failpoint?.("scan:saved");
    },
    async keptResult(back) {
      const row = await db
        .selectFrom("scan")
        .select(["result_json", "basis_json"])
        .orderBy("id", "desc")
        .limit(1)
        .offset(back)
        .executeTakeFirst();
      return row === undefined ? null : { result: JSON.parse(row.result_json) as Result, basis: row.basis_json };
    },
    async lastResult() {
      const row = await db.selectFrom("scan").select("result_json").orderBy("id", "desc").limit(1).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.result_json) as Result);
    },

    close: () => db.destroy(),
  };
}
