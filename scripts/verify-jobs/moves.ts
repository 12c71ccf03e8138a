import { randomBytes, randomInt } from "node:crypto";
import { Client } from "pg";
import { startPostgres } from "../../test/support/services/postgres-server.ts";
import { inDirectory } from "../verify-reliability/kills/engine.ts";
import type { JobFigure } from "./engines.ts";
import { afterAKill, type AfterKill } from "./killed-moves/after-a-kill.ts";
import { makeMovedWorkspace } from "./killed-moves/moved-workspace.ts";

/** Workspaces on their way from files to PostgreSQL, whose mover is killed anywhere; each to a database of its own. */
export const moves: JobFigure = async ({ reduced, note }) => {
  const [kills, issues] = reduced ? [6, 40] : [100, 1_000];
  const server = await startPostgres();
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  const inNewDatabase = async <T>(use: (url: string) => Promise<T>): Promise<T> => {
    const name = `moved_${randomBytes(6).toString("hex")}`;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = new URL(server.adminUrl);
    url.pathname = `/${name}`;
    try {
      return await use(url.href);
    } finally {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`DROP ROLE IF EXISTS wmmm_app_${name}`);
    }
  };
  try {
    return await inDirectory(async (home) => {
      const workspace = await makeMovedWorkspace(home, issues);
      const { pieces } = await inNewDatabase(async (url) => {
        await workspace.migrate(url);
        return workspace.moveIn(url, null);
      });
      const ends: AfterKill[] = [];
      for (let n = 0; n < kills; n++) {
        const death = { at: 1 + randomInt(pieces), isHeard: n % 2 === 0 };
        ends.push(await inNewDatabase((url) => afterAKill(workspace, url, death)));
      }
      for (const fault of ends.flatMap(({ faults }) => faults)) note(fault);
      const killed = ends.filter((end) => end.killed).length;
      const arrived = ends.filter((end) => end.arrived).length;
      const well = ends.filter(({ faults }) => faults.length === 0).length;
      return [
        {
          what: `moves of ${issues} issues killed: the next one brings all, the files lose nothing`,
          target: "all",
          measured: `${well} of ${kills}; ${killed} died in ${pieces} pieces of their conversation, ${arrived} of all behind the rows`,
          // Pieces of the network are not the same ones every time: one that is late does not come to its death.
          met: well === kills && killed >= 0.9 * kills,
        },
      ];
    });
  } finally {
    await admin.end();
    await server.stop();
  }
};
