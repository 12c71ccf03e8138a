/**
 * How well the judgement does, measured on simulated organisations: `npm run verify:measurement -- [recovery ...] [--reduced] [--detail]`. Without a name
 * all figures run. `--reduced` (and `CI=true`) takes a sample of every count, in under three minutes; `--detail` says what each count is made of.
 * A target that is missed is a finding and is printed as `NO`; only a figure below its floor (`BELOW`) makes the exit code 1.
 */
import type { Figure, Line } from "./verify-measurement/figure.ts";
import { closePool } from "./verify-measurement/pool.ts";

/** By name as it stands on the command line. Each is loaded when it runs. */
const FIGURES: Readonly<Record<string, () => Promise<Figure>>> = {
  recovery: async () => (await import("./verify-measurement/figures/recovery.ts")).recovery,
  characteristics: async () => (await import("./verify-measurement/figures/characteristics.ts")).characteristics,
  calibration: async () => (await import("./verify-measurement/figures/calibration.ts")).calibration,
  groups: async () => (await import("./verify-measurement/figures/groups.ts")).groups,
  coverage: async () => (await import("./verify-measurement/figures/coverage.ts")).coverage,
  reliability: async () => (await import("./verify-measurement/figures/reliability.ts")).reliability,
  face: async () => (await import("./verify-measurement/figures/face.ts")).face,
  connectors: async () => (await import("./verify-measurement/figures/connectors.ts")).connectors,
  placebos: async () => (await import("./verify-measurement/figures/placebos.ts")).placebos,
  responsiveness: async () => (await import("./verify-measurement/figures/responsiveness.ts")).responsiveness,
  controls: async () => (await import("./verify-measurement/figures/controls.ts")).controls,
  attacks: async () => (await import("./verify-measurement/figures/attacks.ts")).attacks,
  sensitivity: async () => (await import("./verify-measurement/figures/sensitivity.ts")).sensitivity,
  outlier: async () => (await import("./verify-measurement/figures/outlier-team.ts")).outlierTeam,
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const reduced = args.includes("--reduced") || process.env["CI"] === "true";
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);

print("figure", { what: "", target: "target", measured: "measured", met: null });
let missed = 0;
let below = 0;
const note = args.includes("--detail") ? (text: string) => console.log(`               ${text}`) : () => undefined;
for (const [name, load] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measure = await load();
  for (const line of await measure({ reduced, note })) {
    print(name, line);
    if (line.met === false) missed++;
    if (line.held === false) below++;
  }
}
closePool();
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
console.log(below === 0 ? "Nothing is below its floor." : `${below} figure${below === 1 ? " is" : "s are"} below the floor.`);
process.exitCode = below === 0 ? 0 : 1;

function print(name: string, { what, target, measured, met, held }: Line): void {
  const verdict = held === false ? "BELOW" : met === null ? "" : met ? "ok" : "NO";
  console.log(`${name.padEnd(14)} ${what.padEnd(52)} ${target.padEnd(22)} ${verdict.padEnd(5)} ${measured}`);
}
