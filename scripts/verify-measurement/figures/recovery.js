import { LEVELS } from "../../../src/model/level.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { judgedPopulation } from "../judged-population.ts";
import { kappaOf } from "../statistics/kappa.ts";
import { bootstrapQuantiles } from "../statistics/resample.ts";
/** Is the level found that the organisation has by its habits? */
export const recovery = async ({ reduced, note }) => {
    const outcomes = (await judgedPopulation(reduced)).filter(({ group }) => group !== "between");
    const judged = outcomes.flatMap(({ level, best }) => (best === null ? [] : [{ level, best }]));
    const exact = judged.filter(({ level, best }) => level === best).length;
    const near = judged.filter(({ level, best }) => Math.abs(level - best) <= 1).length;
    const pairs = judged.map(({ level, best }) => [level - 1, best - 1]);
    const kappa = kappaOf(pairs, 5);
    const [low] = bootstrapQuantiles(pairs, (sample) => kappaOf(sample, 5), [0.025], seededRandom("recovery"));
    for (const practised of LEVELS) {
        const own = outcomes.filter(({ level }) => level === practised);
        const found = [...LEVELS, null].map((best) => `${best ?? "?"}: ${own.filter((one) => one.best === best).length}`);
        note(`habits of level ${practised} are judged ${found.join(", ")}`);
    }
    const share = (count) => `${count} of ${judged.length} (${((100 * count) / judged.length).toFixed(1)} %)`;
    return [
        { what: "level exact", target: ">= 85 %", measured: share(exact), met: exact >= 0.85 * judged.length },
        { what: "level within one", target: ">= 99 %", measured: share(near), met: near >= 0.99 * judged.length },
        {
            what: "quadratic weighted kappa",
            target: ">= 0.90, low >= 0.85",
            measured: `${kappa.toFixed(3)}, 95 % from ${low.toFixed(3)}`,
            met: kappa >= 0.9 && low >= 0.85,
        },
        {
            what: "organisations that were judged",
            target: ">= 80 %",
            measured: `${judged.length} of ${outcomes.length}`,
            met: judged.length >= 0.8 * outcomes.length,
        },
    ];
};
