import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Page } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { Result } from "../../src/model/result.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { WORKSPACE_SCOPE, type StoredConnection, type WorkspaceStore } from "../../src/store/store.ts";
import { openEach, type UnderTest } from "../support/open-each.ts";
import { contentHash, contents, spellOut } from "./contents.ts";
import {
  CONNECTION,
  eventRecord,
  itemId,
  itemRecord,
  pageOf,
  pageOfItems,
  readInPages,
  recorded,
  rolledBack,
  STREAM,
} from "./tracker.ts";
import { held } from "./held.ts";

/** One empty workspace of an engine under test. */
export interface StoreUnderTest extends UnderTest<WorkspaceStore> {
  readonly workspace: string;
}

const SOME_PROBLEM: Problem = {
  code: "connection-lost",
  connection: CONNECTION,
  stream: STREAM,
  page: 2,
  what: "The connection to acme.example was lost.",
  todo: "Run the same command again.",
};
const CONFIGURED: StoredConnection = {
  id: CONNECTION,
  kind: "jira",
  config: { url: "https://acme.example", projects: ["ACME"] },
  tokenEnv: "JIRA_TOKEN",
  keepTitles: true,
  addedAt: 1,
};
const FOREVER = Number.MAX_SAFE_INTEGER;

/** What every `WorkspaceStore` must do, whatever engine is behind it. */
export function storeConformance(engine: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${engine} store`, () => {
    let subject: StoreUnderTest;
    let store: WorkspaceStore;
    openEach(create, (opened) => ({ subject, store } = opened));

    const commit = async (page: Page, at = 10) => store.commitPage(await held(store), STREAM, page, 1, at);
    const commitAll = async (pages: readonly Page[], into = store) => {
      for (const page of pages) await into.commitPage(await held(into), STREAM, page, 2, 10);
    };
    const eventsOf = async (id: string, asOf = FOREVER) =>
      spellOut(await store.load(asOf)).items.find((item) => item.id === id)?.events ?? [];
    const report = async () => (await store.streamReports())[0]!;
    const fresh = async (use: (other: WorkspaceStore) => Promise<void>) => {
      const other = await create();
      const opened = await other.open();
      try {
        await use(opened);
      } finally {
        await opened.close();
        await other.dispose();
      }
    };

    describe("a new workspace", () => {
      test("is empty and says so", async () => {
        expect(store.workspace).toBe(subject.workspace);
        expect(await store.connections()).toEqual([]);
        expect(await store.streamReports()).toEqual([]);
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: null, watermark: null, stored: 0 });
        expect(await store.lastSyncedAt(CONNECTION)).toBeNull();
        expect(await store.liveItems(CONNECTION)).toEqual([]);
        expect(await store.lastResult()).toBeNull();
        expect((await store.load(FOREVER)).items.count).toBe(0);
        // SHA-256 of nothing, FIPS 180-4 test vector.
        expect(await store.pages()).toEqual({
          hash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          count: 0,
        });
      });
    });

    describe("pseudonyms", () => {
      test("are 16 characters, the same after opening again, and differ by account and connection", async () => {
        const pseudonym = store.pseudonym(CONNECTION, "5b10a2844c20165700ede21g");
        expect(pseudonym).toMatch(/^[A-Za-z0-9_-]{16}$/);
        const again = await subject.open();
        expect(again.pseudonym(CONNECTION, "5b10a2844c20165700ede21g")).toBe(pseudonym);
        await again.close();
        expect(store.pseudonym(CONNECTION, "5b10a2844c20165700ede21h")).not.toBe(pseudonym);
        expect(store.pseudonym("linear", "5b10a2844c20165700ede21g")).not.toBe(pseudonym);
        // The border between connection and account id counts.
        expect(store.pseudonym("a", "bc")).not.toBe(store.pseudonym("ab", "c"));
      });

      test("mean nothing in another workspace", async () => {
        await fresh(async (other) => expect(other.pseudonym(CONNECTION, "x")).not.toBe(store.pseudonym(CONNECTION, "x")));
      });
    });

    describe("connections", () => {
      test("come back as saved and are replaced by id", async () => {
        await store.saveConnection(CONFIGURED);
        await store.saveConnection({ ...CONFIGURED, id: "another", tokenEnv: "OTHER" });
        await store.saveConnection({ ...CONFIGURED, tokenEnv: "NEW_TOKEN" });
        expect(await store.connections()).toEqual([
          { ...CONFIGURED, id: "another", tokenEnv: "OTHER" },
          { ...CONFIGURED, tokenEnv: "NEW_TOKEN" },
        ]);
      });

      test("a changed configuration forgets where reads stood and keeps the history", async () => {
        await store.saveConnection(CONFIGURED);
        await commitAll(readInPages(6, 3));
        await store.saveConnection({ ...CONFIGURED, config: { url: "https://acme.example", projects: ["ACME", "OPS"] } });
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: null, watermark: null, stored: 6 });
        expect((await report()).status).toBe("stale");
      });

      test("the same configuration with another token keeps cursor and watermark", async () => {
        await store.saveConnection(CONFIGURED);
        await commitAll(readInPages(6, 3));
        const before = await store.streamState(CONNECTION, STREAM);
        await store.saveConnection({
          ...CONFIGURED,
          config: { projects: ["ACME"], url: "https://acme.example" },
          tokenEnv: "NEW",
        });
        expect(await store.streamState(CONNECTION, STREAM)).toEqual(before);
        expect(before.watermark).not.toBeNull();
      });
    });

    describe("a page", () => {
      test("comes back whole: items, events, actors and definitions", async () => {
        const moved = eventRecord(itemId(1), "h9:0", itemRecord(1, 1).createdAt + 5 * DAY_MS, {
          kind: "other",
          actor: "actor-1",
          from: "a",
          to: "b",
          detail: "Rank",
          viaAutomation: true,
        });
        const page = pageOfItems([[1, 1]]);
        await commit({
          ...page,
          batch: {
            ...page.batch,
            events: [...page.batch.events, moved],
            actors: [{ id: "actor-1", kind: "automation-rule", kindBasis: "declared", active: null }],
            statuses: [
              {
                id: "jira/active",
                name: "In Progress",
                category: "active",
                categoryRaw: "indeterminate",
                categoryBasis: "by category",
              },
            ],
            teams: [{ id: "jira/team", name: "Team", basis: "jira project ACME" }],
            projects: [{ key: "ACME", name: "Acme", team: "jira/team" }],
            sprints: [{ id: "jira/s1", name: "Sprint 1", startAt: 1, endAt: 2, completedAt: null }],
            boards: [
              {
                id: "jira/b1",
                name: "Board",
                kind: "kanban",
                projectKeys: ["ACME"],
                columns: [{ name: "Doing", statuses: ["jira/active"], wipLimit: 3 }],
              },
            ],
            workflows: [
              {
                id: "jira/w1",
                name: "Flow",
                statuses: ["jira/active"],
                transitions: [{ from: null, to: "jira/active", hasRule: true }],
                projectKeys: [],
                typesRaw: ["Bug"],
              },
            ],
          },
        });
        const { log } = await contents(store, CONNECTION);
        const record = itemRecord(1, 1);
        expect(log.items).toHaveLength(1);
        expect(log.items[0]).toMatchObject({
          id: record.id,
          key: record.key,
          title: record.title,
          createdAt: record.createdAt,
          typeRaw: "Bug",
          project: "ACME",
          creator: "actor-1",
          description: record.description,
          structuredIntake: 0,
          historyComplete: 1,
          deletedAt: null,
        });
        expect(log.items[0]!.events.at(-1)).toEqual({
          at: moved.at,
          kind: "other",
          origin: "history",
          actor: "actor-1",
          from: "a",
          to: "b",
          detail: "Rank",
          viaAutomation: true,
        });
        expect(log.items[0]!.events.map((event) => event.kind)).toEqual(["created", "label", "label", "status", "other"]);
        expect(log.actors).toContainEqual(expect.objectContaining({ id: "actor-1", basis: "declared", active: -1 }));
        expect(log.statuses).toContainEqual({ id: "jira/active", name: "In Progress", category: "active" });
        expect(log.teams).toEqual([{ id: "jira/team", name: "Team" }]);
        expect(log.sprints).toEqual([{ id: "jira/s1", name: "Sprint 1", startAt: 1, endAt: 2, completedAt: null }]);
        expect(log.boards[0]!.columns[0]!.wipLimit).toBe(3);
        expect(log.workflows[0]!.transitions).toEqual([{ from: null, to: "jira/active", hasRule: true }]);
      });

      test("is there for another reader as soon as it is stored", async () => {
        const reader = await subject.open();
        await commit(pageOfItems([[1, 2]]));
        expect(await reader.liveItems(CONNECTION)).toEqual([itemId(1)]);
        await reader.close();
      });

      test("with something that cannot be stored changes nothing at all", async () => {
        await commitAll(readInPages(4, 2));
        const before = await contentHash(store, CONNECTION);
        const page = pageOfItems([[7, 1]]);
        const broken = { ...[...page.batch.events][0]!, key: "h1:0", at: Number.NaN };
        await expect(commit({ ...page, batch: { ...page.batch, events: [...page.batch.events, broken] } })).rejects.toThrow(
          /instant/,
        );
        expect(await contentHash(store, CONNECTION)).toBe(before);
        // Nothing that was prepared for the broken page may be left in memory either.
        await commit(pageOfItems([[7, 1]]));
        expect(await eventsOf(itemId(7))).toHaveLength(2 + rolledBack(7, 1).length);
        const labels = (await eventsOf(itemId(7))).filter((event) => event.kind === "label");
        expect(labels.map((event) => event.to)).toEqual(rolledBack(7, 1).map((event) => event.to));
      });

      test("of another connection is kept apart", async () => {
        await commit(pageOfItems([[1, 1]]));
        await store.commitPage(
          await held(store, "second"),
          STREAM,
          pageOf({ items: [{ ...itemRecord(2, 1), id: "second/2" }] }),
          1,
          10,
        );
        expect(await store.liveItems(CONNECTION)).toEqual([itemId(1)]);
        expect(await store.liveItems("second")).toEqual(["second/2"]);
        expect((await store.streamReports()).map(({ connection, stored }) => [connection, stored])).toEqual([
          [CONNECTION, 1],
          ["second", 1],
        ]);
      });
    });

    describe("reading again", () => {
      test("changes nothing and counts nothing twice", async () => {
        await commitAll(readInPages(10, 3));
        const before = await contents(store, CONNECTION);
        await commitAll(readInPages(10, 3));
        expect(await contents(store, CONNECTION)).toEqual(before);
        expect(before.drift).toEqual([
          { connection: CONNECTION, path: "changelog.field", value: "field-0", count: 2 },
          { connection: CONNECTION, path: "changelog.field", value: "field-1", count: 1 },
          { connection: CONNECTION, path: "changelog.field", value: "field-2", count: 1 },
        ]);
      });

      test("never changes an event that the tool recorded", async () => {
        await commit(pageOfItems([[1, 2]]));
        const before = await eventsOf(itemId(1));
        await commit(
          pageOf({
            events: recorded(1, 2).map(({ item, key, at, kind }) =>
              eventRecord(item, key, at + 1, { kind, actor: "somebody-else" }),
            ),
          }),
        );
        expect(await eventsOf(itemId(1))).toEqual(before);
      });

      test("an older record never replaces a newer one", async () => {
        await commit(pageOfItems([[1, 4]]));
        await commit(pageOfItems([[1, 2]]));
        const [item] = (await contents(store, CONNECTION)).log.items;
        expect(item!.title).toBe(itemRecord(1, 4).title);
        expect(item!.events.filter((event) => event.kind === "label").map((event) => event.to)).toEqual(
          rolledBack(1, 4).map((event) => event.to),
        );
      });

      test("what was rolled back follows the newest read as a set", async () => {
        // Version 1 of item 1 concludes two labels, version 2 none.
        expect([rolledBack(1, 1).length, rolledBack(1, 2).length]).toEqual([2, 0]);
        await commit(pageOfItems([[1, 1]]));
        await commit(pageOfItems([[1, 2]]));
        expect((await eventsOf(itemId(1))).filter((event) => event.kind === "label")).toEqual([]);
      });

      test("comments on their own leave the rolled-back values alone", async () => {
        await commit(pageOfItems([[1, 1]]));
        await commit(
          pageOf({ events: [eventRecord(itemId(1), "c5", itemRecord(1, 1).createdAt + DAY_MS, { kind: "comment" })] }),
        );
        const kinds = (await eventsOf(itemId(1))).map((event) => event.kind);
        expect(kinds.filter((kind) => kind === "label")).toHaveLength(2);
        expect(kinds).toContain("comment");
      });

      test("an event may come before its item", async () => {
        await commit(pageOf({ events: recorded(3, 2) }));
        expect(await store.liveItems(CONNECTION)).toEqual([]);
        expect((await store.load(FOREVER)).items.count).toBe(0);
        await commit(pageOf({ items: [itemRecord(3, 2)] }));
        expect(await eventsOf(itemId(3))).toHaveLength(3);
        expect(await store.liveItems(CONNECTION)).toEqual([itemId(3)]);
      });

      test("any order and any repetition of pages ends at the newest read of each item and all of the history", async () => {
        const slice = fc.uniqueArray(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 0, max: 4 })), {
          minLength: 1,
          maxLength: 4,
          selector: ([n]) => n,
        });
        await fc.assert(
          fc.asyncProperty(
            fc
              .array(slice, { minLength: 1, maxLength: 6 })
              .chain((slices) =>
                fc.tuple(fc.constant(slices), fc.shuffledSubarray([...slices, ...slices], { minLength: slices.length })),
              ),
            async ([slices, repeated]) => {
              const newest = new Map<number, number>();
              for (const [n, version] of slices.flat()) newest.set(n, Math.max(version, newest.get(n) ?? 0));
              await fresh(async (once) => {
                await commitAll(
                  slices.map((versions) => pageOfItems(versions)),
                  once,
                );
                const expected = await contents(once, CONNECTION);
                for (const item of expected.log.items) {
                  const n = Number(item.key.slice("ACME-".length));
                  const version = newest.get(n)!;
                  expect(item.title).toBe(itemRecord(n, version).title);
                  expect(item.events.filter((event) => event.kind === "label").map((event) => event.to)).toEqual(
                    rolledBack(n, version).map((event) => event.to),
                  );
                  const changes = item.events.filter((event) => event.origin === "history" && event.kind === "status");
                  expect(changes).toHaveLength(version);
                }
                expect(expected.live).toHaveLength(newest.size);
                await fresh(async (shuffled) => {
                  await commitAll(
                    repeated.map((versions) => pageOfItems(versions)),
                    shuffled,
                  );
                  // What was not picked comes last, so that both have read the same.
                  await commitAll(
                    slices.map((versions) => pageOfItems(versions)),
                    shuffled,
                  );
                  expect(await contentHash(shuffled, CONNECTION)).toBe(await contentHash(once, CONNECTION));
                });
              });
            },
          ),
          { numRuns: 25 },
        );
      });
    });

    describe("items that are gone", () => {
      const gone = pageOf({}, { gone: [{ item: itemId(1), basis: "deleted" }] });

      test("are no longer live and keep their history", async () => {
        await commitAll(readInPages(3, 3));
        await commit(gone, 500 * DAY_MS);
        expect(await store.liveItems(CONNECTION)).toEqual([itemId(0), itemId(2)]);
        expect((await store.streamState(CONNECTION, STREAM)).stored).toBe(2);
        const item = (await contents(store, CONNECTION)).log.items.find(({ id }) => id === itemId(1))!;
        expect(item.deletedAt).toBe(500 * DAY_MS);
        expect(item.events.length).toBeGreaterThan(3);
      });

      test("keep the instant at which that was first seen", async () => {
        await commitAll(readInPages(3, 3));
        await commit(gone, 100);
        await commit(gone, 200);
        expect((await contents(store, CONNECTION)).log.items[1]!.deletedAt).toBe(100);
      });

      test("are live again when they are listed again, even unchanged", async () => {
        await commitAll(readInPages(3, 3));
        await commit(gone);
        await commitAll(readInPages(3, 3, 2));
        expect(await store.liveItems(CONNECTION)).toEqual([itemId(0), itemId(1), itemId(2)]);
        expect((await contents(store, CONNECTION)).log.items[1]!.deletedAt).toBeNull();
      });

      test("that were never seen are no items", async () => {
        await commit(gone);
        expect((await store.load(FOREVER)).items.count).toBe(0);
      });
    });

    describe("streams", () => {
      test("go on from the cursor of the last stored page and end with the watermark", async () => {
        const pages = readInPages(9, 3);
        await store.beginRead(await held(store), STREAM, 1);
        await commit(pages[0]!);
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: { page: 1 }, watermark: null, stored: 3 });
        await store.beginRead(await held(store), STREAM, 2);
        expect((await store.streamState(CONNECTION, STREAM)).cursor).toEqual({ page: 1 });
        await commit(pages[1]!, 20);
        await commit(pages[2]!, 30);
        expect(await store.streamState(CONNECTION, STREAM)).toEqual({ cursor: null, watermark: pages[2]!.watermark, stored: 9 });
        expect(await store.lastSyncedAt(CONNECTION)).toBe(30);
        expect(await report()).toEqual({
          connection: CONNECTION,
          stream: STREAM,
          status: "complete",
          fetched: 6,
          stored: 9,
          vendorTotal: 9,
          coverage: 1,
          coverageNote: null,
          requests: 2,
          problem: null,
        });
      });

      test("nothing is hidden while a later read is incomplete", async () => {
        await commitAll(readInPages(9, 3));
        const before = await contents(store, CONNECTION);
        await store.beginRead(await held(store), STREAM, 50);
        expect((await report()).status).toBe("stale");
        await commit(readInPages(9, 3)[0]!, 50);
        await store.failStream(await held(store), STREAM, "failed", SOME_PROBLEM, 60);
        expect(await contents(store, CONNECTION)).toEqual(before);
        expect(await report()).toMatchObject({ status: "stale", fetched: 3, stored: 9, problem: SOME_PROBLEM });
        expect(await store.lastSyncedAt(CONNECTION)).toBe(10);
      });

      test("a first read that failed is failed, one that kept something is partial, and both go on", async () => {
        await store.beginRead(await held(store), STREAM, 1);
        expect((await report()).status).toBe("never");
        await store.failStream(await held(store), STREAM, "failed", SOME_PROBLEM, 2);
        expect(await report()).toMatchObject({ status: "failed", problem: SOME_PROBLEM });
        const pages = readInPages(6, 3);
        await store.beginRead(await held(store), STREAM, 3);
        await commit(pages[0]!);
        expect((await report()).status).toBe("partial");
        await store.failStream(await held(store), STREAM, "partial", SOME_PROBLEM, 4);
        expect(await report()).toMatchObject({ status: "partial", stored: 3, problem: SOME_PROBLEM });
        expect((await store.streamState(CONNECTION, STREAM)).cursor).toEqual({ page: 1 });
        await store.beginRead(await held(store), STREAM, 5);
        await commit(pages[1]!);
        expect(await report()).toMatchObject({ status: "complete", stored: 6, problem: null });
      });

      test("a page that left something out makes the read partial to its end, across interruptions, and not the next one", async () => {
        const pages = readInPages(6, 3);
        await store.beginRead(await held(store), STREAM, 1);
        await commit({ ...pages[0]!, problem: { ...SOME_PROBLEM, code: "history-incomplete" } });
        await store.beginRead(await held(store), STREAM, 2);
        await commit(pages[1]!);
        expect(await report()).toMatchObject({ status: "partial", problem: { code: "history-incomplete" } });
        expect(await store.lastSyncedAt(CONNECTION)).toBeNull();
        await store.beginRead(await held(store), STREAM, 3);
        await commitAll(pages);
        expect(await report()).toMatchObject({ status: "complete", problem: null });
      });

      test("other streams report the records of their last whole read", async () => {
        const boards = async (fetched: number, done: boolean) =>
          store.commitPage(await held(store), "boards", pageOf({}, { fetched, done }), 1, 10);
        await store.beginRead(await held(store), "boards", 1);
        await boards(4, false);
        await boards(3, true);
        expect(await report()).toMatchObject({ status: "complete", fetched: 7, stored: 7 });
        await store.beginRead(await held(store), "boards", 2);
        await boards(1, false);
        expect(await report()).toMatchObject({ status: "stale", fetched: 1, stored: 7 });
      });

      test("a stream that failed before it was begun is reported", async () => {
        await store.failStream(await held(store), "boards", "failed", SOME_PROBLEM, 1);
        expect(await report()).toMatchObject({ stream: "boards", status: "failed", fetched: 0, problem: SOME_PROBLEM });
      });
    });

    describe("the log", () => {
      test("ends before as-of", async () => {
        await commit(
          pageOfItems([
            [1, 3],
            [40, 1],
          ]),
        );
        const third = recorded(1, 3)[3]!;
        const log = await store.load(third.at);
        expect(log.items.id).toEqual([itemId(1)]);
        expect((await eventsOf(itemId(1), third.at)).filter((event) => event.kind === "status")).toHaveLength(2);
        expect((await eventsOf(itemId(1), third.at + 1)).filter((event) => event.kind === "status")).toHaveLength(3);
      });

      test("finds linked items by key, and keeps what is outside by name", async () => {
        const link = (key: string, to: string) =>
          eventRecord(itemId(1), key, itemRecord(1, 1).createdAt + 2 * DAY_MS, { kind: "link", to, detail: "is-blocked-by" });
        await commit(
          pageOfItems([
            [1, 1],
            [2, 1],
          ]),
        );
        await commit(pageOf({ events: [link("h7:0", `${CONNECTION}/key:ACME-2`), link("h7:1", `${CONNECTION}/key:OPS-9`)] }));
        const links = (await eventsOf(itemId(1))).filter((event) => event.kind === "link");
        expect(links.map((event) => event.to)).toEqual([itemId(2), `${CONNECTION}/key:OPS-9`]);
      });

      test("keeps the tool's order at one instant", async () => {
        const at = itemRecord(1, 1).createdAt + 9 * DAY_MS;
        const keys = ["h5000:0", "h4999:10", "h4999:2"];
        await commit(pageOfItems([[1, 1]]));
        await commit(pageOf({ events: keys.map((key) => eventRecord(itemId(1), key, at, { to: key })) }));
        const order = (await eventsOf(itemId(1))).filter((event) => event.at === at).map((event) => event.to);
        expect(order).toEqual(["h4999:2", "h4999:10", "h5000:0"]);
      });
    });

    describe("what is said of a whole connection", () => {
      const LESS = { comments: { level: "none", sentence: "The file has no comments." } } as const;

      test("a narrowing is stored with its page, replaced by the next one, and forgotten with the configuration", async () => {
        await store.saveConnection(CONFIGURED);
        const narrowing = async () => (await store.connections())[0]!.narrowing ?? {};
        expect(await narrowing()).toEqual({});
        await commit({ ...pageOfItems([[1, 1]]), narrowing: LESS });
        expect(await narrowing()).toEqual(LESS);
        await commit(pageOfItems([[2, 1]]));
        await store.saveConnection(CONFIGURED);
        expect(await narrowing()).toEqual(LESS);
        await commit({ ...pageOfItems([[2, 1]]), narrowing: {} });
        expect(await narrowing()).toEqual({});
        await commit({ ...pageOfItems([[2, 1]]), narrowing: LESS });
        await store.saveConnection({ ...CONFIGURED, config: {} });
        expect(await narrowing()).toEqual({});
      });

      test("a fingerprint is handed back once the read has ended, and forgotten with the configuration", async () => {
        await store.saveConnection(CONFIGURED);
        const fingerprint = async () => (await store.streamState(CONNECTION, STREAM)).fingerprint ?? null;
        await commit({ ...pageOfItems([[1, 1]]), fingerprint: "early" });
        expect(await fingerprint()).toBeNull();
        await commit({ ...pageOfItems([[1, 1]]), done: true, fingerprint: "a" });
        expect(await fingerprint()).toBe("a");
        await store.saveConnection({ ...CONFIGURED, config: {} });
        expect(await fingerprint()).toBeNull();
      });

      test("a page that replaces its items leaves nothing of what was there, newer or not, and nothing else alone", async () => {
        await commit(
          pageOfItems([
            [1, 4],
            [2, 4],
          ]),
        );
        const other = await eventsOf(itemId(2));
        const page = pageOfItems([[1, 1]]);
        await commit({ ...page, replacesItems: true });
        expect((await eventsOf(itemId(1))).length).toBe(page.batch.events.length);
        expect(await eventsOf(itemId(2))).toEqual(other);
      });
    });

    test("the hash of the pages depends on which were read, not on their order", async () => {
      const pages = readInPages(6, 2);
      await commitAll(pages);
      const hash = await store.pages();
      expect(hash.count).toBe(3);
      await fresh(async (other) => {
        await commitAll(pages.toReversed(), other);
        expect(await other.pages()).toEqual(hash);
      });
      await commit(pageOfItems([[1, 5]]));
      expect((await store.pages()).hash).not.toBe(hash.hash);
    });

    test("the last result is the one saved last", async () => {
      const result = (workspace: string) => ({ schemaVersion: 1, workspace }) as Result;
      await store.saveResult(await held(store, WORKSPACE_SCOPE), result("first"), 100);
      await store.saveResult(await held(store, WORKSPACE_SCOPE), result("second"), 100);
      expect(await store.lastResult()).toEqual(result("second"));
    });

    test("of results older than the newest twenty the last of each day stays", async () => {
      const lease = await held(store, WORKSPACE_SCOPE);
      const save = (day: number, name: string) =>
        store.saveResult(lease, { schemaVersion: 1, workspace: name } as Result, day * DAY_MS + 5);
      for (const name of ["a", "b"]) await save(1, name);
      for (const name of ["c", "d", "e"]) await save(2, name);
      for (let at = 0; at < 20; at++) await save(3, `new ${at}`);
      const kept: string[] = [];
      for (let back = 0; ; back++) {
        const found = await store.keptResult(back);
        if (found === null) break;
        kept.push(found.result.workspace);
      }
      expect(kept).toEqual([...Array.from({ length: 20 }, (_, at) => `new ${19 - at}`), "e", "b"]);
    });

    test("calls that run at the same time do not mix", async () => {
      const pages = readInPages(12, 2);
      const lease = await held(store);
      await Promise.all([
        ...pages.map((page) => store.commitPage(lease, STREAM, page, 1, 10)),
        store.saveConnection(CONFIGURED),
        store.load(FOREVER),
        store.failStream(lease, "boards", "failed", SOME_PROBLEM, 1),
        // Comes last: it ends the lease.
        store.saveConnection({ ...CONFIGURED, config: {} }),
      ]);
      expect(await store.liveItems(CONNECTION)).toHaveLength(12);
    });
  });
}
