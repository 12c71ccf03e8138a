import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBench, expectNarrow, TOKEN_VARIABLE, type Bench, type Ran } from "./command-line.ts";
import { judgedSite } from "./site.ts";

let bench: Bench;
let token: string;

beforeEach(async () => {
  bench = createBench();
  await bench.serve(judgedSite());
  token = bench.server.token;
  await bench.connect();
});
afterEach(() => bench.dispose());

/** As a command that something is piped into. */
async function piped(text: string, ...argv: readonly string[]): Promise<Ran> {
  bench.ports = { input: async () => text };
  const ran = await bench.run(...argv);
  bench.ports = {};
  return ran;
}

function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("base64").slice(0, -4), bytes.toString("hex"), encodeURIComponent(secret)];
}

describe("a stored token", () => {
  test("serves where the variable is not set, is nowhere to be read, and is forgotten when told", async () => {
    delete bench.env[TOKEN_VARIABLE];
    const without = await bench.run("scan", "acme");
    expect(without.code).not.toBe(0);
    expect(without.said).toContain("wmmm secrets set acme jira");

    const stored = await piped(`${token}\n`, "secrets", "set", "acme", "jira");
    expect(stored).toMatchObject({ code: 0, err: "" });
    expect(stored.out).toContain("Stored the token of jira.");
    expect(stored.out.replaceAll(/\s+/g, " ")).toContain("without that file it cannot be read again");
    expectNarrow(stored.out);
    expect(statSync(join(bench.home, "keyring")).mode & 0o777).toBe(0o600);
    expect(statSync(join(bench.home, "secrets.db")).mode & 0o777).toBe(0o600);

    const scanned = await bench.run("scan", "acme", "--json");
    expect(scanned.code, scanned.err).toBe(0);
    const listed = await bench.run("secrets", "list", "acme");
    expect(listed.out).toBe(`jira: stored, sealed; variable ${TOKEN_VARIABLE} (not set)\n`);
    const asJson = await bench.run("secrets", "list", "acme", "--json");
    expect(JSON.parse(asJson.out)).toEqual({
      workspace: "acme",
      connections: [{ connection: "jira", variable: TOKEN_VARIABLE, isSet: false, isStored: true }],
    });
    for (const form of forms(token)) {
      for (const { name, bytes } of bench.files()) expect(bytes.includes(form), name).toBe(false);
      for (const { out, err } of [without, stored, scanned, listed, asJson]) expect(out + err).not.toContain(form);
    }

    expect((await bench.run("secrets", "remove", "acme", "jira")).out).toBe("Forgot the token of jira.\n");
    expect((await bench.run("secrets", "remove", "acme", "jira")).out).toBe("There was no token stored for jira.\n");
    expect((await bench.run("scan", "acme")).code).not.toBe(0);
  });

  test("is not asked for where the variable is set", async () => {
    await piped("another-token", "secrets", "set", "acme", "jira");
    expect((await bench.run("scan", "acme", "--json")).code).toBe(0);
    delete bench.env[TOKEN_VARIABLE];
    const refused = await bench.run("scan", "acme", "--json", "--full");
    expect(refused.code).not.toBe(0);
    expect(refused.said).not.toContain("another-token");
  });

  test("doctor asks with it too", async () => {
    await piped(token, "secrets", "set", "acme", "jira");
    delete bench.env[TOKEN_VARIABLE];
    expect((await bench.run("doctor", "acme")).out).not.toContain("there is no token");
  });

  test.each([
    ["only spaces", "      \n      ", "No token was given."],
    ["a sentence", "this is my token", "What was given is no token"],
    ["a file", "x".repeat(9000), "What was given is no token"],
  ])("refuses %s", async (_, text, sentence) => {
    const ran = await piped(text, "secrets", "set", "acme", "jira");
    expect(ran.code).toBe(2);
    expect(ran.said).toContain(sentence);
    expect(ran.err).not.toContain(text.slice(0, 12));
    expect(existsSync(join(bench.home, "secrets.db"))).toBe(false);
  });

  test("of a connection or workspace that is not there is refused", async () => {
    const ran = await piped(token, "secrets", "set", "acme", "linear");
    expect(ran.code).toBe(2);
    expect(ran.said).toContain('Workspace "acme" has no connection "linear". It has: jira.');
    expect((await piped(token, "secrets", "set", "none", "jira")).code).toBe(2);
  });
});

