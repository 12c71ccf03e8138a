/**
 * How well the judgement does, measured on simulated organisations: `npm run verify:measurement -- [recovery ...] [--reduced] [--share 0.3] [--detail]
 * [--keep DIR [--part 1/3] [--minutes 45]] [--processes 2] [--write]`. Without a name all figures run. `--reduced` (and `CI=true`) takes a sample of
 * every count, in under three minutes; `--share` any part of a whole run; `--detail` says what each count is made of; `--write` prints
 * docs/validation.md.
 *
 * A whole run takes more than an hour of processor time. `--keep` keeps each outcome in a file named by all that it depends on (its input, the ruleset, the code that takes part), so
 * that a run goes on where another stopped, whyever it did, and never takes what other code made. `--part 2/3` makes a third of what is missing, for the
 * second of three machines whose directories are copied into one afterwards; `--minutes` begins nothing new after that time. Figures that still miss
 * outcomes are left out, and the page is not written.
 *
 * A target that is missed is a finding and is printed as `NO`; only a figure below its floor (`BELOW`) makes the exit code 1, and outcomes that are
 * missing make it 2.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import type { Figure, Line } from "./verify-measurement/figure.ts";
import { FLOORS, isAbove } from "./verify-measurement/floors.ts";
import { closePool, codeOf, NotAllThere, outcomesUsed, setPool } from "./verify-measurement/pool.ts";
import { TASKS, type TaskName } from "./verify-measurement/tasks.ts";
import { validationPage, type Measured } from "./verify-measurement/validation-page.ts";

/** By name as it stands on the command line. Each is loaded when it runs. */
const FIGURES: Readonly<Record<string, () => Promise<Figure>>> = {
  recovery: async () => (await import("./verify-measurement/figures/recovery.ts")).recovery,
  characteristics: async () => (await import("./verify-measurement/figures/characteristics.ts")).characteristics,
  calibration: async () => (await import("./verify-measurement/figures/calibration.ts")).calibration,
  groups: async () => (await import("./verify-measurement/figures/groups.ts")).groups,
  reliability: async () => (await import("./verify-measurement/figures/reliability.ts")).reliability,
  coverage: async () => (await import("./verify-measurement/figures/coverage.ts")).coverage,
  placebos: async () => (await import("./verify-measurement/figures/placebos.ts")).placebos,
  controls: async () => (await import("./verify-measurement/figures/controls.ts")).controls,
  responsiveness: async () => (await import("./verify-measurement/figures/responsiveness.ts")).responsiveness,
  face: async () => (await import("./verify-measurement/figures/face.ts")).face,
  monotonicity: async () => (await import("./verify-measurement/figures/monotonicity.ts")).monotonicity,
  determinism: async () => (await import("./verify-measurement/figures/determinism.ts")).determinism,
  connectors: async () => (await import("./verify-measurement/figures/connectors.ts")).connectors,
  sensitivity: async () => (await import("./verify-measurement/figures/sensitivity.ts")).sensitivity,
  attacks: async () => (await import("./verify-measurement/figures/attacks.ts")).attacks,
  outlier: async () => (await import("./verify-measurement/figures/outlier-team.ts")).outlierTeam,
};
const REDUCED_SHARE = 0.04;
const PAGE = fileURLToPath(new URL("../docs/validation.md", import.meta.url));

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    reduced: { type: "boolean", default: process.env["CI"] === "true" },
    share: { type: "string" },
    detail: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    keep: { type: "string" },
    part: { type: "string", default: "1/1" },
    minutes: { type: "string" },
    processes: { type: "string", default: String(availableParallelism()) },
  },
});
const { reduced } = options;
const share = Number(options.share ?? (reduced ? REDUCED_SHARE : 1));
if (!(share > 0 && share <= 1)) throw new Error("--share is a part of a whole run, above 0 and up to 1");
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);
if (options.write && wanted.length > 0) throw new Error("--write needs every figure: the page holds them all");
const [partNumber, parts] = options.part.split("/").map(Number);
if (!(Number.isInteger(partNumber) && Number.isInteger(parts) && partNumber! >= 1 && partNumber! <= parts!))
  throw new Error("--part is the number of a part and how many there are: 2/3");
