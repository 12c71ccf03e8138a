/**
 * How well the judgement does, measured on simulated organisations: `npm run verify:measurement -- [recovery ...] [--reduced] [--share=0.3] [--detail]
 * [--write]`. Without a name all figures run. `--reduced` (and `CI=true`) takes a sample of every count, in under three minutes; `--share` any part of a
 * whole run; `--detail` says what each count is made of; `--write` prints docs/validation.md. A target that is missed is a finding and is printed as
 * `NO`; only a figure below its floor (`BELOW`) makes the exit code 1.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Figure, Line } from "./verify-measurement/figure.ts";
import { FLOORS, isAbove } from "./verify-measurement/floors.ts";
import { closePool } from "./verify-measurement/pool.ts";
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

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const reduced = args.includes("--reduced") || process.env["CI"] === "true";
const share = Number(args.find((arg) => arg.startsWith("--share="))?.split("=")[1] ?? (reduced ? REDUCED_SHARE : 1));
if (!(share > 0 && share <= 1)) throw new Error("--share is a part of a whole run, above 0 and up to 1");
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);

print("figure", { what: "", target: "target", measured: "measured", met: null }, null);
const measured: Measured[] = [];
let below = 0;
const note = args.includes("--detail") ? (text: string) => console.log(`               ${text}`) : () => undefined;
const times = (whole: number): number => Math.max(1, Math.round(whole * share));
for (const [name, load] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measure = await load();
  const lines = await measure({ reduced, times, note });
  measured.push({ figure: name, lines });
  for (const line of lines) {
    const floor = FLOORS[`${name}: ${line.what}`];
    const held = floor === undefined || line.value === undefined ? null : isAbove(floor, line.value);
    print(name, line, held);
    if (held === false) below++;
  }
  // After each figure: a whole run takes long, and what was measured by then stands.
  if (args.includes("--write")) writeFileSync(PAGE, validationPage(measured, share));
}
closePool();
const missed = measured.flatMap(({ lines }) => lines).filter(({ met }) => met === false).length;
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
console.log(below === 0 ? "Nothing is below its floor." : `${below} figure${below === 1 ? " is" : "s are"} below the floor.`);
process.exitCode = below === 0 ? 0 : 1;

function print(name: string, { what, target, measured: found, met }: Line, held: boolean | null): void {
  const verdict = held === false ? "BELOW" : met === null ? "" : met ? "ok" : "NO";
  console.log(`${name.padEnd(15)} ${what.padEnd(54)} ${target.padEnd(22)} ${verdict.padEnd(5)} ${found}`);
}
