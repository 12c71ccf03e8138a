import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { openQueue, openStore, quantile, sleep, type Engine, type JobFigure, type JobFigureInput } from "./engines.ts";
import { stubPorts } from "./stub-ports.ts";

/** What queue and operations store add to a scan of one connection: its three tasks without anything to do, one scan after the other. */
export const overhead: JobFigure = async (input) => {
  const lines = [];
  for (const engine of input.engines) lines.push(await ofEngine(engine, input));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const onError = (error: unknown): void => note(`${engine.name}: ${String(error)}`);
  const store = await openStore(place, onError);
  const queue = await openQueue(place, store, onError);
  const upkeep = startUpkeep({ store, queue, now: () => Date.now(), sleep, onError });
  let done = Promise.withResolvers<void>();
  const ports = stubPorts(store, { worker: "only", onChange: () => upkeep.nudge(), onError });
  const onTask: NonNullable<typeof ports.onTask> = (what, task) => {
    if (what === "ended" && task.kind === "judge") done.resolve();
  };
  await queue.process(taskHandler({ ...ports, onTask }), { concurrency: 2 });
  const took: number[] = [];
  const before = process.cpuUsage();
  const scans = reduced ? 20 : 200;
  for (let at = 0; at < scans; at++) {
    done = Promise.withResolvers<void>();
    const startedAt = performance.now();
    await store.requestRun({ id: `acme-${at}`, workspace: `acme-${at}`, now: Date.now() });
    upkeep.nudge();
    await done.promise;
    took.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  await upkeep.stop();
  await queue.close();
  await store.close();
  const [median, p99] = [quantile(took, 0.5), quantile(took, 0.99)];
  return {
    what: `${engine.name}: what the queue adds to a scan, ${scans} scans`,
    target: "<= 50 ms",
    measured: `median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, CPU of this process ${((user + system) / 1000 / scans).toFixed(1)} ms each`,
    met: median <= 50,
  };
}
