import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import type { ChangeVerdict } from "../../../src/model/trend.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { dispersionFactor } from "../dispersion.ts";
import type { Figure, Line } from "../figure.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { icc21, standardError } from "../statistics/icc.ts";
import { bootstrapQuantiles } from "../statistics/resample.ts";

/** Long enough for a year of history before the earlier of two measurements that share no flow window. */
const WEEKS = 86;
const BAND = 300;

/** Does the same process give the same index again? Habits never change here. */
export const reliability: Figure = async ({ times, note }) => {
  const again = await runAll("judge-again", sampleOf("reliability", times(12), { weeks: WEEKS }));
  const both = (pairs: readonly (readonly [number | null, number | null])[]) =>
    pairs.flatMap(([one, other]) => (one === null || other === null ? [] : [[one, other] as const]));
  const line = (what: string, pairs: readonly (readonly [number, number])[]): Line => {
    const icc = icc21(pairs);
    const [low] = bootstrapQuantiles(pairs, icc21, [0.025], seededRandom(what));
    return {
      what: `ICC(2,1): ${what}`,
      target: ">= 0.90, low >= 0.85",
      measured: `${icc.toFixed(3)}, 95 % from ${low!.toFixed(3)}, ${pairs.length} organisations`,
      met: icc >= 0.9 && low! >= 0.85,
    };
  };
  const half = both(again.map(({ halves: [one, other] }) => [one.index, other.index]));
  const quarter = both(again.map(({ now, earlier13 }) => [now.index, earlier13.index]));
  const apart = both(again.map(({ now, earlier26 }) => [now.index, earlier26.index]));
  for (const { now, earlier13, earlier26, halves } of again)
    note(
      `${now.name}: ${[now, earlier13, earlier26, ...halves].map(({ index, best }) => `${index?.toFixed(2) ?? "?"} (${best ?? "?"})`).join("  ")}`,
    );
  const mdcOf = (cases: typeof again) =>
    1.96 * Math.SQRT2 * standardError(both(cases.map(({ now, earlier26 }) => [now.index, earlier26.index])));
  const large = again.filter(({ now }) => now.items >= BAND);
  const small = again.filter(({ now }) => now.items < BAND);
  const alarms = (what: string, verdicts: readonly (readonly [string, ChangeVerdict])[]): Line => {
    const known = verdicts.filter(([, verdict]) => verdict !== "not-comparable");
    const called = known.filter(([, verdict]) => verdict !== "none");
    for (const [name, verdict] of called) note(`${name}: called a ${verdict} against ${what}`);
    return {
      what: `called a rise or a fall against ${what}`,
      target: "<= 5 %",
      measured: shareText(called.length, known.length),
      value: called.length / known.length,
      met: called.length <= 0.05 * known.length,
    };
  };
  const dispersions = again.flatMap((one) => one.dispersions);
  const mdc = (cases: typeof again, what: string, most: number): Line => {
    const value = mdcOf(cases);
    return {
      what: `minimal detectable change, ${what}`,
      target: `<= ${most.toFixed(2)}`,
      measured: cases.length < 3 ? `${cases.length} organisations, too few` : `${value.toFixed(2)} over ${cases.length}`,
      met: cases.length < 3 ? null : value <= most,
    };
  };
  return [
    line("two halves of the items", half),
    line("windows 13 weeks apart", quarter),
    line("windows 26 weeks apart", apart),
    mdc(large, `>= ${BAND} items in 26 weeks`, 0.3),
    mdc(small, `< ${BAND} items in 26 weeks`, 0.5),
    alarms(
      "13 weeks before",
      again.map(({ now, change13 }) => [now.name, change13]),
    ),
    alarms(
      "26 weeks before",
      again.map(({ now, change26 }) => [now.name, change26]),
    ),
    {
      what: "variance between half years over what samples explain, median of signals",
      target: "",
      measured: `${dispersionFactor(dispersions).toFixed(1)} over ${dispersions.length} pairs; the ruleset reckons with ${DEFAULT_RULESET.overdispersion}`,
      met: null,
    },
  ];
};
