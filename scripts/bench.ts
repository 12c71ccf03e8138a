/**
 * What wmmm promises about its own speed, measured: `npm run bench -- [sync|judgement|roadmap|version|store|trend|large] [--large] [--detail]`. Without a
 * name all of them but `large` run. `large` judges a million items (some minutes), `--large` adds the memory of ten million events (a minute and several
 * gigabytes), `--detail` the time of each signal.
 */
import { benchLarge, benchTrend } from "./bench/large.ts";
import { benchJudgement, benchMemory, benchStore } from "./bench/log.ts";
import { benchRoadmap } from "./bench/roadmap.ts";
import type { Row } from "./bench/row.ts";
import { benchSync } from "./bench/sync.ts";
import { benchVersion } from "./bench/version.ts";

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const benches: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  version: benchVersion,
  judgement: () => benchJudgement(args.includes("--detail")),
  store: benchStore,
  roadmap: benchRoadmap,
  sync: benchSync,
  trend: benchTrend,
  ...(wanted.includes("large") ? { large: () => benchLarge(args.includes("--detail")) } : {}),
  ...(args.includes("--large") ? { memory: benchMemory } : {}),
};
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0)
  throw new Error(`no measurement called ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}`);

console.log("CPU times count this program alone, but a busy machine makes them longer too: compare ratios first.\n");
print({ figure: "figure", target: "target", measured: "measured", met: null });
let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await bench()) {
    print(row);
    if (row.met === false) missed++;
  }
}
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);

function print({ figure, target, measured, met }: Row): void {
  console.log(`${figure.padEnd(56)} ${target.padEnd(11)} ${met === null ? "  " : met ? "ok" : "NO"}  ${measured}`);
}
