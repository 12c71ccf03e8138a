import { openQueue, openStore, quantile, until, type Engine, type JobFigure, type JobFigureInput } from "./engines.ts";
import { startChild, type Child } from "./children.ts";

/** Workers that are killed at the same time. As many again wait to take over. */
const AT_ONCE = 5;

/** `kill -9` of workers that hold a task: how long until another one has begun with it, and whether every run comes to its end. */
export const kills: JobFigure = async (input) => {
  const lines = [];
  for (const engine of input.engines) lines.push(...(await ofEngine(engine, input)));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const onError = (error: unknown): void => note(`${engine.name}: ${String(error)}`);
  const store = await openStore(place, onError);
  const queue = await openQueue(place, store, onError);
  const rounds = (reduced ? 5 : 200) / AT_ONCE;
  const took: number[] = [];
  const children = new Set<Child>();
  const start = async (): Promise<Child> => {
    const child = await startChild("worker", place);
    children.add(child);
    return child;
  };
  let working = await Promise.all(Array.from({ length: AT_ONCE }, start));
  try {
    for (let round = 0; round < rounds; round++) {
      const begun = working.map((child) => child.next("begun"));
      for (let at = 0; at < AT_ONCE; at++) {
        const name = `w-${round}-${at}`;
        await store.requestRun({ id: `${name}-run`, workspace: name, now: Date.now() });
      }
      await Promise.all(begun);
      const spare = await Promise.all(Array.from({ length: AT_ONCE }, start));
      const resumed = spare.map((child) => child.next("begun"));
      const killedAt = Date.now();
      for (const child of working) {
        child.kill();
        children.delete(child);
      }
      for (const again of resumed) {
        const { at, workspace } = await again;
        took.push(at - killedAt);
        note(`${engine.name}: ${workspace} ${at - killedAt} ms`);
      }
      // Each is carried out to its end by the one that took over.
      for (const child of spare) child.goOn();
      await until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, 30_000);
      for (const child of spare) child.wait();
      working = spare;
    }
    const runs = await store.runs({ limit: 10_000 });
    const tasks = (await Promise.all(runs.map(({ id }) => store.tasks(id)))).flat();
    const open = runs.filter(({ endedAt }) => endedAt === null).length;
    const broken = tasks.filter(({ problem }) => problem?.code === "internal").length;
    const p99 = quantile(took, 0.99);
    return [
      {
        what: `${engine.name}: ${took.length} workers killed; another one goes on`,
        target: "<= 15 s p99",
        measured: `median ${(quantile(took, 0.5) / 1000).toFixed(1)} s, p99 ${(p99 / 1000).toFixed(1)} s, longest ${(Math.max(...took) / 1000).toFixed(1)} s`,
        met: p99 <= 15_000,
      },
      {
        what: `${engine.name}: runs lost, or failed for good by deaths`,
        target: "0",
        measured: `${open} lost, ${broken} failed of ${runs.length}`,
        met: open === 0 && broken === 0 && runs.length === took.length,
      },
    ];
  } finally {
    for (const child of children) child.kill();
    await queue.close();
    await store.close();
  }
}
