import { describe, expect, test } from "vitest";
import { ProblemError } from "../../src/model/problem.ts";
import type { StoreHome } from "../../src/store/store-home.ts";
import { openEachTwice, type UnderTest } from "../support/open-each.ts";
import { held } from "./held.ts";
import { CONNECTION, pageOfItems, STREAM } from "./tracker.ts";

export interface HomeUnderTest extends UnderTest<StoreHome> {
  open(): StoreHome;
}

/** What every `StoreHome` must do, whatever engine is behind it. */
export function homeConformance(engine: string, create: () => Promise<HomeUnderTest>): void {
  describe(`${engine} home`, () => {
    let home: StoreHome;
    let other: StoreHome;
    openEachTwice(create, (opened) => ({ store: home, other } = opened));

    const make = async (name: string) => (await home.open(name, { create: true })).close();
    const usage = (what: string) =>
      expect.objectContaining({ problem: expect.objectContaining({ code: "usage", what: expect.stringContaining(what) }) });

    test("lists workspaces by name, none at first", async () => {
      expect(await home.names()).toEqual([]);
      await make("zeta");
      await make("acme");
      expect(await home.names()).toEqual(["acme", "zeta"]);
      expect(await other.names()).toEqual(["acme", "zeta"]);
    });

    test("makes a workspace only on request, and says which there are", async () => {
      await expect(home.open("acme", { create: false })).rejects.toThrow(ProblemError);
      expect(await home.names()).toEqual([]);
      await make("zeta");
      await expect(home.open("acme", { create: false })).rejects.toEqual(usage("There is no workspace"));
      const store = await other.open("zeta", { create: false });
      expect(store.workspace).toBe("zeta");
      await store.close();
    });

    test.each(["../acme", "Acme", "", "a'b"])("%j is no name of a workspace", async (name) => {
      await expect(home.open(name, { create: true })).rejects.toEqual(usage("cannot be the name"));
    });

    test("removes a workspace with all that is in it, and no other", async () => {
      for (const name of ["acme", "zeta"]) {
        const store = await home.open(name, { create: true });
        await store.commitPage(await held(store), STREAM, pageOfItems([[1, 1]]), 1, 1);
        await store.close();
      }
      expect(await home.remove("acme")).toBe(true);
      expect(await home.remove("acme")).toBe(false);
      expect(await home.names()).toEqual(["zeta"]);
      const again = await home.open("acme", { create: true });
      expect(await again.liveItems(CONNECTION)).toEqual([]);
      await again.close();
      const kept = await home.open("zeta", { create: false });
      expect(await kept.liveItems(CONNECTION)).toHaveLength(1);
      await kept.close();
    });

    test("lets one be alone with a workspace, here and elsewhere", async () => {
      await make("acme");
      const nothing = async () => undefined;
      await home.locked("acme", "alone", async () => {
        for (const at of [home, other])
          for (const share of ["alone", "with-workers"] as const)
            await expect(at.locked("acme", share, nothing)).rejects.toEqual(usage("Another scan"));
        expect(await other.locked("zeta", "alone", async () => "another workspace")).toBe("another workspace");
      });
      await expect(
        other.locked("acme", "alone", async () => {
          throw new TypeError("its own error");
        }),
      ).rejects.toThrow("its own error");
      expect(await home.locked("acme", "alone", async () => "free again")).toBe("free again");
    });

    test("lets workers share a workspace and keeps out who wants to be alone", async () => {
      await make("acme");
      const nothing = async () => undefined;
      const { promise, resolve } = Promise.withResolvers<void>();
      const [mine, theirs] = [
        home.locked("acme", "with-workers", () => promise),
        other.locked("acme", "with-workers", () => promise),
      ];
      await home.locked("acme", "with-workers", nothing);
      await other.locked("acme", "with-workers", nothing);
      for (const at of [home, other]) await expect(at.locked("acme", "alone", nothing)).rejects.toEqual(usage("Another scan"));
      resolve();
      await Promise.all([mine, theirs]);
      await home.locked("acme", "alone", nothing);
    });
  });
}
