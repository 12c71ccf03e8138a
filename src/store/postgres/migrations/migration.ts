/** One step from a schema to the next. A migration that was released is never changed; a new one is added at the end of the list. */
export interface PostgresMigration {
  readonly name: string;
  /** Statements in the schema of wmmm, run in order. */
  readonly statements: readonly string[];
  /** Tables that it makes and whose rows belong to workspaces: each has a column `workspace`, and a row is seen in its own workspace alone. */
  readonly tables: readonly string[];
  /** Those of them that hold the names of workspaces alone, which whoever lists them may read. */
  readonly catalogues: readonly string[];
}

/** The column that every key begins with. Filled by the context of the transaction; a row of another workspace is refused. */
export const WORKSPACE_COLUMN = `workspace text COLLATE "C" NOT NULL DEFAULT current_setting('wmmm.workspace')`;
