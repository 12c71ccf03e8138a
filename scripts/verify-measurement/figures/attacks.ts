import { ATTACKS } from "../../../fixtures/attacks/index.ts";
import type { Figure, Line } from "../figure.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";

/** What an attack may gain without being noticed, in levels. */
const MOST_GAIN = 0.2;

/** Ways to look better without working better: they gain little, or the result says that something is odd. */
export const attacks: Figure = async ({ times, note }) => {
  const names = ATTACKS.map(({ id }) => id);
  const judged = await runAll(
    "judge-variants",
    sampleOf("attacks", times(8)).map((drawn) => ({ drawn, variants: names })),
  );
  const alarms = judged.filter((outcomes) => outcomes["as it is"]!.flags.length > 0);
  for (const outcomes of alarms)
    note(`not attacked and flagged: ${outcomes["as it is"]!.name}: ${outcomes["as it is"]!.flags.join("; ")}`);
  const lines = names.map((name): Line => {
    const pairs = judged
      .map((outcomes) => [outcomes["as it is"]!, outcomes[name]!] as const)
      .filter(([one]) => one.index !== null);
    const gainOf = ([one, other]: (typeof pairs)[number]) => (other.index ?? 0) - one.index!;
    const won = pairs.filter((pair) => gainOf(pair) > MOST_GAIN);
    const noticed = won.filter(([one, other]) => other.flags.some((flag) => !one.flags.includes(flag)));
    for (const pair of won)
      note(`${name}: ${pair[0].name} gains ${gainOf(pair).toFixed(2)}${noticed.includes(pair) ? ", flagged" : ""}`);
    const harmless = pairs.length - won.length + noticed.length;
    return {
      what: `${name}: gains <= ${MOST_GAIN} or is flagged`,
      target: ">= 90 %",
      measured: `${shareText(harmless, pairs.length)}, gained more in ${won.length}, flagged of these ${noticed.length}`,
      met: harmless >= 0.9 * pairs.length,
    };
  });
  return [
    ...lines,
    {
      what: "flagged though nobody attacks",
      target: "<= 5 %",
      measured: shareText(alarms.length, judged.length),
      met: alarms.length <= 0.05 * judged.length,
    },
  ];
};
