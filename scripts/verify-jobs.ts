/**
 * What schedules, queues and workers promise, measured: `npm run verify:jobs -- [kills flush ...] [--reduced] [--detail] [--engine=redis]`. Without a name all
 * figures run. `--reduced` (and `CI=true`) takes a sample of every count. Redis and PostgreSQL are started from what is on the machine.
 * Exit 1 when a figure is missed.
 */
import { openEngines } from "./verify-jobs/engines.ts";
import type { JobFigure } from "./verify-jobs/engines.ts";
import type { Line } from "./verify-reliability/figure.ts";

/** By name as it stands on the command line. Each is loaded when it runs. */
const FIGURES: Readonly<Record<string, () => Promise<JobFigure>>> = {
  cron: async () => (await import("./verify-jobs/cron.ts")).cron,
  again: async () => (await import("./verify-jobs/again.ts")).again,
  R6: async () => (await import("./verify-jobs/network.ts")).network,
  R16: async () => (await import("./verify-jobs/writes.ts")).writes,
  R20: async () => (await import("./verify-jobs/rescans.ts")).rescans,
  duplicates: async () => (await import("./verify-jobs/duplicates.ts")).duplicates,
  overhead: async () => (await import("./verify-jobs/overhead.ts")).overhead,
  flush: async () => (await import("./verify-jobs/flush.ts")).flush,
  "wake-ups": async () => (await import("./verify-jobs/wake-ups.ts")).wakeUps,
  stale: async () => (await import("./verify-jobs/stale.ts")).stale,
  kills: async () => (await import("./verify-jobs/kills.ts")).kills,
  R1: async () => (await import("./verify-jobs/database-kills.ts")).databaseKills,
  R14: async () => (await import("./verify-jobs/tenants.ts")).tenants,
  R15: async () => (await import("./verify-jobs/webhooks.ts")).webhooks,
  "scale-out": async () => (await import("./verify-jobs/scale-out.ts")).scaleOut,
  "fan-out": async () => (await import("./verify-jobs/fan-out.ts")).fanOut,
  moves: async () => (await import("./verify-jobs/moves.ts")).moves,
  rekey: async () => (await import("./verify-jobs/rekey.ts")).rekey,
  schedules: async () => (await import("./verify-jobs/many-schedules.ts")).manySchedules,
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const reduced = args.includes("--reduced") || process.env["CI"] === "true";
const engine = args.find((arg) => arg.startsWith("--engine="))?.split("=")[1] ?? null;
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);

print("figure", { what: "", target: "target", measured: "measured", met: null });
let missed = 0;
const engines = await openEngines(engine);
try {
  for (const missing of engines.missing) console.log(`           ${missing}`);
  for (const [name, load] of Object.entries(FIGURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const measure = await load();
    const note = args.includes("--detail") ? (text: string) => console.log(`           ${text}`) : () => undefined;
    for (const line of await measure({ reduced, engines: engines.all, note })) {
      print(name, line);
      if (line.met === false) missed++;
    }
  }
} finally {
  await engines.close();
}
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
process.exitCode = missed === 0 ? 0 : 1;

function print(name: string, { what, target, measured, met }: Line): void {
  console.log(
    `${name.padEnd(10)} ${what.padEnd(58)} ${target.padEnd(16)} ${met === null ? "  " : met ? "ok" : "NO"}  ${measured}`,
  );
}
