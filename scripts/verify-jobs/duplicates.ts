import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { openQueue, openStore, sleep, until, type Engine, type JobFigure, type JobFigureInput } from "./engines.ts";
import { stubPorts } from "./stub-ports.ts";

/** Everybody asks for a scan of the same workspace while it is being scanned. */
export const duplicates: JobFigure = async (input) => {
  const lines = [];
  for (const engine of input.engines) lines.push(await ofEngine(engine, input));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const onError = (error: unknown): void => note(`${engine.name}: ${String(error)}`);
  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(place, onError)));
  const store = stores[0]!;
  const asked = reduced ? 500 : 10_000;
  const going = Promise.withResolvers<void>();
  const active = new Set<string>();
  let [judged, most] = [0, 0];
  const workers = await Promise.all(
    stores.slice(0, 2).map(async (own, at) => {
      const queue = await openQueue(place, own, onError);
      const upkeep = startUpkeep({ store: own, queue, now: () => Date.now(), sleep, onError, everyMs: 200 });
      await queue.process(
        taskHandler(
          stubPorts(own, {
            worker: `w${at}-${randomBytes(4).toString("hex")}`,
            onChange: () => upkeep.nudge(),
            onError,
            async judge(workspace) {
              const mark = `${workspace} ${++judged}`;
              active.add(mark);
              most = Math.max(most, active.size);
              await going.promise;
              await delay(50);
              active.delete(mark);
            },
          }),
        ),
        { concurrency: 4 },
      );
      return { queue, upkeep };
    }),
  );
  const ask = async (at: number): Promise<void> => {
    const { isNew } = await stores[at % 4]!.requestRun({ id: `acme-${at}`, workspace: "acme", now: Date.now() });
    if (isNew) for (const { upkeep } of workers) upkeep.nudge();
  };
  await ask(0);
  await until(() => judged === 1, 30_000);
  for (let from = 1; from < asked; from += 100) await Promise.all(Array.from({ length: 100 }, (_, at) => ask(from + at)));
  going.resolve();
  await until(async () => (await store.runs({ limit: 10, statuses: ["queued", "running"] })).length === 0, 60_000);
  const runs = (await store.runs({ limit: 20_000 })).length;
  for (const { queue, upkeep } of workers) {
    await upkeep.stop();
    await queue.close();
  }
  for (const one of stores) await one.close();
  return {
    what: `${engine.name}: runs that come of ${asked} requests while one runs`,
    target: "<= 2, 1 at once",
    measured: `${runs} runs, ${judged} judged, ${most} at once`,
    met: runs <= 2 && judged <= 2 && most === 1,
  };
}
