import { practiceSets, type PracticeId } from "../../../fixtures/demo-organisation/practices.ts";
import type { Level } from "../../../src/model/level.ts";
import type { Figure } from "../figure.ts";
import { runAll } from "../pool.ts";
import { SEASON, shareText } from "../sample.ts";
import { CARRIED_BY } from "../truth.ts";

interface Injection {
  readonly sentence: string;
  readonly level: Level;
  /** True: the habits were missing and are taken up. False: those of the next level are added. */
  readonly missing: boolean;
}

const INJECTIONS: readonly Injection[] = [
  { sentence: "2.1", level: 2, missing: true },
  { sentence: "2.2", level: 2, missing: true },
  { sentence: "3.2", level: 2, missing: false },
  { sentence: "3.4", level: 2, missing: false },
  { sentence: "3.3", level: 3, missing: true },
  { sentence: "4.1", level: 3, missing: false },
  { sentence: "4.2", level: 3, missing: false },
  { sentence: "5.2", level: 4, missing: false },
  { sentence: "5.3", level: 4, missing: false },
];
const WEEKS = 92;
/** What must come from the sentence itself of all that rises. */
const OWN_SHARE = 0.6;

/** A habit is taken up in the middle of the history: the index must rise, and the right sentence must carry it. */
export const responsiveness: Figure = async ({ reduced, times, note }) => {
  const each = times(8);
  const chosen = reduced ? INJECTIONS.filter(({ sentence }) => sentence === "2.2" || sentence === "5.2") : INJECTIONS;
  const cases = chosen.flatMap((injection) =>
    Array.from({ length: each }, (_, n) => {
      const own = practiceSets[injection.level];
      const habits = CARRIED_BY[injection.sentence]![0]!;
      const without: readonly PracticeId[] = own.filter((id) => !habits.includes(id));
      const [before, after] = injection.missing ? [without, own] : [own, [...new Set([...own, ...habits])]];
      const name = `${SEASON}/responsiveness/${injection.sentence}/${n}`;
      return {
        injection,
        input: { drawn: { name, level: injection.level, group: "pure" as const, weeks: WEEKS }, before, after },
      };
    }),
  );
  const judged = await runAll("judge-change", cases.map(({ input }) => input)); // prettier-ignore
  const pairs = judged.map(([before, after], at) => {
    const { sentence } = cases[at]!.injection;
    const rises = Object.entries(after.attainments).flatMap(([id, value]) => {
      const was = before.attainments[id];
      return id.startsWith("1.") || id === "4.5" || was === null || was === undefined || value === null
        ? []
        : [{ id, rise: value - was }];
    });
    const own = rises.find(({ id }) => id === sentence)?.rise ?? null;
    const all = rises.reduce((sum, { rise }) => sum + Math.max(0, rise), 0);
    return { sentence, before, after, own, share: own === null || all === 0 ? null : Math.max(0, own) / all };
  });
  for (const injection of chosen) {
    const own = pairs.filter(({ sentence }) => sentence === injection.sentence);
    note(
      `${injection.sentence}: ${own.map(({ before, after, own: rise, share }) => `${before.index?.toFixed(2) ?? "?"} to ${after.index?.toFixed(2) ?? "?"} (own ${rise?.toFixed(2) ?? "?"}, share ${share?.toFixed(2) ?? "?"})`).join("  ")}`,
    );
  }
  const known = pairs.filter(({ before, after }) => before.index !== null && after.index !== null);
  // Where an index has nowhere to go within its level, it cannot fall either.
  const right = known.filter(({ before, after }) => after.index! >= before.index! - 0.005);
  const clearly = known.filter(({ before, after }) => after.index! > before.index! + 0.005);
  const rated = pairs.filter(({ own }) => own !== null);
  const rose = rated.filter(({ own }) => own! > 0);
  const carried = rated.filter(({ share }) => share !== null && share >= OWN_SHARE);
  return [
    {
      what: "index does not fall after a habit is taken up",
      target: ">= 90 %",
      measured: shareText(right.length, known.length),
      met: right.length >= 0.9 * known.length,
    },
    {
      what: "index rises",
      target: ">= 90 %",
      measured: shareText(clearly.length, known.length),
      met: clearly.length >= 0.9 * known.length,
    },
    {
      what: "the sentence itself rises",
      target: ">= 90 %",
      measured: shareText(rose.length, rated.length),
      met: rose.length >= 0.9 * rated.length,
    },
    {
      what: `it carries ${100 * OWN_SHARE} % of all that rises`,
      target: ">= 90 %",
      measured: shareText(carried.length, rated.length),
      met: carried.length >= 0.9 * rated.length,
    },
  ];
};
