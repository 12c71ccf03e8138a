import { LEVELS } from "../../../src/model/level.ts";
import type { Figure } from "../figure.ts";
import { judgedPopulation } from "../judged-population.ts";
import { drawOrganisation } from "../population.ts";
import { mean } from "../statistics/icc.ts";
import { areaUnderCurve, cohenD, spearman } from "../statistics/ranks.ts";

/** Are neighbouring levels told apart by the index, and does it depend on what is not maturity? */
export const groups: Figure = async ({ times, note }) => {
  const outcomes = (await judgedPopulation({ times })).filter(({ group, index }) => group !== "between" && index !== null);
  const indices = LEVELS.map((level) => outcomes.filter((one) => one.level === level).map(({ index }) => index!));
  for (const [at, values] of indices.entries())
    note(
      `habits of level ${at + 1}: index ${mean(values).toFixed(2)} on average, ${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`,
    );
  const pairs = [0, 1, 2, 3].map((at) => ({
    auc: areaUnderCurve(indices[at]!, indices[at + 1]!),
    d: cohenD(indices[at]!, indices[at + 1]!),
  }));
  const worst = Math.min(...pairs.map(({ auc }) => auc));
  const smallest = Math.min(...pairs.map(({ d }) => d));
  // What is left of the index when the level's mean is taken away.
  const rest = outcomes.map(({ index, level }) => index! - mean(indices[level - 1]!));
  const specs = outcomes.map(({ name, level, group }) => drawOrganisation(name, level, group).spec);
  const share = (style: string) => specs.map(({ teams }) => teams.filter((team) => team.style === style).length / teams.length);
  const things: Readonly<Record<string, readonly number[]>> = {
    people: outcomes.map(({ people }) => people),
    items: outcomes.map(({ items }) => items),
    teams: specs.map(({ teams }) => teams.length),
    "size of an item": specs.map(({ teams }) => mean(teams.map(({ effortMedianHours }) => effortMedianHours))),
    scrum: share("scrum"),
    support: share("support"),
    "open source": share("open-source"),
  };
  const rhos = Object.entries(things).map(([name, values]) => ({ name, rho: spearman(rest, values) }));
  const high = rhos.filter(({ rho }) => Math.abs(rho) > 0.3);
  return [
    {
      what: "AUC of neighbouring levels",
      target: ">= 0.95",
      measured: pairs.map(({ auc }) => auc.toFixed(3)).join(", "),
      met: worst >= 0.95,
    },
    {
      what: "Cohen's d of neighbouring levels",
      target: ">= 1.5",
      measured: pairs.map(({ d }) => d.toFixed(2)).join(", "),
      met: smallest >= 1.5,
    },
    {
      what: "rank correlation of the index within levels with",
      target: "each <= 0.30",
      measured: rhos.map(({ name, rho }) => `${name} ${rho.toFixed(2)}`).join(", "),
      met: high.length === 0,
    },
  ];
};
