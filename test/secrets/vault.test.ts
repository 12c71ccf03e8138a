import fc from "fast-check";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProblemError } from "../../src/model/problem.ts";
import { newKeyText, parseKeyring } from "../../src/secrets/keyring.ts";
import { vault, type Vault } from "../../src/secrets/vault.ts";
import type { CredentialStore } from "../../src/store/credentials.ts";
import { openCredentialFile } from "../../src/store/sqlite/credential-file.ts";

let directory = "";
let files = 0;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "wmmm-vault-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const first = newKeyText(randomBytes);
const second = newKeyText(randomBytes);
const newPath = (): string => join(directory, `${++files}.db`);
const over = (store: CredentialStore, keys: string): Vault =>
  vault({ store, keyring: parseKeyring(keys, "the test"), randomBytes, now: () => 0 });
const place = (workspace: string, owner: string) => ({ workspace, owner, field: "token" });

async function problemOf(use: Promise<unknown>): Promise<ProblemError["problem"] | null> {
  try {
    await use;
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe("the vault", () => {
  test("keeps what it was given, and nothing readable of it in the file", async () => {
    const path = newPath();
    const store = openCredentialFile({ path });
    const secrets = over(store, first);
    await secrets.put(place("acme", "jira"), "canary-jira-token");
    await secrets.put(place("acme", "github"), "canary-github-tökén");
    await secrets.put(place("acme", "jira"), "canary-jira-newer");
    expect(await secrets.get(place("acme", "jira"))).toBe("canary-jira-newer");
    expect(await secrets.get(place("acme", "github"))).toBe("canary-github-tökén");
    expect(await secrets.get(place("beta", "jira"))).toBeNull();
    expect(await secrets.forget(place("acme", "github"))).toBe(true);
    expect(await secrets.get(place("acme", "github"))).toBeNull();
    await store.close();
    const bytes = readFileSync(path);
    for (const form of [
      "canary",
      Buffer.from("canary-jira").toString("base64").slice(0, 12),
      Buffer.from("canary").toString("hex"),
    ])
      expect(bytes.includes(form)).toBe(false);
  });

  test("a row that is copied to another workspace, connection or field opens nowhere there", async () => {
    const path = newPath();
    const store = openCredentialFile({ path });
    const secrets = over(store, first);
    await secrets.put(place("acme", "jira"), "canary");
    await secrets.put(place("beta", "jira"), "other");
    const raw = new DatabaseSync(path);
    const copied =
      "INSERT INTO secret SELECT ?, ?, ?, data_key, sealed FROM secret WHERE workspace = 'acme' AND owner = 'jira' AND field = 'token'";
    raw.exec("PRAGMA foreign_keys = OFF");
    raw.exec(
      "INSERT INTO data_key SELECT 'beta', id, wrapped_by, wrapped, made_at, number FROM data_key WHERE workspace = 'acme'",
    );
    raw.prepare(copied).run("beta", "stolen", "token");
    raw.prepare(copied).run("acme", "linear", "token");
    raw.prepare(copied).run("acme", "jira", "other");
    raw.close();
    for (const stolen of [place("beta", "stolen"), place("acme", "linear"), { ...place("acme", "jira"), field: "other" }]) {
      const problem = await problemOf(secrets.get(stolen));
      expect(problem?.code).toBe("store-damaged");
      expect(JSON.stringify(problem)).not.toContain("canary");
    }
    expect(await secrets.get(place("acme", "jira"))).toBe("canary");
    await store.close();
  });

  test("a newer key takes over: both open while it goes on, and the older one is not needed after", async () => {
    const store = openCredentialFile({ path: newPath() });
    const before = over(store, first);
    for (let owner = 0; owner < 250; owner++) await before.put(place("acme", `c${owner}`), `secret ${owner}`);
    await before.put(place("beta", "jira"), "of beta");
    const both = over(store, `${second},${first}`);
    expect(await both.get(place("acme", "c7"))).toBe("secret 7");
    expect(await both.rotate()).toEqual({ workspaces: 2, resealed: 251, dropped: 2 });
    const status = await both.status();
    expect(status).toEqual({
      secrets: 251,
      byKey: new Map([[parseKeyring(second, "").current.id, 251]]),
      missing: [],
      unneeded: [parseKeyring(first, "").current.id],
    });
    const after = over(store, second);
    expect(await after.get(place("acme", "c249"))).toBe("secret 249");
    expect(await after.get(place("beta", "jira"))).toBe("of beta");
    expect((await problemOf(before.get(place("beta", "jira"))))?.what).toContain("Stored secrets need key");
    await store.close();
  });

  test("stopped anywhere, every secret still opens, and the next run ends it", async () => {
    const store = openCredentialFile({ path: newPath() });
    const secrets = over(store, first);
    for (let owner = 0; owner < 230; owner++) await secrets.put(place("acme", `c${owner}`), `secret ${owner}`);
    for (const stopAfter of [0, 1, 1, 9]) {
      let calls = 0;
      const dies: CredentialStore = {
        ...store,
        replace: async (changes) => {
          if (calls++ >= stopAfter) throw new Error("stopped here");
          return store.replace(changes);
        },
      };
      const both = over(dies, `${second},${first}`);
      const ended = await both.rotate().then(
        () => "whole",
        (error: unknown) => String(error),
      );
      expect(ended).toBe(stopAfter < 9 ? "Error: stopped here" : "whole");
      for (let owner = 0; owner < 230; owner += 23) expect(await both.get(place("acme", `c${owner}`))).toBe(`secret ${owner}`);
    }
    expect(await store.dataKeys("acme")).toHaveLength(1);
    expect(await over(store, second).get(place("acme", "c0"))).toBe("secret 0");
    await store.close();
  });

  test("whatever is put, forgotten and rotated by several at once, what was last put is there", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("put" as const), owner: fc.integer({ min: 0, max: 3 }), text: fc.string() }),
      fc.record({ do: fc.constant("forget" as const), owner: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant("rotate" as const), newest: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        const store = openCredentialFile({ path: newPath() });
        const rings = [over(store, `${first},${second}`), over(store, `${second},${first}`)] as const;
        const expected = new Map<number, string>();
        for (const round of rounds) {
          // Rotations run at the same time as one change a secret.
          const changed = new Set<number>();
          await Promise.all(
            round.map(async (step, index) => {
              const secrets = rings[index % 2]!;
              if (step.do === "rotate") return void (await rings[step.newest ? 1 : 0].rotate());
              if (changed.has(step.owner)) return;
              changed.add(step.owner);
              if (step.do === "put") {
                expected.set(step.owner, step.text);
                await secrets.put(place("acme", `${step.owner}`), step.text);
              } else {
                expected.delete(step.owner);
                await secrets.forget(place("acme", `${step.owner}`));
              }
            }),
          );
          for (let owner = 0; owner <= 3; owner++)
            expect(await rings[0].get(place("acme", `${owner}`))).toBe(expected.get(owner) ?? null);
        }
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});
