/**
 * `node scripts/bench/load-once.ts write <file> <items>` fills a workspace with a made-up history page by page; `... load <file>` reads it
 * as an event log. A `postgres://` address in place of the file means PostgreSQL. Prints one line of JSON; the wall time counts what a database
 * server does meanwhile.
 */
import type { EventRecord } from "../../src/model/event.ts";
import { randomBytes } from "node:crypto";
import { EMPTY_BATCH, type Batch } from "../../src/model/batch.ts";
import { openPostgresHome } from "../../src/store/postgres/home.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { processCpuMs } from "./cpu.ts";
import { AS_OF, syntheticItems, syntheticTables } from "./synthetic-history.ts";

export interface LoadMeasurement {
  readonly items: number;
  readonly events: number;
  readonly cpuMs: number;
  readonly wallMs: number;
}

const ITEMS_A_PAGE = 1_000;
const [mode = "", path = "", items = "100000"] = process.argv.slice(2);
const create = mode === "write";
const home = path.startsWith("postgres:") ? openPostgresHome({ url: path, randomBytes }) : null;
const store = await (home?.open("bench", { create }) ?? openSqliteStore({ path, workspace: "bench", create, randomBytes }));
const answer = create ? await write(store, Number(items)) : await load(store);
await store.close();
await home?.close();
console.log(JSON.stringify(answer));

/** The time is that of storing alone. */
async function write(into: WorkspaceStore, count: number): Promise<LoadMeasurement> {
  let cpuMs = 0;
  let wallMs = 0;
  let events = 0;
  const lease = await into.takeLease({ scope: "t", owner: "bench", now: 0, takeOver: true });
  const commit = async (batch: Batch, done: boolean) => {
    const before = processCpuMs();
    const beganAt = performance.now();
    await into.commitPage(
      lease,
      "issues",
      {
        batch,
        cursor: null,
        done,
        watermark: done ? AS_OF : null,
        fetched: batch.items.length,
        vendorTotal: null,
        bodies: [],
        gone: [],
        problem: null,
      },
      1,
      AS_OF,
    );
    cpuMs += processCpuMs() - before;
    wallMs += performance.now() - beganAt;
    events += batch.events.length;
  };
  await commit(syntheticTables(), false);
  let page = { items: [] as Batch["items"][number][], events: [] as EventRecord[] };
  for (const { item, events: ofItem } of syntheticItems(count)) {
    page.items.push(item);
    page.events.push(...ofItem);
    if (page.items.length < ITEMS_A_PAGE) continue;
    await commit({ ...EMPTY_BATCH, ...page }, false);
    page = { items: [], events: [] };
  }
  await commit({ ...EMPTY_BATCH, ...page }, true);
  return { items: count, events, cpuMs, wallMs };
}

async function load(from: WorkspaceStore): Promise<LoadMeasurement> {
  const before = processCpuMs();
  const beganAt = performance.now();
  const log = await from.load(AS_OF);
  const cpuMs = processCpuMs() - before;
  return { items: log.items.count, events: log.events.count, cpuMs, wallMs: performance.now() - beganAt };
}
