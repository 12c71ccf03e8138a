import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withOperations } from "../../src/cli/operations.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import { withVault } from "../../src/cli/secrets.ts";
import { postgres } from "../support/services.ts";
import { createBench, expectNarrow, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

const servers = [await postgres(), await postgres()];
const missing = servers[0]!.missing;

describe.skipIf(missing !== null)(`store move ${missing ?? ""}`, () => {
  let bench: Bench;
  let free = 0;
  beforeEach(async () => {
    bench = createBench();
    await bench.serve(smallSite(3));
    bench.env["TOKEN"] = "canary-token";
    bench.env["ADDRESS"] = servers[free++]!.url;
  });
  afterEach(() => bench.dispose());

  const fill = async () => {
    for (const argv of [
      ["schedule", "add", "acme", "--cron", "@daily", "--id", "nightly"],
      ["schedule", "add", "acme", "--cron", "@weekly", "--id", "weekly"],
      ["alerts", "add", "acme", "--on", "regression", "--slack", "https://hooks.example.com/canary-path"],
      ["hooks", "add", "acme", "jira"],
      ["secrets", "set", "acme", "jira", "--from-env", "TOKEN"],
    ]) {
      const ran = await bench.run(...argv);
      expect([ran.code, ran.err]).toEqual([0, expect.any(String)]);
    }
    await withOperations(ports(), ({ alerts }) => alerts.beginAt("acme", 77));
  };
  const ports = () => ({ ...processPorts(), env: bench.env, now: () => bench.now });
  const held = async () => {
    const places = [
      { owner: "jira", field: "token" },
      { owner: "jira", field: "webhook" },
      { owner: "alert:slack-1", field: "target" },
    ];
    const secrets = await withVault(ports(), false, ({ vault }) =>
      Promise.all(places.map((place) => vault.get({ workspace: "acme", ...place }))),
    );
    return {
      schedules: (await bench.run("schedule", "list", "--json")).out,
      alerts: (await bench.run("alerts", "list", "acme", "--json")).out,
      hooks: (await bench.run("hooks", "list", "--json")).out,
      upTo: await withOperations(ports(), ({ alerts }) => alerts.toldUpTo("acme")),
      secrets,
    };
  };
  const inDatabase = async <T>(use: () => Promise<T>): Promise<T> => {
    bench.env["DATABASE_URL"] = bench.env["ADDRESS"];
    try {
      return await use();
    } finally {
      delete bench.env["DATABASE_URL"];
    }
  };
  const move = (from: string, to: string) => inDatabase(() => bench.run("store", "move", "--from", from, "--to", to));

  test("takes along schedules, alerts, webhooks and what is sealed, there and back", { timeout: 60_000 }, async () => {
    await bench.connect();
    await fill();
    const before = await held();
    expect(before.secrets).toEqual([
      "canary-token",
      expect.stringMatching(/^[0-9a-f]{64}$/),
      "https://hooks.example.com/canary-path",
    ]);
    const moved = await move("sqlite", "postgres");
    expect([moved.code, moved.said]).toEqual([0, expect.stringContaining("needs the same keyring")]);
    expect(moved.out).toContain(
      "acme: schedules 2, alerts 1, told judgements 1, webhooks 1, sealed secrets 3; carried over and compared\n",
    );
    expect(moved.out + moved.err).not.toContain("canary");
    expectNarrow(moved.err);
    expect(await inDatabase(held)).toEqual(before);
    expect((await move("sqlite", "postgres")).out).toContain("sealed secrets 3; were there already, and are the same");

    // The way back, to a machine that has nothing but the keyring.
    const other = createBench();
    other.server = bench.server;
    const keyring = bench
      .files()
      .find(({ name }) => name === "keyring")!
      .bytes.toString()
      .trim();
    other.env = { ...bench.env, WMMM_HOME: other.home, WMMM_KEYRING: keyring };
    const [first, home] = [bench.env, bench.home];
    bench.env = other.env;
    expect((await move("postgres", "sqlite")).code).toBe(0);
    expect(await held()).toEqual(before);
    bench.env = first;
    expect(bench.home).toBe(home);
    other.server = undefined as never;
    await other.dispose();
  });

  test("what is there under the same name and another one is not overwritten, and missing keys are named", async () => {
    await bench.connect();
    await fill();
    await move("sqlite", "postgres");
    await inDatabase(async () => {
      await bench.run("schedule", "remove", "weekly");
      await bench.run("schedule", "add", "acme", "--cron", "@hourly", "--id", "weekly");
      await bench.run("schedule", "remove", "nightly");
    });
    const again = await move("sqlite", "postgres");
    expect([again.code, again.said]).toEqual([2, expect.stringContaining("is there already under the same name")]);
    // Nothing was written before that was found.
    expect(JSON.parse((await inDatabase(() => bench.run("schedule", "list", "--json"))).out)).toMatchObject([{ id: "weekly" }]);
    await inDatabase(() => bench.run("schedule", "remove", "weekly"));
    const { out } = await bench.run("keys", "new");
    bench.env["WMMM_KEYRING"] = out.trim();
    const without = await move("sqlite", "postgres");
    expect([without.code, without.said]).toEqual([0, expect.stringContaining("does not open all that was carried over")]);
    expect(without.out).toContain("schedules 2,");
  });
});