describe("the keyring", () => {
  test("is changed without losing a secret: newer key first, rotate, older key out", async () => {
    await bench.run("secrets", "set", "acme", "jira", "--from-env", TOKEN_VARIABLE);
    delete bench.env[TOKEN_VARIABLE];
    const older = readFileSync(join(bench.home, "keyring"), "utf8").trim();
    const newer = (await bench.run("keys", "new")).out.trim();
    expect(newer).toMatch(/^wmmm_key_/);
    bench.env["WMMM_KEYRING"] = newer;
    const lacking = await bench.run("scan", "acme", "--json");
    expect(lacking.code).not.toBe(0);
    expect(lacking.said).toContain("Stored secrets need key");
    expect((await bench.run("keys", "status")).code).toBe(2);
    const missing = await bench.run("keys", "status", "--json");
    const idOf = (ran: { readonly out: string }) => (JSON.parse(ran.out) as { keys: { id: string }[] }).keys[0]!.id;
    expect([missing.code, JSON.parse(missing.out)]).toEqual([
      2,
      {
        secrets: 1,
        keyring: "WMMM_KEYRING",
        keys: [{ id: expect.stringMatching(/^[0-9a-f]{16}$/), secrets: 1, isInKeyring: false, isUnneeded: false }],
      },
    ]);

    bench.env["WMMM_KEYRING"] = `${newer},${older}`;
    const rotated = await bench.run("keys", "rotate");
    expect(rotated.out.replaceAll(/\s+/g, " ")).toMatch(
      /^Sealed anew: 1 secret of 1 workspace\. [0-9a-f]{16} can be taken out of the keyring now\. $/,
    );
    expect((await bench.run("keys", "status")).out).toContain("opens nothing; it can be taken out of the keyring");
    const there = await bench.run("keys", "status", "--json");
    expect([there.code, (JSON.parse(there.out) as { keys: unknown }).keys]).toEqual([
      0,
      [
        { id: expect.not.stringContaining(idOf(missing)), secrets: 1, isInKeyring: true, isUnneeded: false },
        { id: idOf(missing), secrets: 0, isInKeyring: true, isUnneeded: true },
      ],
    ]);
    bench.env["WMMM_KEYRING"] = newer;
    expect((await bench.run("scan", "acme", "--json")).code).toBe(0);
    for (const { out, err } of [lacking, rotated, missing, there]) {
      expect(out + err).not.toContain(older);
      expect(out + err).not.toContain(newer);
    }
  });

  test("in a file that others can read, that is not there or holds no key is refused", async () => {
    const path = join(bench.home, "ring");
    bench.env["WMMM_KEYRING_FILE"] = path;
    const set = () => bench.run("secrets", "set", "acme", "jira", "--from-env", TOKEN_VARIABLE);
    expect((await set()).said).toContain("there is no such file");
    writeFileSync(path, (await bench.run("keys", "new")).out, { mode: 0o600 });
    chmodSync(path, 0o640);
    expect((await set()).said).toContain("can be read by others than its owner");
    chmodSync(path, 0o600);
    expect((await set()).code).toBe(0);
    writeFileSync(path, "my password");
    const refused = await bench.run("keys", "status");
    expect(refused.code).toBe(2);
    expect(refused.said).not.toContain("my password");
  });

  test("that is gone is named, with what is to be done", async () => {
    await bench.run("secrets", "set", "acme", "jira", "--from-env", TOKEN_VARIABLE);
    delete bench.env[TOKEN_VARIABLE];
    rmSync(join(bench.home, "keyring"));
    const ran = await bench.run("scan", "acme", "--json");
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain("their keyring is gone");
  });

  test("nothing stored needs none", async () => {
    expect((await bench.run("keys", "status")).out).toBe("No secrets are stored.\n");
    expect(JSON.parse((await bench.run("keys", "status", "--json")).out)).toEqual({ secrets: 0, keyring: null, keys: [] });
    expect((await bench.run("keys", "rotate")).out).toBe("No secrets are stored.\n");
    expect(existsSync(join(bench.home, "keyring"))).toBe(false);
  });
});
