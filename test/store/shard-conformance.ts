import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/model/problem.ts";
import type { Shard } from "../../src/model/shard.ts";
import { shardScope, type Lease, type WorkspaceStore } from "../../src/store/store.ts";
import { codeOf } from "../support/code-of.ts";
import { openEachTwice } from "../support/open-each.ts";
import type { StoreUnderTest } from "./conformance.ts";
import { contents } from "./contents.ts";
import { held } from "./held.ts";
import { CONNECTION, itemId, pageOf, pageOfItems, readInPages, STREAM } from "./tracker.ts";

const ONE: Shard = { id: "ONE", parts: ["ONE"], items: 4 };
const TWO: Shard = { id: "TWO+1", parts: ["THREE", "TWO"], items: 2 };
const LOST: Problem = { code: "connection-lost", connection: CONNECTION, stream: STREAM, page: 1, what: "Lost.", todo: "Again." };
const PEOPLE = ["actor-0", "actor-1", "actor-2", "actor-3"].map((id) => ({
  ...{ id, kind: "human" as const, kindBasis: "told", active: true, identities: [] },
}));
const at = (shard: Shard) => ({ connection: CONNECTION, stream: STREAM, shard: shard.id });

/** What every `WorkspaceStore` must do about whole reads that several writers share. */
export function shardConformance(engine: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${engine} store, shards`, () => {
    let store: WorkspaceStore;
    let other: WorkspaceStore;
    openEachTwice(create, (opened) => ({ store, other } = opened));

    const leaseOf = (shard: Shard, of = store): Promise<Lease> =>
      held(of, shardScope({ connection: CONNECTION, shard: shard.id }));
    const report = async () => (await store.streamReports())[0]!;
    const places = async () =>
      (await store.shards(CONNECTION, STREAM)).map(({ id, cursor, done }) => [id, cursor, done] as const);

    test("are kept with their places, each its own, and the stream counts them together", async () => {
      const lease = await held(store);
      await store.planShards(lease, STREAM, [ONE, TWO], 1);
      expect(await store.shards(CONNECTION, STREAM)).toEqual([
        { ...ONE, cursor: null, done: false, problem: null },
        { ...TWO, cursor: null, done: false, problem: null },
      ]);
      expect(await report()).toMatchObject({ status: "never", vendorTotal: 6 });
      await store.commitShardPage(await leaseOf(ONE), at(ONE), pageOfItems([[1, 1]], { cursor: { page: 2 } }), 3, 2);
      const last = pageOfItems([[2, 1]], { cursor: { end: 7 }, done: true, watermark: 99, whole: true, fingerprint: "no" });
      await other.commitShardPage(await leaseOf(TWO, other), at(TWO), last, 4, 3);
      expect(await places()).toEqual([
        ["ONE", { page: 2 }, false],
        ["TWO+1", { end: 7 }, true],
      ]);
      expect(await report()).toMatchObject({ status: "partial", stored: 2, fetched: 2, requests: 7 });
      // Nothing is complete by that.
      expect(await store.streamState(CONNECTION, STREAM)).toMatchObject({ watermark: null, stored: 2 });
      expect((await store.streamState(CONNECTION, STREAM)).cursor).not.toBeNull();
    });

    test("belong to one read: what any of them lists is listed when it goes on behind them", async () => {
      const first = await held(store);
      for (const page of readInPages(6, 3)) await store.commitPage(first, STREAM, page, 1, 1);
      await store.forgetPlace(first, "all", "everything", 2);
      await store.planShards(first, STREAM, [ONE, TWO], 3);
      await store.commitShardPage(await leaseOf(ONE), at(ONE), pageOfItems([[0, 4]], { done: true, cursor: 1 }), 1, 4);
      // Whoever plans anew finds what is there, and may add to it.
      const three: Shard = { id: "NEW", parts: ["NEW"], items: null };
      const again = await held(other);
      await other.planShards(again, STREAM, [ONE, TWO, three], 5);
      expect(await places()).toEqual([
        ["ONE", 1, true],
        ["TWO+1", null, false],
        ["NEW", null, false],
      ]);
      await other.commitShardPage(await leaseOf(TWO, other), at(TWO), pageOfItems([[1, 4]], { done: true, cursor: 2 }), 1, 6);
      await other.commitShardPage(await leaseOf(three, other), at(three), pageOf({}, { done: true, cursor: 3 }), 1, 6);
      await other.joinShards(again, STREAM, { from: 1 }, 7);
      expect(await places()).toEqual([]);
      expect(await store.streamState(CONNECTION, STREAM)).toMatchObject({ cursor: { from: 1 }, watermark: null });
      await other.beginRead(again, STREAM, 8);
      await other.commitPage(again, STREAM, pageOfItems([[2, 4]], { done: true, watermark: 50, vendorTotal: 6 }), 1, 9);
      const listed = (await store.storedItems(CONNECTION)).filter((item) => item.listed).map(({ id }) => id);
      expect(listed).toEqual([0, 1, 2].map(itemId));
      expect(await report()).toMatchObject({ status: "complete", stored: 6 });
      expect(await store.streamState(CONNECTION, STREAM)).toMatchObject({ cursor: null, watermark: 50 });
    });

    test("let nobody write to what has ended, was forgotten or was taken over, and nothing changes", async () => {
      const lease = await held(store);
      await store.planShards(lease, STREAM, [ONE, TWO], 1);
      const [one, two] = [await leaseOf(ONE), await leaseOf(TWO)];
      await store.commitShardPage(one, at(ONE), pageOfItems([[1, 1]], { done: true, cursor: 1 }), 1, 2);
      const taken = await leaseOf(TWO, other);
      const before = await contents(store, CONNECTION);
      const late = pageOfItems([[5, 5]], { cursor: { late: true } });
      expect(await codeOf(store.commitShardPage(one, at(ONE), late, 1, 3))).toBe("superseded");
      expect(await codeOf(store.commitShardPage(two, at(TWO), late, 1, 3))).toBe("superseded");
      expect(await codeOf(store.failShard(two, at(TWO), LOST, 3))).toBe("superseded");
      await store.forgetPlace(lease, [STREAM], "everything", 4);
      expect(await codeOf(other.commitShardPage(taken, at(TWO), late, 1, 5))).toBe("superseded");
      // Nor is a shard of that name in the next read theirs.
      await store.planShards(lease, STREAM, [ONE, TWO], 6);
      expect(await codeOf(other.commitShardPage(taken, at(TWO), late, 1, 7))).toBe("superseded");
      expect(await codeOf(store.commitShardPage(one, at(ONE), late, 1, 7))).toBe("superseded");
      expect(await contents(store, CONNECTION)).toEqual(before);
      expect(await codeOf(store.commitShardPage(await leaseOf(ONE), at(ONE), late, 1, 8))).toBe("done");
    });

    test("are forgotten when the configuration of their connection changes", async () => {
      const connection = {
        id: CONNECTION,
        kind: "jira",
        config: { projects: ["A"] },
        tokenEnv: "T",
        keepTitles: true,
        addedAt: 1,
      };
      await store.saveConnection(connection);
      await store.planShards(await held(store), STREAM, [ONE, TWO], 1);
      const writer = await leaseOf(ONE);
      await store.saveConnection({ ...connection, config: { projects: ["B"] } });
      expect(await places()).toEqual([]);
      expect(await codeOf(store.commitShardPage(writer, at(ONE), pageOfItems([[1, 1]]), 1, 2))).toBe("superseded");
      expect(await store.streamState(CONNECTION, STREAM)).toMatchObject({ cursor: null, stored: 0 });
    });

    test("that fail say why until they go on; a place that has expired is forgotten", async () => {
      await store.planShards(await held(store), STREAM, [ONE, TWO], 1);
      const one = await leaseOf(ONE);
      const problem = async () => (await store.shards(CONNECTION, STREAM))[0]!.problem;
      await store.commitShardPage(one, at(ONE), pageOfItems([[1, 1]], { cursor: { page: 2 } }), 1, 2);
      await store.failShard(one, at(ONE), LOST, 3);
      expect([await problem(), (await places())[0]![1]]).toEqual([LOST, { page: 2 }]);
      await store.commitShardPage(one, at(ONE), pageOfItems([[2, 1]], { cursor: { page: 3 } }), 1, 4);
      expect(await problem()).toBeNull();
      await store.failShard(one, at(ONE), { ...LOST, code: "cursor-expired" }, 5);
      expect((await places())[0]).toEqual(["ONE", null, false]);
    });

    test("written at the same time, in any order of their pages, store what one read in one piece stores", async () => {
      const split = fc.record({
        items: fc.integer({ min: 2, max: 24 }),
        shardOf: fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }),
        size: fc.integer({ min: 1, max: 6 }),
      });
      await fc.assert(
        fc.asyncProperty(split, async ({ items, shardOf, size }) => {
          const [shared, single] = [await create(), await create()];
          const writers = [await shared.open(), await shared.open(), await shared.open()];
          const alone = await single.open();
          try {
            const shards = [0, 1, 2].map((n): Shard => ({ id: `S${n}`, parts: [`S${n}`], items: null }));
            const lease = await held(writers[0]!);
            await writers[0]!.planShards(lease, STREAM, shards, 1);
            const numbers = Array.from({ length: items }, (_, n) => n);
            await Promise.all(
              shards.map(async (shard, s) => {
                const writer = writers[s]!;
                const own = numbers.filter((n) => shardOf[n] === s);
                const mine = await leaseOf(shard, writer);
                for (let from = 0; from < own.length; from += size) {
                  const some = own.slice(from, from + size).map((n) => [n, 3] as const);
                  const page = pageOfItems(some, { cursor: from });
                  // The same accounts in another order each: rows that are written crosswise must not make writers wait for each other for ever.
                  const batch = { ...page.batch, actors: s === 1 ? PEOPLE.toReversed() : PEOPLE };
                  await writer.commitShardPage(mine, at(shard), { ...page, batch, bodies: [] }, 1, 2);
                }
                await writer.commitShardPage(mine, at(shard), { ...pageOf({}, { done: true }), bodies: [] }, 0, 3);
              }),
            );
            await writers[0]!.joinShards(lease, STREAM, { joined: true }, 4);
            const last = { ...pageOf({}, { done: true, watermark: 9 }), bodies: [] };
            await writers[0]!.commitPage(lease, STREAM, last, 0, 5);
            const whole = await held(alone);
            for (const page of readInPages(items, 5))
              await alone.commitPage(
                whole,
                STREAM,
                { ...page, bodies: [], batch: { ...page.batch, actors: PEOPLE, drift: [] } },
                1,
                2,
              );
            expect(await contents(writers[0]!, CONNECTION)).toEqual(await contents(alone, CONNECTION));
            expect((await writers[1]!.streamReports())[0]).toMatchObject({ status: "complete", stored: items });
          } finally {
            for (const each of [...writers, alone]) await each.close();
            await shared.dispose();
            await single.dispose();
          }
        }),
        { numRuns: 12 },
      );
    });
  });
}
