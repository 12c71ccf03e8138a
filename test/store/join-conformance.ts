import { describe, expect, test } from "vitest";
import { orderedPair, type JoinDecision } from "../../src/model/join.ts";
import type { PullRequestRecord } from "../../src/model/pull-request.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { openEach } from "../support/open-each.ts";
import type { StoreUnderTest } from "./conformance.ts";
import { spellOut } from "./contents.ts";
import { held } from "./held.ts";
import { CONNECTION, itemRecord, pageOf, pageOfItems, STREAM } from "./tracker.ts";

const FOREVER = Number.MAX_SAFE_INTEGER;

/** What every `WorkspaceStore` must do with accounts, decisions about what is one, and pull requests. */
export function joinConformance(engine: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${engine} store: joins`, () => {
    let subject: StoreUnderTest;
    let store: WorkspaceStore;
    openEach(create, (opened) => ({ subject, store } = opened));

    const decision = (kind: JoinDecision["kind"], one: string, other: string, rest: Partial<JoinDecision> = {}): JoinDecision => {
      const [a, b] = orderedPair(one, other);
      return { kind, a, b, declared: true, refused: false, at: 3, ...rest };
    };
    const see = async (connection: string, id: string, identities: readonly string[], kind: "human" | "unknown" = "human") => {
      const page = pageOf({ actors: [{ id, kind, kindBasis: "told", active: true, identities }] });
      await store.commitPage(await held(store, connection), STREAM, page, 1, 10);
    };
    const actors = async () => spellOut(await store.load(FOREVER)).actors.map(({ id, kind, basis }) => ({ id, kind, basis }));

    test("the hash of a login is marked, that of an address is not", () => {
      expect(store.identity("login:github.com/Ada")).toMatch(/^~[A-Za-z0-9_-]{16}$/);
      expect(store.identity("login:github.com/ada ")).toBe(store.identity("login:github.com/Ada"));
      expect(store.identity("email:ada@acme.example")).toMatch(/^[A-Za-z0-9_-]{16}$/);
    });

    test("decisions come back as they were taken, the last one of a pair alone, and can be forgotten", async () => {
      const first = decision("person", "a", "b");
      const second = decision("team", "jira/x", "linear/y", { declared: false, refused: true });
      await store.decideJoin({ ...first, refused: true, at: 1 });
      await store.decideJoin(first);
      await store.decideJoin(second);
      expect(await store.joinDecisions()).toEqual([first, second]);
      const again = await subject.open();
      expect(await again.joinDecisions()).toEqual([first, second]);
      await again.close();
      await store.forgetJoinDecision("person", "a", "b");
      expect(await store.joinDecisions()).toEqual([second]);
    });

    test("accounts of two connections with one identifier are one actor of the log, until that is refused; what is stored stays", async () => {
      await see(CONNECTION, "a", ["mail"]);
      await see("linear", "b", ["mail"]);
      const stored = await store.accounts();
      expect(stored).toMatchObject([
        { id: "a", connection: CONNECTION, identities: ["mail"] },
        { id: "b", connection: "linear", identities: ["mail"] },
      ]);
      expect(await actors()).toHaveLength(1);
      expect((await store.load(FOREVER)).joins).toMatchObject([{ a: "a", b: "b", basis: "verified-identifier", since: 10 }]);
      await store.decideJoin(decision("person", "a", "b", { declared: false, refused: true }));
      expect(await actors()).toHaveLength(2);
      expect(await store.accounts()).toEqual(stored);
    });

    test("what a list of accounts knows of somebody is added to by who is met elsewhere, and replaced by the next list", async () => {
      const meet = async (identities: readonly string[], active: boolean | null) => {
        const page = pageOf({ actors: [{ id: "a", kind: "human", kindBasis: "told", active, identities }] });
        await store.commitPage(await held(store, CONNECTION), STREAM, page, 1, 10);
        return (await store.accounts()).map((account) => account.identities);
      };
      expect(await meet(["number"], null)).toEqual([["number"]]);
      expect(await meet(["number", "mail"], true)).toEqual([["number", "mail"]]);
      expect(await meet(["number", "login"], null)).toEqual([["login", "mail", "number"]]);
      expect(await meet([], null)).toEqual([["login", "mail", "number"]]);
      expect(await meet(["number", "new mail"], true)).toEqual([["number", "new mail"]]);
    });

    test("the order in which connections are read changes nothing", async () => {
      const read = async (order: readonly string[]) => {
        const other = await create();
        const opened = await other.open();
        try {
          for (const connection of order) {
            const item = { ...itemRecord(1, 1), id: `${connection}/1`, url: "https://tracker.example/1", creator: connection };
            const actors = [{ id: connection, kind: "human" as const, kindBasis: "told", active: true, identities: ["mail"] }];
            await opened.commitPage(await held(opened, connection), STREAM, pageOf({ items: [item], actors }), 1, 10);
          }
          const log = await opened.load(FOREVER);
          return { log: spellOut(log), joins: log.joins };
        } finally {
          await opened.close();
          await other.dispose();
        }
      };
      const usual = await read(["github", "jira", "linear"]);
      expect(usual.joins).toHaveLength(5);
      expect(await read(["linear", "github", "jira"])).toEqual(usual);
    });

    test("what somebody said an account is stands until it is taken back, whatever is read later", async () => {
      await see(CONNECTION, "a", [], "human");
      await store.decideActorKind("a", "automation-rule", 4);
      await see(CONNECTION, "a", [], "human");
      expect(await actors()).toEqual([{ id: "a", kind: 1, basis: "set for this workspace" }]);
      expect(await store.accounts()).toMatchObject([{ kind: "automation-rule", kindBasis: "set for this workspace" }]);
      await store.decideActorKind("a", null, 5);
      expect(await actors()).toEqual([{ id: "a", kind: 0, basis: "told" }]);
    });

    test("teams go by their names and the keys of their projects", async () => {
      const teams = [{ id: "jira/project:A", name: "Alpha", basis: "told" }];
      const projects = [
        { key: "A", name: "A", team: "jira/project:A" },
        { key: "B", name: "B", team: "jira/project:B" },
      ];
      await store.commitPage(await held(store), STREAM, pageOf({ teams, projects }), 1, 10);
      expect(await store.teams()).toEqual([
        { id: "jira/project:A", connection: CONNECTION, name: "Alpha", projectKeys: ["A"] },
        { id: "jira/project:B", connection: CONNECTION, name: "jira/project:B", projectKeys: ["B"] },
      ]);
    });

    test("a project key of two connections belongs to two teams", async () => {
      for (const connection of ["jira", "linear"]) {
        const item = { ...itemRecord(1, 1), id: `${connection}/1`, projectKey: "ENG", status: `${connection}/s` };
        const projects = [{ key: "ENG", name: "ENG", team: `${connection}/team` }];
        await store.commitPage(await held(store, connection), STREAM, pageOf({ items: [item], projects }), 1, 10);
      }
      const { items, teams } = await store.load(FOREVER);
      expect(items.id.map((id, i) => [id, teams[items.team[i]!]?.id])).toEqual([
        ["jira/1", "jira/team"],
        ["linear/1", "linear/team"],
      ]);
    });

    test("pull requests come back as columns with the items that they name", async () => {
      const item = itemRecord(1, 1);
      const pull: PullRequestRecord = {
        ...{
          id: "github/pr/1",
          key: "acme/shop#1",
          url: "https://github.com/acme/shop/pull/1",
          title: null,
          projectKey: "acme/shop",
        },
        ...{ createdAt: item.createdAt + 5, firstCommitAt: null, mergedAt: item.createdAt + 9, closedAt: item.createdAt + 9 },
        ...{ updatedAt: item.createdAt + 9, author: "x", mergedBy: null, reviews: [], reviewsComplete: true },
        work: [{ item: null, key: item.key.toLowerCase(), basis: "key-in-branch" }],
      };
      await store.commitPage(await held(store), STREAM, pageOfItems([[1, 1]]), 1, 10);
      await store.commitPage(await held(store, "github"), STREAM, pageOf({ pullRequests: [pull] }), 1, 10);
      const { pullRequests, items } = await store.load(FOREVER);
      expect(pullRequests.id).toEqual([pull.id]);
      expect([...pullRequests.workItem].map((row) => items.id[row])).toEqual([item.id]);
      expect(await store.workByKey(CONNECTION, item.key.toLowerCase())).toEqual([item.id]);
      expect(await store.workByKey("github", "ACME/shop#1")).toEqual([pull.id]);
      expect(await store.workByKey("github", item.key)).toEqual([]);
    });
  });
}
