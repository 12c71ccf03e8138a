import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { startPostgres } from "../../test/support/services/postgres-server.ts";
import { killsIn } from "../verify-reliability/kills.ts";
import { sharedKillsIn } from "../verify-reliability/shared-kills.ts";
import { inDirectory, type KilledEngine } from "../verify-reliability/kills/engine.ts";
import type { JobFigure } from "./engines.ts";

/** R1 with workspaces in PostgreSQL: each death in a database of its own, so that the tables themselves are made under the kills too. */
export const databaseKills: JobFigure = async ({ reduced, note }) => {
  const server = await startPostgres();
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  const ask = async (url: string, query: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(query)).rows;
    } finally {
      await client.end();
    }
  };
  const engine: KilledEngine = {
    inPlace: (use) =>
      inDirectory(async (home) => {
        const name = `killed_${randomBytes(6).toString("hex")}`;
        await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
        const url = new URL(server.adminUrl);
        url.pathname = `/${name}`;
        try {
          return await use({ home, databaseUrl: url.href });
        } finally {
          await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
          await admin.query(`DROP ROLE IF EXISTS wmmm_app_${name}`);
        }
      }),
    // All of the tables or none of them; no text and no history twice.
    async isSound({ databaseUrl }) {
      const [found] = await ask(databaseUrl!, "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'wmmm'");
      if (found!["tables"] === 0) return true;
      const [twice] = await ask(
        databaseUrl!,
        `SELECT (SELECT count(*) - count(DISTINCT (workspace, text)) FROM wmmm.term)::int AS texts,
           (SELECT count(*) FROM wmmm.history LEFT JOIN wmmm.item ON item.workspace = history.workspace AND code = history.item WHERE code IS NULL)::int AS lost,
           (SELECT count(*) FROM wmmm.migration)::int AS migrations`,
      );
      return twice!["texts"] === 0 && twice!["lost"] === 0 && Number(twice!["migrations"]) > 0;
    },
    reaches: () => true,
  };
  try {
    // A sample looks at one connector: the others differ in what they read, and R1 of verify:reliability kills those.
    const input = { reduced, note, connector: reduced ? "jira" : null };
    const lines = [...(await killsIn(engine, input)), ...(await sharedKillsIn(engine, input))];
    return lines.map((line) => ({ ...line, what: `PostgreSQL, ${line.what}` }));
  } finally {
    await admin.end();
    await server.stop();
  }
};
