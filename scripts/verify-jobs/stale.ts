import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { NO_PROGRESS } from "../../src/model/scan-run.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { startChild } from "./children.ts";
import { openStore, type Engine, type JobFigure, type JobFigureInput } from "./engines.ts";

/** So many are held by one paused process. */
const AT_ONCE = 20;
/** Shorter than in a worker, so that nobody waits; what decides is the token. */
const HOLD_MS = 300;

/** SIGSTOP a worker beyond its hold, let another one finish, SIGCONT: what the first one writes then must be refused. */
export const stale: JobFigure = async (input) => {
  const lines = [];
  for (const engine of input.engines.filter(({ name }) => name !== "redis")) lines.push(await ofEngine(engine, input));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const store = await openStore(place);
  const child = await startChild("holder", place);
  const workspace = await openSqliteStore({
    path: `${place.home}/acme.sqlite`,
    workspace: "acme",
    create: true,
    randomBytes: (size) => randomBytes(size),
  });
  let [refused, tried] = [0, 0];
  try {
    for (let round = 0; round < (reduced ? 20 : 200) / AT_ONCE; round++) {
      const runs = Array.from({ length: AT_ONCE }, (_, at) => `r-${round}-${at}`);
      for (const id of runs) await store.requestRun({ id, workspace: id, now: Date.now() });
      const held = child.next("held");
      child.tell({ kind: "hold", runs, workspace: "acme", holdMs: HOLD_MS });
      await held;
      child.process.kill("SIGSTOP");
      // Told while it sleeps: it will go on with this as if nothing had happened.
      const written = child.next("written");
      child.tell({ kind: "write" });
      await delay(HOLD_MS + 50);
      for (const run of runs) {
        const taken = await store.takeTask({ run, ordinal: 0 }, "other", Date.now(), HOLD_MS);
        if (taken.kind !== "taken") note(`${engine.name}: ${run} could not be taken over`);
        else await store.endTask(taken.hold, { status: "failed", problem: null, progress: NO_PROGRESS }, Date.now());
        const lease = await workspace.takeLease({ scope: run, owner: "other", now: Date.now(), takeOver: true });
        await workspace.beginRead(lease, "issues", Date.now());
      }
      child.process.kill("SIGCONT");
      const { codes } = await written;
      tried += codes.length;
      refused += codes.filter((code) => code === "superseded").length;
      for (const code of codes) if (code !== "superseded") note(`${engine.name}: ${code}`);
    }
  } finally {
    child.kill();
    await workspace.close();
    await store.close();
  }
  return {
    what: `${engine.name}: writes after SIGSTOP and SIGCONT refused, task and workspace`,
    target: "all",
    measured: `${refused} of ${tried}`,
    met: tried > 0 && refused === tried,
  };
}
