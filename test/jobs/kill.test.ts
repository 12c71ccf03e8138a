import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startChild } from "../../scripts/verify-jobs/children.ts";
import { openStore, type Place } from "../../scripts/verify-jobs/engines.ts";
import { until } from "./queue-conformance.ts";

test("a worker that is killed is taken over by another one, and the scan comes to its end", { timeout: 60_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), "wmmm-kill-"));
  const place: Place = { engine: "sqlite", home, redis: "", database: "", prefix: "" };
  const store = await openStore(place);
  const [first, second] = await Promise.all([startChild("worker", place), startChild("worker", place)]);
  try {
    const begun = Promise.race([first, second].map(async (child) => (await child.next("begun")) && child));
    await store.requestRun({ id: "acme-1", workspace: "acme", now: Date.now() });
    const holder = await begun;
    const other = holder === first ? second : first;
    const resumed = other.next("begun");
    holder.kill();
    await resumed;
    other.goOn();
    await until(async () => (await store.run("acme-1"))?.endedAt !== null);
    const [plan] = await store.tasks("acme-1");
    expect(plan).toMatchObject({ status: "succeeded", attempts: 2, crashes: 1 });
    expect((await store.run("acme-1"))?.tasks).toEqual({ ended: 3, all: 3 });
  } finally {
    for (const child of [first, second]) child.kill();
    await store.close();
    rmSync(home, { recursive: true, force: true });
  }
});
