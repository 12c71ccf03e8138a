import { describe, expect, test } from "vitest";
import type { Hook, KeptHint } from "../../src/store/hints.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import { openEachTwice } from "../support/open-each.ts";
import type { OperationsUnderTest } from "./operations-conformance.ts";

const hook = (connection: string, workspace = "acme"): Hook => ({
  ...{ workspace, connection, kind: "github", addedAt: 5, lastAt: null },
});
const hint = (once: string, at: number, items: readonly string[] = [], workspace = "acme"): KeptHint => ({
  ...{ workspace, connection: "github", once, items, at },
});

/** What the hints of every operations store must do. */
export function hintConformance(engine: string, create: () => Promise<OperationsUnderTest>): void {
  describe(`${engine} hints`, () => {
    let store: OperationsStore;
    let other: OperationsStore;
    openEachTwice(create, (opened) => ({ store, other } = opened));
    const request = (id: string, now: number, workspace = "acme") => store.hints.request({ id, workspace, now });

    test("a connection has one hook; removing it takes along what it brought", async () => {
      expect(await store.hints.addHook(hook("github"))).toBe(true);
      expect(await store.hints.addHook({ ...hook("github"), kind: "jira" })).toBe(false);
      expect(await store.hints.addHook(hook("github", "beta"))).toBe(true);
      await store.hints.keep(hint("a", 7));
      await store.hints.keep(hint("b", 9));
      expect(await other.hints.hooks("acme")).toEqual([{ ...hook("github"), lastAt: 9 }]);
      expect(await other.hints.hooks(null)).toEqual([{ ...hook("github"), lastAt: 9 }, hook("github", "beta")]);
      expect(await other.hints.hook("beta", "github")).toEqual(hook("github", "beta"));
      expect(await other.hints.hook("beta", "jira")).toBeNull();
      expect(await store.hints.removeHook("acme", "github")).toBe(true);
      expect(await store.hints.removeHook("acme", "github")).toBe(false);
      expect(await other.hints.hooks("acme")).toEqual([]);
      expect(await other.hints.waiting()).toEqual([]);
    });

    test("a delivery is kept once, however often and wherever it comes", async () => {
      const kept = await Promise.all([store, other, store, other].map(({ hints }) => hints.keep(hint("a", 7, ["1"]))));
      expect(kept.filter((isNew) => isNew)).toHaveLength(1);
      expect(await other.hints.keep({ ...hint("a", 8), connection: "jira" })).toBe(true);
      expect(await other.hints.keep(hint("a", 8, [], "beta"))).toBe(true);
      expect(await store.hints.waiting()).toEqual([
        { workspace: "acme", firstAt: 7, lastAt: 8 },
        { workspace: "beta", firstAt: 8, lastAt: 8 },
      ]);
    });

    test("what waits becomes one run, asked for by whoever comes first, or joins the one that is queued", async () => {
      await store.hints.keep(hint("a", 7));
      await store.hints.keep(hint("b", 8));
      const runs = await Promise.all(
        [store, other].map(({ hints }, at) => hints.request({ id: `acme-${at}`, workspace: "acme", now: 10 })),
      );
      expect(runs.filter((run) => run !== null)).toHaveLength(1);
      expect(await store.hints.waiting()).toEqual([]);
      expect(await store.runs({ limit: 10 })).toHaveLength(1);
      await store.hints.keep(hint("c", 11));
      const joined = await request("acme-2", 12);
      expect(joined?.id).toBe(runs.find((run) => run !== null)!.id);
      expect(await store.runs({ limit: 10 })).toHaveLength(1);
      expect(await request("acme-3", 13)).toBeNull();
    });

    test("a read follows what a run was asked for, the newest first, until it has come to its end", async () => {
      await store.hints.keep(hint("a", 7, ["1", "2"]));
      await store.hints.keep(hint("b", 8, ["3", "2"]));
      expect(await store.hints.toRead("acme", "github", 10)).toEqual({ items: [], runs: [] });
      await request("acme-1", 9);
      const given = await other.hints.toRead("acme", "github", 10);
      expect(given).toEqual({ items: ["3", "2", "1"], runs: ["acme-1"] });
      expect((await other.hints.toRead("acme", "github", 2)).items).toEqual(["3", "2"]);
      expect(await other.hints.toRead("acme", "jira", 10)).toEqual({ items: [], runs: [] });
      // Comes while the run reads, so that it has a run of its own.
      const taken = await store.takeTask({ run: "acme-1", ordinal: 0 }, "a", 10, 5000);
      expect(taken.kind).toBe("taken");
      await store.hints.keep(hint("c", 11, ["1"]));
      expect((await request("acme-2", 12))?.id).toBe("acme-2");
      await store.hints.wereRead("acme", "github", given.runs, 13);
      expect(await other.hints.toRead("acme", "github", 10)).toEqual({ items: ["1"], runs: ["acme-2"] });
      // What was read is still known.
      expect(await other.hints.keep(hint("a", 14))).toBe(false);
    });

    test("old ones are forgotten, and all but the newest of a connection", async () => {
      await store.hints.addHook(hook("github"));
      for (let at = 1; at <= 10; at++) await store.hints.keep(hint(`d${at}`, at));
      expect(await store.hints.forgetHints(3, 100)).toBe(2);
      expect(await store.hints.forgetHints(0, 5)).toBe(3);
      expect(await other.hints.waiting()).toEqual([{ workspace: "acme", firstAt: 6, lastAt: 10 }]);
      expect(await other.hints.keep(hint("d1", 11))).toBe(true);
    });
  });
}
