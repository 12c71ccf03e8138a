import type { Figure, Line } from "../figure.ts";
import type { Outcome } from "../outcome.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { quantile } from "../statistics/resample.ts";

const MOST_BY_SIGNAL = 0.15;
const MOST_BY_FAMILY = 0.35;

/** How much hangs on single rungs, weights and signals? */
export const sensitivity: Figure = async ({ reduced, times, note }) => {
  const perturbed = await runAll(
    "judge-perturbed",
    sampleOf("sensitivity", times(10)).map((drawn) => ({ drawn, times: reduced ? 5 : 20 })),
  );
  const cases = perturbed.filter(({ base }) => base.best !== null);
  const moved = cases.flatMap(({ base, moved }) => moved.map((other) => [base, other] as const));
  const same = moved.filter(([base, other]) => other.best === base.best).length;
  const near = moved.filter(([base, other]) => other.best !== null && Math.abs(other.best - base.best!) <= 1).length;
  const steps = moved.flatMap(([base, other]) => (other.index === null ? [] : [Math.abs(other.index - base.index!)]));
  const ablation = (what: string, most: number, of: (one: (typeof cases)[number]) => Readonly<Record<string, Outcome>>): Line => {
    const all = cases.flatMap((one) => Object.entries(of(one)).map(([id, other]) => ({ id, base: one.base, other })));
    const within = all.filter(({ base, other }) => other.index === null || Math.abs(other.index - base.index!) <= most);
    const beyond = Map.groupBy(
      all.filter((one) => !within.includes(one)),
      ({ id }) => id,
    );
    for (const [id, ones] of beyond)
      note(
        `without ${id} the index moves in ${ones.length} of ${cases.length}: ${ones
          .slice(0, 6)
          .map(({ base, other }) => `${base.name} ${base.index!.toFixed(2)} to ${other.index!.toFixed(2)}`)
          .join(", ")}`,
      );
    return {
      what: `without any one ${what}: index moves <= ${most} or none`,
      target: ">= 95 %",
      measured: shareText(within.length, all.length),
      met: within.length >= 0.95 * all.length,
    };
  };
  return [
    {
      what: "rungs and weights +-20 %: level the same",
      target: ">= 85 %",
      measured: `${shareText(same, moved.length)}, within one ${near}`,
      value: near / moved.length,
      met: same >= 0.85 * moved.length,
    },
    {
      what: "rungs and weights +-20 %: index moves, median and 95 %",
      target: "",
      measured: `${quantile(steps, 0.5).toFixed(2)} and ${quantile(steps, 0.95).toFixed(2)}`,
      met: null,
    },
    ablation("signal", MOST_BY_SIGNAL, ({ withoutSignal }) => withoutSignal),
    ablation("evidence family", MOST_BY_FAMILY, ({ withoutFamily }) => withoutFamily),
  ];
};