const minutes = Number(options.minutes ?? Infinity);
const processes = Number(options.processes);
if (!(minutes > 0)) throw new Error("--minutes is a time above 0");
if (!(Number.isInteger(processes) && processes >= 1)) throw new Error("--processes is a number from 1 on");
if (options.keep === undefined && (parts! > 1 || minutes < Infinity))
  throw new Error("--part and --minutes need --keep: nothing would be left of what they make");
setPool({
  keep: options.keep ?? null,
  part: { number: partNumber!, of: parts! },
  until: Date.now() + minutes * 60_000,
  processes,
});

const code = stateOfAll();
console.log(`Ruleset ${DEFAULT_RULESET.version}, code ${code}, ${Math.round(100 * share)} % of a whole run.\n`);
print("figure", { what: "", target: "target", measured: "measured", met: null }, null);
const measured: Measured[] = [];
let below = 0;
let unfinished = 0;
const note = options.detail ? (text: string) => console.log(`               ${text}`) : () => undefined;
const times = (whole: number): number => Math.max(1, Math.round(whole * share));
for (const [name, load] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measure = await load();
  const before = outcomesUsed();
  const lines = await measure({ reduced, times, note }).catch((error: unknown) => {
    if (error instanceof NotAllThere) return error;
    throw error;
  });
  if (lines instanceof NotAllThere) {
    console.log(`${name.padEnd(15)} ${lines.message}`);
    unfinished++;
    continue;
  }
  measured.push({ figure: name, lines });
  for (const line of lines) {
    const floor = FLOORS[`${name}: ${line.what}`];
    const held = floor === undefined || line.value === undefined ? null : isAbove(floor, line.value);
    print(name, line, held);
    if (held === false) below++;
  }
  const after = outcomesUsed();
  const [outcomes, taken, seconds] = [
    after.outcomes - before.outcomes,
    after.taken - before.taken,
    (after.cpuMs - before.cpuMs) / 1000,
  ];
  if (outcomes > 0)
    note(`${outcomes} outcomes, ${taken} of them kept before; ${seconds.toFixed(0)} s of processor time to make them`);
}
closePool();
const missed = measured.flatMap(({ lines }) => lines).filter(({ met }) => met === false).length;
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
console.log(below === 0 ? "Nothing is below its floor." : `${below} figure${below === 1 ? " is" : "s are"} below the floor.`);
if (unfinished > 0)
  console.log(
    `${unfinished} figure${unfinished === 1 ? " still misses" : "s still miss"} outcomes: run it again, with the same --keep.`,
  );
// Workers that start later read what is there then: one page must not be of two states.
const isSame = stateOfAll() === code;
if (!isSame) console.log("The code was changed while this ran: nothing of it counts.");
if (options.write && unfinished === 0 && isSame)
  writeFileSync(PAGE, validationPage(measured, { share, code, isKept: options.keep !== undefined }));
process.exitCode = !isSame || below > 0 ? 1 : unfinished > 0 ? 2 : 0;

/** Of everything that any outcome depends on, short enough to be read out. */
function stateOfAll(): string {
  const states = Object.keys(TASKS).map((name) => codeOf(name as TaskName));
  return createHash("sha256").update(states.join("\n")).digest("hex").slice(0, 16);
}

function print(name: string, { what, target, measured: found, met }: Line, held: boolean | null): void {
  const verdict = held === false ? "BELOW" : met === null ? "" : met ? "ok" : "NO";
  console.log(`${name.padEnd(15)} ${what.padEnd(54)} ${target.padEnd(22)} ${verdict.padEnd(5)} ${found}`);
}
