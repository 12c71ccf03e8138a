import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/store/postgres/database.ts";
import { migrate, schemaStatus } from "../../../src/store/postgres/migrate.ts";
import { MIGRATIONS } from "../../../src/store/postgres/migrations/list.ts";
import { postgres } from "../../support/services.ts";
import { problemOf } from "./problem-of.ts";
import { workspacesIn } from "./workspace-in-database.ts";

const server = await postgres();
const SCRIPT = fileURLToPath(new URL("./migrate-until.ts", import.meta.url));

async function inNewDatabase(use: (url: string) => Promise<void>): Promise<void> {
  await use((await postgres()).url);
}

const query = async (url: string, text: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as readonly Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

describe.skipIf(server.missing !== null)(`migrations of PostgreSQL ${server.missing ?? ""}`, () => {
  test("a process that is killed at any step leaves nothing behind, and the next one makes all of it", { timeout: 60_000 }, () =>
    inNewDatabase(async (url) => {
      const dieAt = async (step: number) => {
        const child = spawn(process.execPath, [SCRIPT, url, String(step)], { stdio: "ignore" });
        const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
        return signal ?? code;
      };
      const leftBehind = () => query(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'wmmm'");
      const left: unknown[] = [];
      let steps = 0;
      // Every fourth step: each costs a process.
      for (; (await dieAt(steps + 1)) === "SIGKILL"; steps += 4) left.push(...(await leftBehind()));
      expect(left).toEqual([]);
      expect(steps).toBeGreaterThan(20);
      const database = openDatabase({ url });
      expect(await schemaStatus(database)).toEqual({ applied: MIGRATIONS.length, known: MIGRATIONS.length, pending: [] });
      await database.close();
    }),
  );

  test("several at once make it once", () =>
    inNewDatabase(async (url) => {
      const databases = Array.from({ length: 6 }, () => openDatabase({ url }));
      expect((await schemaStatus(databases[0]!)).pending).toEqual(MIGRATIONS.map(({ name }) => name));
      await Promise.all(databases.map((database) => migrate(database)));
      expect(await query(url, "SELECT number FROM wmmm.migration")).toEqual(
        MIGRATIONS.map((_, index) => ({ number: index + 1 })),
      );
      for (const database of databases) await database.close();
    }));

  test("a newer schema is refused, and stays as it is", () =>
    inNewDatabase(async (url) => {
      const { open, dispose } = workspacesIn(url)();
      await (await open()).close();
      await dispose();
      await query(url, "INSERT INTO wmmm.migration (number, name) VALUES (99, 'later')");
      const later = workspacesIn(url)();
      const problem = await problemOf(later.open());
      expect(problem).toMatchObject({ code: "store-newer", what: expect.stringContaining("schema 99, this version knows") });
      // Neither the user nor the password.
      expect(JSON.stringify(problem)).not.toContain(new URL(url).password);
      await later.dispose();
    }));

  test("who may not make tables is told who must", () =>
    inNewDatabase(async (url) => {
      const name = `guest_${new URL(url).pathname.slice(1)}`;
      await query(url, `CREATE ROLE ${name} LOGIN PASSWORD 'guest'`);
      const guest = new URL(url);
      guest.username = name;
      guest.password = "guest";
      const { open, dispose } = workspacesIn(guest.href)();
      expect(await problemOf(open())).toMatchObject({ code: "forbidden", todo: expect.stringContaining("wmmm migrate up") });
      await dispose();
      // Once the owner has done so, whoever is granted the role needs no other right.
      const owner = openDatabase({ url });
      await migrate(owner);
      await query(url, `GRANT "${owner.role}" TO ${name}`);
      await owner.close();
      const again = workspacesIn(guest.href)();
      const store = await again.open();
      expect(await store.connections()).toEqual([]);
      await store.close();
      await again.dispose();
    }));
});
