import { describe, expect, test } from "vitest";
import type { CredentialStore, SealedSecret, WrappedDataKey } from "../../src/store/credentials.ts";

export interface CredentialEngine {
  /** A new, empty one; closed by the suite. */
  open(): Promise<CredentialStore>;
}

const key = (workspace: string, id: string): WrappedDataKey => ({
  workspace,
  id,
  wrappedBy: "0011223344556677",
  wrapped: Uint8Array.of(1, 2, 3),
  madeAt: 1_700_000_000_000,
});
const secret = (workspace: string, owner: string, dataKey: string, ...bytes: readonly number[]): SealedSecret => ({
  workspace,
  owner,
  field: "token",
  dataKey,
  sealed: Uint8Array.from(bytes),
});

/** What every engine of `CredentialStore` has to keep. */
export function credentialConformance(name: string, engine: CredentialEngine): void {
  const withStore = async (use: (store: CredentialStore) => Promise<void>): Promise<void> => {
    const store = await engine.open();
    try {
      await use(store);
    } finally {
      await store.close();
    }
  };

  describe(`sealed secrets on ${name}`, () => {
    test("an empty one has nothing", () =>
      withStore(async (store) => {
        expect(await store.workspaces()).toEqual([]);
        expect(await store.dataKeys("acme")).toEqual([]);
        expect(await store.read({ workspace: "acme", owner: "jira", field: "token" })).toBeNull();
        expect(await store.remove({ workspace: "acme", owner: "jira", field: "token" })).toBe(false);
        expect(await store.dropUnusedDataKeys("acme")).toBe(0);
      }));

    test("gives back secrets with the key that opens each, by workspace", () =>
      withStore(async (store) => {
        await store.addDataKey(key("acme", "aa"));
        await store.addDataKey(key("beta", "aa"));
        await store.addDataKey(key("acme", "bb"));
        expect(await store.write(secret("acme", "jira", "aa", 1))).toBe(true);
        expect(await store.write(secret("acme", "github", "bb", 2))).toBe(true);
        expect(await store.write(secret("beta", "jira", "aa", 3))).toBe(true);
        expect(await store.workspaces()).toEqual(["acme", "beta"]);
        expect((await store.dataKeys("acme")).map(({ id }) => id)).toEqual(["bb", "aa"]);
        expect(await store.secrets("acme")).toEqual([secret("acme", "github", "bb", 2), secret("acme", "jira", "aa", 1)]);
        expect(await store.read({ workspace: "acme", owner: "jira", field: "token" })).toEqual({
          secret: secret("acme", "jira", "aa", 1),
          key: key("acme", "aa"),
        });
        expect(await store.read({ workspace: "acme", owner: "jira", field: "other" })).toBeNull();
        expect(await store.remove({ workspace: "acme", owner: "jira", field: "token" })).toBe(true);
        expect(await store.secrets("beta")).toHaveLength(1);
      }));

    test("a secret is replaced by a newer one, and refused under a key that is not there", () =>
      withStore(async (store) => {
        await store.addDataKey(key("acme", "aa"));
        await store.addDataKey(key("beta", "cc"));
        await store.write(secret("acme", "jira", "aa", 1));
        await store.write(secret("acme", "jira", "aa", 2));
        expect(await store.write(secret("acme", "jira", "bb", 3))).toBe(false);
        // The key of another workspace is none of this one.
        expect(await store.write(secret("acme", "jira", "cc", 3))).toBe(false);
        expect(await store.secrets("acme")).toEqual([secret("acme", "jira", "aa", 2)]);
      }));

    test("sealing anew changes only what is still as it was, all or nothing", () =>
      withStore(async (store) => {
        await store.addDataKey(key("acme", "aa"));
        await store.addDataKey(key("acme", "bb"));
        await store.write(secret("acme", "github", "aa", 1));
        await store.write(secret("acme", "jira", "aa", 2));
        const changes = [
          { before: secret("acme", "github", "aa", 9), after: secret("acme", "github", "bb", 3) },
          { before: secret("acme", "jira", "aa", 2), after: secret("acme", "jira", "bb", 4) },
          { before: secret("acme", "linear", "aa", 2), after: secret("acme", "linear", "bb", 4) },
        ];
        expect(await store.replace(changes)).toBe(1);
        expect(await store.secrets("acme")).toEqual([secret("acme", "github", "aa", 1), secret("acme", "jira", "bb", 4)]);
        const toNoKey = [
          { before: secret("acme", "github", "aa", 1), after: secret("acme", "github", "bb", 5) },
          { before: secret("acme", "jira", "bb", 4), after: secret("acme", "jira", "zz", 6) },
        ];
        expect(await store.replace(toNoKey)).toBeNull();
        expect(await store.secrets("acme")).toEqual([secret("acme", "github", "aa", 1), secret("acme", "jira", "bb", 4)]);
      }));

    test("keys are dropped when nothing is sealed with them, the newest never", () =>
      withStore(async (store) => {
        for (const id of ["aa", "bb", "cc"]) await store.addDataKey(key("acme", id));
        await store.addDataKey(key("beta", "aa"));
        await store.write(secret("acme", "jira", "bb", 1));
        expect(await store.dropUnusedDataKeys("acme")).toBe(1);
        expect((await store.dataKeys("acme")).map(({ id }) => id)).toEqual(["cc", "bb"]);
        expect((await store.dataKeys("beta")).map(({ id }) => id)).toEqual(["aa"]);
      }));
  });
}
