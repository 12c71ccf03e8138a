import type { Figure } from "../figure.ts";
import { runAll } from "../pool.ts";

const PERTURBATIONS = 20_000;
const REDUCED = 150;
/** As many as are done in about a second. */
const AT_ONCE = 100;

/** Does a better value of one signal ever lower an attainment, the level or the index, as long as the same sentences stay rated? */
export const monotonicity: Figure = async ({ reduced, times, note }) => {
  const count = reduced ? REDUCED : times(PERTURBATIONS);
  const pieces = Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, n) => ({
    seed: `monotonicity/${n}`,
    count: Math.min(AT_ONCE, count - n * AT_ONCE),
  }));
  const raised = await runAll("raise-signals", pieces);
  const sum = (of: (one: (typeof raised)[number]) => number) => raised.reduce((total, one) => total + of(one), 0);
  for (const { violations } of raised) for (const violation of violations) note(violation);
  const violations = sum((one) => one.violations.length);
  return [
    {
      what: "a better signal lowers attainment, level or index",
      target: `0 of ${PERTURBATIONS}`,
      measured: `${violations} of ${count} (${sum(({ comparable }) => comparable)} with the same sentences rated, ${sum(({ moved }) => moved)} moved something)`,
      met: violations === 0,
    },
  ];
};
