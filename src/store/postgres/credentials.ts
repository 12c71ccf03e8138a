import { ProblemError } from "../../model/problem.ts";
import type { CredentialStore, SealedSecret, WrappedDataKey } from "../credentials.ts";
import { openDatabase, type Querier } from "./database.ts";
import { codeOf } from "./faults.ts";
import { migrate } from "./migrate.ts";

const FOREIGN_KEY_VIOLATION = "23503";

type KeyRow = readonly [id: string, wrappedBy: string, wrapped: Uint8Array, madeAt: number];
type SecretRow = readonly [owner: string, field: string, dataKey: string, sealed: Uint8Array];

const KEY = "id, wrapped_by, wrapped, made_at";
const SECRET = "owner, field, data_key, sealed";

const keyFrom = (workspace: string, [id, wrappedBy, wrapped, madeAt]: KeyRow): WrappedDataKey => ({
  ...{ workspace, id, wrappedBy, madeAt },
  wrapped: Uint8Array.from(wrapped),
});

const secretFrom = (workspace: string, [owner, field, dataKey, sealed]: SecretRow): SealedSecret => ({
  ...{ workspace, owner, field, dataKey },
  sealed: Uint8Array.from(sealed),
});

/** Sealed secrets beside the workspaces of a database, each seen in its own workspace alone. Throws `ProblemError`. */
export async function openPostgresCredentials(url: string): Promise<CredentialStore> {
  const database = openDatabase({ url });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }

  /** `gone` where the data key that is named is not there (any more). */
  const unlessKeyGone = async <T>(work: Promise<T>, gone: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const cause = error instanceof ProblemError ? error.cause : error;
      if (codeOf(cause) === FOREIGN_KEY_VIOLATION) return gone;
      throw error;
    }
  };
  const list = (querier: Querier) => querier.run("INSERT INTO credential_workspace DEFAULT VALUES ON CONFLICT DO NOTHING");

  return {
    async workspaces() {
      const rows = await database.transaction(null, (querier) =>
        querier.rows<[string]>("SELECT workspace FROM credential_workspace ORDER BY workspace"),
      );
      return rows.map(([workspace]) => workspace);
    },

    async dataKeys(workspace) {
      const rows = await database.transaction(workspace, (querier) =>
        querier.rows<KeyRow>(`SELECT ${KEY} FROM data_key ORDER BY number DESC`),
      );
      return rows.map((row) => keyFrom(workspace, row));
    },

    async addDataKey({ workspace, id, wrappedBy, wrapped, madeAt }) {
      await database.transaction(workspace, async (querier) => {
        await list(querier);
        await querier.run("INSERT INTO data_key (id, wrapped_by, wrapped, made_at) VALUES ($1, $2, $3, $4)", [
          id,
          wrappedBy,
          Buffer.from(wrapped),
          madeAt,
        ]);
      });
    },

    async read({ workspace, owner, field }) {
      const [row] = await database.transaction(workspace, (querier) =>
        querier.rows<[...SecretRow, ...KeyRow]>(
          `SELECT ${SECRET}, ${KEY} FROM secret JOIN data_key ON data_key.id = secret.data_key WHERE owner = $1 AND field = $2`,
          [owner, field],
        ),
      );
      if (row === undefined) return null;
      const [secretOwner, secretField, dataKey, sealed, ...key] = row;
      return { secret: secretFrom(workspace, [secretOwner, secretField, dataKey, sealed]), key: keyFrom(workspace, key) };
    },

    async secrets(workspace) {
      const rows = await database.transaction(workspace, (querier) =>
        querier.rows<SecretRow>(`SELECT ${SECRET} FROM secret ORDER BY owner, field`),
      );
      return rows.map((row) => secretFrom(workspace, row));
    },

    write: ({ workspace, owner, field, dataKey, sealed }) =>
      unlessKeyGone(
        database.transaction(workspace, async (querier) => {
          await querier.run(
            `INSERT INTO secret (owner, field, data_key, sealed) VALUES ($1, $2, $3, $4)
             ON CONFLICT (workspace, owner, field) DO UPDATE SET data_key = excluded.data_key, sealed = excluded.sealed`,
            [owner, field, dataKey, Buffer.from(sealed)],
          );
          return true;
        }),
        false,
      ),

    async replace(changes) {
      const workspace = changes[0]?.before.workspace;
      if (workspace === undefined) return 0;
      return unlessKeyGone<number | null>(
        database.transaction(workspace, async (querier) => {
          let count = 0;
          for (const { before, after } of changes)
            count += await querier.run(
              `UPDATE secret SET data_key = $1, sealed = $2 WHERE owner = $3 AND field = $4 AND data_key = $5 AND sealed = $6`,
              [after.dataKey, Buffer.from(after.sealed), before.owner, before.field, before.dataKey, Buffer.from(before.sealed)],
            );
          return count;
        }),
        null,
      );
    },

    async remove({ workspace, owner, field }) {
      const removed = await database.transaction(workspace, (querier) =>
        querier.run("DELETE FROM secret WHERE owner = $1 AND field = $2", [owner, field]),
      );
      return removed > 0;
    },

    dropUnusedDataKeys: (workspace) =>
      database.transaction(workspace, (querier) =>
        querier.run(
          `DELETE FROM data_key WHERE number < (SELECT max(number) FROM data_key) AND id NOT IN (SELECT data_key FROM secret)`,
        ),
      ),

    close: () => database.close(),
  };
}
