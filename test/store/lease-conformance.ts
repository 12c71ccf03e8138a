import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { Result } from "../../src/model/result.ts";
import { LEASE_MS, WORKSPACE_SCOPE, type Lease, type WorkspaceStore } from "../../src/store/store.ts";
import { codeOf } from "../support/code-of.ts";
import { openEach } from "../support/open-each.ts";
import type { StoreUnderTest } from "./conformance.ts";
import { contentHash } from "./contents.ts";
import { held } from "./held.ts";
import { CONNECTION, itemId, itemRecord, pageOf, pageOfItems, readInPages, STREAM } from "./tracker.ts";

/** What every `WorkspaceStore` must do about who may write and about reads that begin anew. */
export function leaseConformance(engine: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${engine} store`, () => {
    let store: WorkspaceStore;
    openEach(create, (opened) => ({ store } = opened));

    const take = (owner: string, now: number, takeOver = false) => store.takeLease({ scope: CONNECTION, owner, now, takeOver });
    const state = async () => ({
      hash: await contentHash(store, CONNECTION),
      streams: await store.streamReports(),
      place: await store.streamState(CONNECTION, STREAM),
    });

    describe("leases", () => {
      test("are held by one until released, expired or taken over; each taking has the next number", async () => {
        const first = await take("a", 0);
        expect(await codeOf(take("b", LEASE_MS - 1))).toBe("usage");
        const second = await take("b", LEASE_MS);
        expect(second.token).toBe(first.token + 1);
        await store.releaseLease(second);
        const third = await take("c", LEASE_MS);
        expect(third.token).toBe(second.token + 1);
        expect((await take("d", LEASE_MS, true)).token).toBe(third.token + 1);
      });

      test("of one connection say nothing about another", async () => {
        await take("a", 0);
        expect(await codeOf(store.takeLease({ scope: "another", owner: "b", now: 0, takeOver: false }))).toBe("done");
      });

      test("are renewed by every write", async () => {
        const lease = await take("a", 0);
        await store.beginRead(lease, STREAM, LEASE_MS - 1);
        expect(await codeOf(take("b", LEASE_MS + 1))).toBe("usage");
        await store.commitPage(lease, STREAM, pageOfItems([[1, 1]]), 1, 2 * LEASE_MS);
        expect(await codeOf(take("b", 3 * LEASE_MS - 1))).toBe("usage");
        expect(await codeOf(take("b", 3 * LEASE_MS))).toBe("done");
      });

      test("that were taken over let nothing be written, of any kind, and nothing changes", async () => {
        const stale = await take("a", 0);
        await store.commitPage(stale, STREAM, readInPages(8, 4)[0]!, 1, 1);
        const fresh = await take("b", LEASE_MS + 1);
        await store.commitPage(fresh, STREAM, readInPages(8, 4)[1]!, 1, LEASE_MS + 1);
        const before = await state();
        const problem = {
          code: "timeout" as const,
          connection: CONNECTION,
          stream: STREAM,
          page: 1,
          what: "Late.",
          todo: "Wait.",
        };
        const late = LEASE_MS + 2;
        expect(await codeOf(store.commitPage(stale, STREAM, pageOfItems([[1, 4]]), 1, late))).toBe("superseded");
        expect(await codeOf(store.failStream(stale, STREAM, "failed", problem, late))).toBe("superseded");
        expect(await codeOf(store.beginRead(stale, STREAM, late))).toBe("superseded");
        expect(await codeOf(store.forgetPlace(stale, "all", "everything", late))).toBe("superseded");
        await store.releaseLease(stale);
        expect(await state()).toEqual(before);
        expect(await codeOf(store.commitPage(fresh, STREAM, pageOfItems([[1, 4]]), 1, late))).toBe("done");
      });

      test("that were released let nothing be written either", async () => {
        const lease = await take("a", 0);
        await store.releaseLease(lease);
        expect(await codeOf(store.beginRead(lease, STREAM, 1))).toBe("superseded");
      });

      test("end when the configuration of their connection changes", async () => {
        const connection = {
          id: CONNECTION,
          kind: "jira",
          config: { projects: ["ACME"] },
          tokenEnv: "T",
          keepTitles: true,
          addedAt: 1,
        };
        await store.saveConnection(connection);
        const lease = await take("a", 0);
        await store.saveConnection({ ...connection, tokenEnv: "OTHER" });
        expect(await codeOf(store.beginRead(lease, STREAM, 1))).toBe("done");
        await store.saveConnection({ ...connection, config: { projects: ["OPS"] } });
        expect(await codeOf(store.commitPage(lease, STREAM, readInPages(8, 4)[0]!, 1, 1))).toBe("superseded");
        expect(await store.streamState(CONNECTION, STREAM)).toMatchObject({ cursor: null, stored: 0 });
      });

      test("a result under an older lease never replaces a newer one", async () => {
        const result = (workspace: string) => ({ schemaVersion: 1, workspace }) as Result;
        const older = await held(store, WORKSPACE_SCOPE);
        const newer = await held(store, WORKSPACE_SCOPE);
        await store.saveResult(newer, result("newer"), 2);
        expect(await codeOf(store.saveResult(older, result("older"), 3))).toBe("superseded");
        expect(await store.lastResult()).toEqual(result("newer"));
      });

      test("any order of taking, pausing, writing and resuming: what is stored was written by holders in the order of their numbers", async () => {
        const step = fc.record({
          worker: fc.nat(2),
          what: fc.constantFrom("take", "take", "force", "write", "write", "write", "release"),
          // Clocks of workers differ by minutes.
          wait: fc.integer({ min: 0, max: LEASE_MS }),
        });
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { maxLength: 30 }),
            fc.tuple(fc.nat(LEASE_MS), fc.nat(LEASE_MS), fc.nat(LEASE_MS)),
            async (steps, skew) => {
              const other = await create();
              const opened = await other.open();
              try {
                const leases: (Lease | null)[] = [null, null, null];
                let newest = 0;
                let isFree = true;
                let now = 0;
                let written = 0;
                const found: unknown[] = [];
                const expected: unknown[] = [];
                for (const { worker, what, wait } of steps) {
                  now += wait;
                  const clock = now + skew[worker]!;
                  const mine = leases[worker];
                  if (what === "take" || what === "force") {
                    const asked = { scope: CONNECTION, owner: `worker ${worker}`, now: clock, takeOver: what === "force" };
                    const taken = await opened.takeLease(asked).catch(() => null);
                    found.push(["taken", taken !== null || what === "take"]);
                    expected.push(["taken", true]);
                    if (taken === null) continue;
                    found.push(["next", taken.token]);
                    expected.push(["next", newest + 1]);
                    newest = taken.token;
                    isFree = false;
                    leases[worker] = taken;
                  } else if (mine !== null && mine !== undefined) {
                    const holds = mine.token === newest && !isFree;
                    if (what === "release") {
                      await opened.releaseLease(mine);
                      if (holds) isFree = true;
                    } else {
                      const page = pageOfItems([[written, 1]], { cursor: { by: mine.token } });
                      const done = await codeOf(opened.commitPage(mine, STREAM, page, 1, clock));
                      found.push([mine.token, done]);
                      expected.push([mine.token, holds ? "done" : "superseded"]);
                      if (done === "done") written++;
                    }
                  }
                }
                expect(found).toEqual(expected);
                expect(await opened.liveItems(CONNECTION)).toHaveLength(written);
              } finally {
                await opened.close();
                await other.dispose();
              }
            },
          ),
          { numRuns: 25 },
        );
      });
    });

    describe("a read that begins anew", () => {
      const whole = async (lease: Lease, versions: readonly (readonly [number, number])[], done: boolean) =>
        store.commitPage(
          lease,
          STREAM,
          pageOfItems(versions, { cursor: { page: 1 }, done, watermark: done ? 5 : null, vendorTotal: 6 }),
          1,
          20,
        );

      test("hides and loses nothing before it is complete: the older read stands, with what is newer", async () => {
        let lease = await held(store);
        await store.beginRead(lease, STREAM, 1);
        for (const page of readInPages(6, 3)) await store.commitPage(lease, STREAM, page, 1, 10);
        const items = await store.liveItems(CONNECTION);
        await store.forgetPlace(lease, "all", "everything", 11);
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: null, watermark: null, stored: 6 });
        await store.beginRead(lease, STREAM, 12);
        await whole(lease, [[0, 4]], false);
        expect(await store.liveItems(CONNECTION)).toEqual(items);
        expect((await store.streamReports())[0]).toMatchObject({ status: "stale", stored: 6 });
        // Killed, and gone on: the same read.
        lease = await held(store);
        await store.beginRead(lease, STREAM, 13);
        expect((await store.storedItems(CONNECTION)).filter(({ listed }) => listed).map(({ id }) => id)).toEqual([itemId(0)]);
        await whole(
          lease,
          [
            [1, 3],
            [2, 3],
          ],
          true,
        );
        const found = await store.storedItems(CONNECTION);
        expect(found.filter(({ listed }) => !listed).map(({ id }) => id)).toEqual([3, 4, 5].map(itemId));
        expect(found[0]).toEqual({
          id: itemId(0),
          projectKey: "ACME",
          updatedAt: itemRecord(0, 4).updatedAt,
          listed: true,
        });
        // Nothing is gone because it was not listed: a connector must say so.
        expect(await store.liveItems(CONNECTION)).toEqual(items);
        expect((await store.streamReports())[0]).toMatchObject({ status: "complete", coverage: 1, coverageNote: null });
      });

      test("only the place may be forgotten, which keeps what was read before", async () => {
        const lease = await held(store);
        await store.beginRead(lease, STREAM, 1);
        for (const page of readInPages(6, 3)) await store.commitPage(lease, STREAM, page, 1, 10);
        await store.beginRead(lease, STREAM, 12);
        await whole(lease, [[0, 4]], false);
        const { watermark } = await store.streamState(CONNECTION, STREAM);
        await store.forgetPlace(lease, [STREAM], "cursors", 13);
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: null, watermark, stored: 6 });
        await store.forgetPlace(lease, ["another"], "everything", 13);
        expect((await store.streamState(CONNECTION, STREAM)).watermark).toBe(watermark);
      });

      test("drops boards that it did not list when it says that it listed all, and no sooner", async () => {
        const board = (id: string) => ({ id, name: id, kind: "kanban" as const, projectKeys: [], columns: [] });
        const lease = await held(store);
        const read = async (ids: readonly string[], page: Parameters<typeof pageOf>[1]) =>
          store.commitPage(lease, "boards", pageOf({ ...EMPTY_BATCH, boards: ids.map(board) }, page), 1, 10);
        const boards = async () => (await store.load(1_000)).boards.map(({ id }) => id).toSorted();
        await store.beginRead(lease, "boards", 1);
        await read(["b1", "b2", "b3"], { done: true, watermark: 1, whole: true });
        // Not asked this time.
        await store.beginRead(lease, "boards", 2);
        await read([], { done: true, watermark: 1 });
        expect(await boards()).toEqual(["b1", "b2", "b3"]);
        await store.beginRead(lease, "boards", 3);
        await read(["b1"], { cursor: { page: 1 } });
        expect(await boards()).toEqual(["b1", "b2", "b3"]);
        await store.beginRead(lease, "boards", 4);
        await read(["b3"], { done: true, watermark: 3, whole: true });
        expect(await boards()).toEqual(["b1", "b3"]);
        // Something was left out: what is missing may be that.
        await store.beginRead(lease, "boards", 5);
        const problem = {
          code: "unexpected-shape" as const,
          connection: CONNECTION,
          stream: "boards",
          page: 1,
          what: "Odd.",
          todo: "Report.",
        };
        await read(["b1"], { done: true, watermark: 3, whole: true, problem });
        expect(await boards()).toEqual(["b1", "b3"]);
      });
    });

    test("counts that do not fit are explained, of a complete read alone", async () => {
      const lease = await held(store);
      const count = async (vendorTotal: number, done: boolean) => {
        await store.beginRead(lease, STREAM, 1);
        await store.commitPage(
          lease,
          STREAM,
          pageOfItems([[1, 1]], { cursor: { page: 1 }, done, watermark: 1, vendorTotal }),
          1,
          2,
        );
        const [{ coverage, coverageNote } = { coverage: 0, coverageNote: "" }] = await store.streamReports();
        return [coverage, coverageNote];
      };
      expect(await count(4, false)).toEqual([0.25, null]);
      expect(await count(1, true)).toEqual([1, null]);
      expect(await count(4, true)).toEqual([0.25, expect.stringContaining("3 fewer stored than the tool counts (1 of 4)")]);
      expect(await count(0, true)).toEqual([null, expect.stringContaining("1 more stored than the tool counts (1 of 0)")]);
    });
  });
}
