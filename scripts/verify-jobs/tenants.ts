import { randomBytes } from "node:crypto";
import type { Page } from "../../src/model/page.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { Result } from "../../src/model/result.ts";
import { openPostgresHome } from "../../src/store/postgres/home.ts";
import { WORKSPACE_SCOPE, type WorkspaceStore } from "../../src/store/store.ts";
import { held } from "../../test/store/held.ts";
import { CONNECTION, itemRecord, pageOf, recorded, STREAM } from "../../test/store/tracker.ts";
import { startPostgres } from "../../test/support/services/postgres-server.ts";
import type { JobFigure } from "./engines.ts";

const TENANTS = 50;
const CONNECTIONS = 4;
const REQUESTS = 10_000;
const REQUESTS_REDUCED = 1_000;
/** Requests that wait for one of the connections at any time. */
const AT_ONCE = 40;
const ITEMS = 6;

/** Every text of a tenant's data holds its name, so that a foreign row shows in whatever is answered. */
function pageFor(tenant: string, version: number): Page {
  const numbers = Array.from({ length: ITEMS }, (_, n) => n);
  const rename = (id: string) => id.replace("/", `/${tenant}-`);
  return pageOf({
    items: numbers.map((n) => {
      const item = itemRecord(n, version);
      return {
        ...item,
        id: rename(item.id),
        key: `${tenant}-${n}`,
        title: `of ${tenant}`,
        projectKey: tenant,
        url: `https://${tenant}/`,
      };
    }),
    events: numbers.flatMap((n) =>
      recorded(n, version).map((event) => ({
        ...event,
        item: rename(event.item),
        actor: `${tenant} actor`,
        detail: `of ${tenant}`,
      })),
    ),
    drift: [{ path: `field of ${tenant}`, value: tenant, count: 1 }],
  });
}

type Request = (store: WorkspaceStore, tenant: string, turn: number) => Promise<unknown>;

/** Each as a server, a worker or a command makes them; what it answers is searched for names of others. */
const REQUESTS_MADE: readonly (readonly [kind: string, request: Request])[] = [
  ["list items", (store) => store.liveItems(CONNECTION)],
  ["items to reconcile", (store) => store.storedItems(CONNECTION)],
  ["streams", (store) => store.streamReports()],
  ["drift", (store) => store.drift()],
  ["connections", (store) => store.connections()],
  ["last result", (store) => store.lastResult()],
  ["statements", (store) => store.statements()],
  ["find by key", (store, tenant) => store.workByKey(CONNECTION, `${tenant}-1`)],
  ["find a key of another", async (store, tenant) => store.workByKey(CONNECTION, `${another(tenant)}-1`)],
  [
    "load",
    async (store) => {
      const { items, texts, actors } = await store.load(Number.MAX_SAFE_INTEGER);
      return [items.id, items.title, texts, actors.id];
    },
  ],
  [
    "store a page",
    async (store, tenant, turn) => store.commitPage(await held(store), STREAM, pageFor(tenant, 1 + (turn % 5)), 1, turn),
  ],
  [
    "store a result",
    async (store, tenant, turn) =>
      store.saveResult(await held(store, WORKSPACE_SCOPE), { schemaVersion: 1, workspace: tenant } as Result, turn),
  ],
  [
    "sign",
    (store, tenant, turn) =>
      store.sign({ kind: "attestation", characteristic: "2.1", reason: tenant, author: tenant, at: turn, until: turn + 1 }),
  ],
  // Ends in the middle of its transaction: what is left on the connection must not matter to the next.
  [
    "write without a right to",
    async (store, tenant) => {
      try {
        await store.commitPage({ scope: CONNECTION, owner: "nobody", token: 0 }, STREAM, pageFor(tenant, 1), 1, 1);
      } catch (error) {
        if (error instanceof ProblemError && error.problem.code === "superseded") return null;
        throw error;
      }
      throw new Error("a write without a lease was stored");
    },
  ],
];

function nameOf(number: number): string {
  return `tenant-${String(number).padStart(3, "0")}`;
}

function another(tenant: string): string {
  return nameOf((Number(tenant.slice(-3)) + 1) % TENANTS);
}

/** R14: requests of many tenants, mixed on few connections. */
export const tenants: JobFigure = async ({ reduced, note }) => {
  const server = await startPostgres();
  const home = openPostgresHome({ url: server.adminUrl, randomBytes, connections: CONNECTIONS });
  const count = reduced ? REQUESTS_REDUCED : REQUESTS;
  const foreign: string[] = [];
  const byKind = new Map<string, number>();
  let answered = 0;
  let bytes = 0;
  try {
    const stores: WorkspaceStore[] = [];
    for (let number = 0; number < TENANTS; number++) {
      const tenant = nameOf(number);
      const store = await home.open(tenant, { create: true });
      await store.saveConnection({
        ...{ id: CONNECTION, kind: "jira", config: { url: `https://${tenant}` }, tokenEnv: "T", keepTitles: true, addedAt: 1 },
      });
      await store.commitPage(await held(store), STREAM, pageFor(tenant, 2), 1, 1);
      stores.push(store);
    }
    let next = 0;
    const work = async (): Promise<void> => {
      for (let turn = next++; turn < count; turn = next++) {
        // Neighbours in time are of different tenants and kinds; both numbers have no divisor in common with the counts.
        const number = (turn * 17) % TENANTS;
        const [kind, request] = REQUESTS_MADE[(turn * 5 + Math.floor(turn / TENANTS)) % REQUESTS_MADE.length]!;
        const tenant = nameOf(number);
        const text = JSON.stringify(await request(stores[number]!, tenant, turn)) ?? "";
        answered++;
        bytes += text.length;
        byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
        const names = text.match(/tenant-\d{3}/g) ?? [];
        const wrong = names.filter((name) => name !== tenant);
        if (wrong.length > 0) foreign.push(`${tenant} was shown ${wrong[0]} by "${kind}"`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const one of foreign.slice(0, 5)) note(one);
    for (const [kind, times] of byKind) note(`${kind}: ${times}`);
    let kept = 0;
    for (const store of stores) {
      if ((await store.liveItems(CONNECTION)).length === ITEMS) kept++;
      await store.close();
    }
    return [
      {
        what: `requests of ${TENANTS} tenants on ${CONNECTIONS} connections`,
        target: "0 foreign rows",
        measured: `${answered} of ${count} answered, ${bytes} characters searched: ${foreign.length} with a foreign row; ${kept} of ${TENANTS} tenants have their own ${ITEMS} items`,
        met: foreign.length === 0 && answered === count && kept === TENANTS,
      },
    ];
  } finally {
    await home.close();
    await server.stop();
  }
};
