import type { Rating } from "../../../src/model/level.ts";
import type { Figure } from "../figure.ts";
import { judgedPopulation } from "../judged-population.ts";
import { drawOrganisation } from "../population.ts";
import { shareText } from "../sample.ts";
import { kappaOf } from "../statistics/kappa.ts";
import { quantile } from "../statistics/resample.ts";
import { CARRIED_BY, trueRating } from "../truth.ts";

const PLACE: Readonly<Partial<Record<Rating, number>>> = { N: 0, P: 1, L: 2, F: 3 };

/** Is each sentence rated as it is practised? Organisations in between count too: they practise some sentences in part. */
export const characteristics: Figure = async ({ times, note }) => {
  const outcomes = await judgedPopulation({ times });
  const specs = new Map(outcomes.map(({ name, level, group }) => [name, drawOrganisation(name, level, group).spec]));
  const kappas = Object.keys(CARRIED_BY).map((sentence) => {
    const pairs = outcomes.flatMap(({ name, ratings }) => {
      const rated = PLACE[ratings[sentence]!];
      return rated === undefined ? [] : [[trueRating(sentence, specs.get(name)!), rated] as const];
    });
    const kappa = kappaOf(pairs, 4);
    const counts = [0, 1, 2, 3].map((truth) =>
      [0, 1, 2, 3].map((rated) => pairs.filter(([a, b]) => a === truth && b === rated).length).join(" "),
    );
    note(
      `${sentence}  kappa ${kappa.toFixed(2)}  rated ${pairs.length} of ${outcomes.length}; by what is so (N, P, L, F) rated N P L F: ${counts.join(" | ")}`,
    );
    const near = pairs.filter(([truth, rated]) => Math.abs(truth - rated) <= 1).length;
    const exact = pairs.filter(([truth, rated]) => truth === rated).length;
    return { sentence, kappa, rated: pairs.length, near, exact };
  });
  const sum = (of: (one: (typeof kappas)[number]) => number) => kappas.reduce((total, one) => total + of(one), 0);
  const known = kappas.filter(({ kappa }) => !Number.isNaN(kappa));
  const median = quantile(
    known.map(({ kappa }) => kappa),
    0.5,
  );
  const low = known.filter(({ kappa }) => kappa < 0.62);
  const half = kappas.filter(({ rated }) => rated < outcomes.length / 2).map(({ sentence }) => sentence);
  return [
    {
      what: "weighted kappa of ratings, median of sentences",
      target: ">= 0.80",
      measured: `${median.toFixed(2)} over ${known.length} sentences`,
      value: median,
      met: median >= 0.8,
    },
    {
      what: "sentences with a weighted kappa below 0.62",
      target: "none",
      measured: low.length === 0 ? "none" : low.map(({ sentence, kappa }) => `${sentence}: ${kappa.toFixed(2)}`).join(", "),
      met: low.length === 0,
    },
    {
      // Kappa is low whatever the agreement where hardly anything varies (Feinstein and Cicchetti 1990).
      what: "ratings on the step that is practised, and within one of it",
      target: "",
      measured: `${shareText(sum(({ exact }) => exact), sum(({ rated }) => rated))}, ${shareText(sum(({ near }) => near), sum(({ rated }) => rated))}`, // prettier-ignore
      met: null,
    },
    {
      what: "sentences rated in less than half of organisations",
      target: "",
      measured: half.length === 0 ? "none" : half.join(", "),
      met: null,
    },
  ];
};
