import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoDataset } from "../../fixtures/demo-organisation/demo.ts";
import { postgres } from "../support/services.ts";
import { createBench, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

const server = await postgres();
const SCRIPT = fileURLToPath(new URL("run-cli.ts", import.meta.url));

/** A scan in a process of its own, as everybody has it who types it. */
function scanned({ env, now }: Bench): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const given = [SCRIPT, String(now), "scan", "acme", "--json", "--as-of", "2026-06-28"];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, given, { env, maxBuffer: 16 * 1024 * 1024 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

describe.skipIf(server.missing !== null)(`with DATABASE_URL ${server.missing ?? ""}`, () => {
  let files: Bench;
  let database: Bench;
  beforeAll(async () => {
    files = createBench();
    database = createBench();
    await files.serve(demoDataset());
    database.server = files.server;
    database.env = { ...files.env, WMMM_HOME: database.home, DATABASE_URL: server.url };
  }, 60_000);
  afterAll(async () => {
    await files.dispose();
    await database.dispose();
  });

  test("the whole scan gives the same bytes as with files", { timeout: 120_000 }, async () => {
    const results = [];
    for (const bench of [files, database]) {
      expect((await bench.connect()).code).toBe(0);
      results.push(await scanned(bench));
    }
    const [fromFiles, fromDatabase] = results;
    expect([0, 3], fromFiles!.err).toContain(fromFiles!.code);
    expect(fromDatabase!.code, fromDatabase!.err).toBe(fromFiles!.code);
    expect(fromFiles!.out.length).toBeGreaterThan(100_000);
    // Says what differs, which a comparison of bytes would not.
    expect(JSON.parse(fromDatabase!.out)).toEqual(JSON.parse(fromFiles!.out));
    expect(fromDatabase!.out === fromFiles!.out).toBe(true);
    expect(existsSync(join(database.home, "acme.sqlite"))).toBe(false);
  });

  test("every command looks there: lists, explanations, doctor, migrations", { timeout: 60_000 }, async () => {
    expect((await database.run("list", "workspaces")).out).toContain("acme");
    expect((await database.run("show")).out).toBe((await files.run("show")).out);
    const { host, pathname } = new URL(server.url);
    const looked = await database.run("doctor");
    expect(looked.out.replaceAll(/\s+/g, " ")).toContain(`at ${host}${pathname}`);
    const shown = [looked.out, (await database.run("migrate", "status")).out, (await database.run("migrate", "up")).out];
    expect(shown[1]).toMatch(/schema (\d+), this version knows \1/);
    expect(shown[2]).toBe(shown[1]);
    const asJson = await database.run("migrate", "status", "--json");
    const known = Number(/this version knows (\d+)/.exec(shown[1]!)![1]);
    expect(JSON.parse(asJson.out)).toEqual({
      ...{ engine: "postgresql", place: `${host}${pathname}` },
      schemas: [{ workspace: null, applied: known, known, pending: [] }],
    });
    expect(JSON.parse((await files.run("migrate", "status", "--json")).out)).toEqual({
      ...{ engine: "sqlite", place: files.home },
      schemas: [{ workspace: "acme", applied: expect.any(Number), known: expect.any(Number), pending: null }],
    });
    shown.push(asJson.out);
    expect(shown.join("")).not.toContain(new URL(server.url).password);
    expect((await database.run("scan", "beta", "--no-sync")).err).toContain("The workspaces are: acme.");
  });

  test("stored tokens are sealed there, and no file of secrets is made", { timeout: 60_000 }, async () => {
    const own = createBench();
    await own.serve(smallSite(12));
    own.env["DATABASE_URL"] = (await postgres()).url;
    expect((await own.connect()).code).toBe(0);
    const set = await own.run("secrets", "set", "acme", "jira", "--from-env", "ACME_TOKEN");
    expect(set.code, set.err).toBe(0);
    expect((await own.run("secrets", "list", "acme")).out).toContain("jira");
    delete own.env["ACME_TOKEN"];
    const scan = await own.run("scan", "acme", "--json", "--as-of", "2026-06-28");
    expect([0, 3]).toContain(scan.code);
    expect(own.files().map(({ name }) => name)).not.toContain("secrets.db");
    await own.dispose();
  });

  test("files are moved there by one command, and again without harm", { timeout: 60_000 }, async () => {
    const other = { ...files.env, DATABASE_URL: (await postgres()).url };
    const before = (await files.run("show")).out;
    const kept = files.env;
    files.env = other;
    const moved = await files.run("store", "move", "--from", "sqlite", "--to", "postgres");
    expect(moved).toMatchObject({ code: 0, out: expect.stringContaining("carried over and compared") });
    expect((await files.run("store", "move", "--from", "sqlite", "--to", "postgres")).out).toContain(
      "was there already, and is the same",
    );
    expect((await files.run("show")).out).toBe(before);
    files.env = kept;
    expect((await files.run("store", "move", "--from", "postgres", "--to", "sqlite")).code).toBe(2);
  });

  test("a database that is not there is said in one sentence, and no file is made instead", async () => {
    const bench = createBench();
    bench.env["DATABASE_URL"] = "postgres://user:hunter2@127.0.0.1:1/acme";
    for (const command of [["list", "workspaces"], ["scan", "acme"], ["doctor"]]) {
      const { code, err, out } = await bench.run(...command);
      expect([command, code]).toEqual([command, 2]);
      expect(`${err}${out}`.replaceAll(/\s+/g, " ")).toContain("The database 127.0.0.1:1/acme could not be reached");
      expect(`${err}${out}`).not.toContain("hunter2");
    }
    expect(bench.files()).toEqual([]);
    await bench.dispose();
  });

  test("an address of another kind chooses nothing", async () => {
    const bench = createBench();
    bench.env["DATABASE_URL"] = "mysql://localhost/shop";
    expect((await bench.run("list", "workspaces")).code).toBe(0);
    expect((await bench.run("doctor")).out.replaceAll(/\s+/g, " ")).toContain("DATABASE_URL names no PostgreSQL database");
    await bench.dispose();
  });
});
