import { initial } from "./0001-initial.ts";
import { credentials } from "./0002-credentials.ts";
import { shards } from "./0003-shards.ts";
import type { PostgresMigration } from "./migration.ts";

/** In order. A change of `tables.ts` needs a migration here and one of SQLite. */
export const MIGRATIONS: readonly PostgresMigration[] = [initial, credentials, shards];
