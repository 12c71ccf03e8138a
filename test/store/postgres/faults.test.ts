import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPostgresHome } from "../../../src/store/postgres/home.ts";
import type { WorkspaceStore } from "../../../src/store/store.ts";
import { postgres } from "../../support/services.ts";
import { contentHash } from "../contents.ts";
import { held } from "../held.ts";
import { CONNECTION, pageOfItems, readInPages, STREAM } from "../tracker.ts";
import { problemOf } from "./problem-of.ts";
import { workspacesIn } from "./workspace-in-database.ts";

const server = await postgres();
const workspaceIn = workspacesIn(server.url);
const randomBytes = (size: number) => new Uint8Array(size);

describe.skipIf(server.missing !== null)(`faults of PostgreSQL ${server.missing ?? ""}`, () => {
  let subject: ReturnType<typeof workspaceIn>;
  let store: WorkspaceStore;
  let owner: Client;
  beforeEach(async () => {
    subject = workspaceIn();
    store = await subject.open();
    owner = new Client({ connectionString: server.url });
    await owner.connect();
  });
  afterEach(async () => {
    await store.close();
    await subject.dispose();
    await owner.end();
  });

  const changed = (change: (url: URL) => void) => {
    const url = new URL(server.url);
    change(url);
    return openPostgresHome({ url: url.href, randomBytes });
  };

  test.each([
    ["unreachable", { port: "1" }],
    ["unreachable", { hostname: "no-such-host.invalid" }],
    ["unauthenticated", { password: "wrong" }],
    ["usage", { pathname: "/no_such_database" }],
  ] as const)("%s when the address says so, without its password", async (code, change) => {
    const home = changed((url) => Object.assign(url, change));
    const problem = await problemOf(home.open("acme", { create: true }));
    expect(problem).toMatchObject({ code });
    expect(JSON.stringify(problem)).not.toContain(new URL(server.url).password);
    await home.close();
  });

  test.each(["no address", "mysql://localhost/x", "http://localhost"])("%s is no address of a database", (url) => {
    expect(() => openPostgresHome({ url, randomBytes })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "usage" }) }),
    );
  });

  test.each([
    ["53100", "disk-full"],
    ["XX001", "store-damaged"],
    ["57P01", "connection-lost"],
  ])("SQLSTATE %s in the middle of a page is %s and changes nothing", async (state, code) => {
    const lease = await held(store);
    for (const page of readInPages(4, 2)) await store.commitPage(lease, STREAM, page, 1, 1);
    const before = [await contentHash(store, CONNECTION), await store.streamReports()];
    await owner.query(`CREATE FUNCTION wmmm.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '${state}'; END $$;
      CREATE TRIGGER fail BEFORE UPDATE ON wmmm.stream FOR EACH ROW EXECUTE FUNCTION wmmm.fail()`);
    try {
      expect(await problemOf(store.commitPage(lease, STREAM, pageOfItems([[9, 1]]), 1, 1))).toMatchObject({ code });
    } finally {
      await owner.query("DROP FUNCTION wmmm.fail() CASCADE");
    }
    expect([await contentHash(store, CONNECTION), await store.streamReports()]).toEqual(before);
    // Codes that were given out in vain are not used.
    await store.commitPage(lease, STREAM, pageOfItems([[9, 1]]), 1, 1);
    expect(await store.liveItems(CONNECTION)).toHaveLength(5);
    expect((await store.load(Number.MAX_SAFE_INTEGER)).items.count).toBe(5);
  });

  test.each(["40001", "40P01"])("SQLSTATE %s is tried again, and the page is stored once", async (state) => {
    const lease = await held(store);
    await owner.query(`CREATE SEQUENCE wmmm.tries; GRANT USAGE ON wmmm.tries TO PUBLIC;
      CREATE FUNCTION wmmm.fail() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF nextval('wmmm.tries') < 3 THEN RAISE 'no' USING ERRCODE = '${state}'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER fail BEFORE UPDATE ON wmmm.stream FOR EACH ROW EXECUTE FUNCTION wmmm.fail()`);
    try {
      await store.commitPage(lease, STREAM, pageOfItems([[1, 3]]), 2, 1);
    } finally {
      await owner.query("DROP FUNCTION wmmm.fail() CASCADE; DROP SEQUENCE wmmm.tries");
    }
    expect((await store.streamReports())[0]).toMatchObject({ fetched: 1, requests: 2 });
  });

  test("a server that ends every connection in the middle of a page loses nothing that was stored", async () => {
    const pages = readInPages(8, 2);
    const expected = workspaceIn();
    const undisturbed = await expected.open();
    for (const page of pages) await undisturbed.commitPage(await held(undisturbed), STREAM, page, 1, 10);
    // The server does it itself, in the middle of every other try: whatever the load, the page cannot be over before.
    const [self] = (await owner.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows;
    await owner.query(`CREATE SEQUENCE wmmm.tries; GRANT USAGE ON wmmm.tries TO PUBLIC;
      CREATE FUNCTION wmmm.end_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF nextval('wmmm.tries') % 2 = 1 THEN
          PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid NOT IN (${self!.pid}, pg_backend_pid()) AND backend_type = 'client backend';
          PERFORM pg_terminate_backend(pg_backend_pid());
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER end_all AFTER INSERT ON wmmm.item FOR EACH STATEMENT EXECUTE FUNCTION wmmm.end_all()`);
    let lost = 0;
    const failing = await subject.open();
    try {
      for (const page of pages) {
        let problem = null;
        do {
          problem = await problemOf(held(failing).then((lease) => failing.commitPage(lease, STREAM, page, 1, 10)));
          if (problem !== null) lost++;
        } while (problem?.code === "connection-lost");
        expect(problem).toBeNull();
      }
    } finally {
      await owner.query("DROP FUNCTION wmmm.end_all() CASCADE; DROP SEQUENCE wmmm.tries");
    }
    expect(lost).toBeGreaterThanOrEqual(pages.length);
    expect((await subject.home.names()).includes(subject.workspace)).toBe(true);
    expect(await failing.liveItems(CONNECTION)).toEqual(await undisturbed.liveItems(CONNECTION));
    expect(await contentHash(failing, CONNECTION)).toBe(await contentHash(undisturbed, CONNECTION));
    await failing.close();
    await undisturbed.close();
    await expected.dispose();
  });

  test("connections that were ended while nobody used them are replaced, and nobody hears of it", async () => {
    const [page] = readInPages(4, 4);
    await store.commitPage(await held(store), STREAM, page!, 1, 1);
    for (let round = 0; round < 20; round++) {
      await Promise.all([store.liveItems(CONNECTION), store.streamReports(), store.connections()]);
      await owner.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
      );
      // At once: this process may not have heard of it yet.
      expect(await store.liveItems(CONNECTION)).toHaveLength(4);
    }
  });

  test("a connection that is cut between the commit and its answer: the page is there once, whatever is told", async () => {
    const target = new URL(server.url);
    const sockets = new Set<Socket>();
    let cuts = false;
    const proxy = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => sockets.delete(socket));
      }
      client.on("data", (data) => {
        upstream.write(data);
        // The commit reaches the server, and its answer nobody.
        if (cuts && data.includes("COMMIT")) {
          upstream.removeAllListeners("data");
          client.destroy();
        }
      });
      upstream.on("data", (data) => client.write(data));
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const home = changed((url) => (url.port = String(typeof address === "object" ? address?.port : "")));
    const through = await home.open(subject.workspace, { create: true });
    const lease = await held(through);
    const [first, second] = readInPages(4, 2);
    await through.commitPage(lease, STREAM, first!, 1, 1);
    cuts = true;
    expect(await problemOf(through.commitPage(lease, STREAM, second!, 1, 1))).toMatchObject({ code: "connection-lost" });
    cuts = false;
    // Told as lost, and given again as the next run would.
    await through.commitPage(lease, STREAM, second!, 1, 1);
    expect(await store.liveItems(CONNECTION)).toHaveLength(4);
    expect(spelt(await store.load(Number.MAX_SAFE_INTEGER))).toBe(spelt(await through.load(Number.MAX_SAFE_INTEGER)));
    expect((await store.drift()).reduce((sum, { count }) => sum + count, 0)).toBe(2);
    await through.close();
    await home.close();
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });

  test("two writers of one workspace at the same time give each text and each item one code", async () => {
    const other = await subject.open();
    const [mine, theirs] = [await held(store), await held(other, "linear")];
    const pages = readInPages(40, 4);
    await Promise.all([
      (async () => {
        for (const page of pages) await store.commitPage(mine, STREAM, page, 1, 1);
      })(),
      (async () => {
        for (const page of pages)
          await other.commitPage(theirs, "boards", { ...page, batch: { ...page.batch, items: [] } }, 1, 1);
      })(),
    ]);
    const log = await store.load(Number.MAX_SAFE_INTEGER);
    expect(log.items.count).toBe(40);
    await owner.query(`BEGIN; SELECT set_config('wmmm.workspace', '${subject.workspace}', true)`);
    const { rows } = await owner.query("SELECT count(*)::int - count(DISTINCT text)::int AS doubled FROM wmmm.term");
    await owner.query("ROLLBACK");
    expect(rows).toEqual([{ doubled: 0 }]);
    await other.close();
  });
});

function spelt(log: { readonly items: { readonly count: number }; readonly events: { readonly count: number } }): string {
  return `${log.items.count} ${log.events.count}`;
}
