import { seededRandom } from "../../../src/statistics/random.ts";
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
  const alarms = again.filter(
    ({ now, earlier26 }) =>
      now.index !== null && earlier26.index !== null && Math.abs(now.index - earlier26.index) > (now.mdc ?? Infinity),
  );
  const known = again.filter(({ now, earlier26 }) => now.index !== null && earlier26.index !== null);
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
    {
      what: "changes beyond what the result calls detectable",
      target: "<= 5 %",
      measured: shareText(alarms.length, known.length),
      met: alarms.length <= 0.05 * known.length,
    },
  ];
};
