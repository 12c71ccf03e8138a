import { detectableDifference } from "../../../src/trend/change.ts";
import type { Figure } from "../figure.ts";
import type { Outcome } from "../outcome.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { PLACEBOS } from "../variants/variants.ts";

const detectable = (one: Outcome, other: Outcome): number =>
  detectableDifference({ minimalDetectableChange: one.mdc }, { minimalDetectableChange: other.mdc });

/** Changes that are none of the work must not be seen. */
export const placebos: Figure = async ({ times, note }) => {
  const names = Object.keys(PLACEBOS);
  const judged = await runAll(
    "judge-variants",
    sampleOf("placebos", times(12)).map((drawn) => ({ drawn, variants: names })),
  );
  return names.map((name) => {
    const pairs = judged
      .map((outcomes) => [outcomes["as it is"]!, outcomes[name]!] as const)
      .filter(([one]) => one.index !== null);
    const still = pairs.filter(
      ([one, other]) => other.index !== null && Math.abs(other.index - one.index!) <= detectable(one, other),
    );
    const level = pairs.filter(([one, other]) => one.best === other.best).length;
    for (const [one, other] of pairs)
      if (!still.some(([same]) => same === one))
        note(
          `${name}: ${one.name} from ${one.index?.toFixed(2)} to ${other.index?.toFixed(2) ?? "?"}, detectable ${detectable(one, other).toFixed(2)}`,
        );
    return {
      what: `${name}: index moves no more than detectable`,
      target: ">= 95 %",
      measured: `${shareText(still.length, pairs.length)}, level the same in ${level}`,
      value: level / pairs.length,
      met: still.length >= 0.95 * pairs.length,
    };
  });
};
