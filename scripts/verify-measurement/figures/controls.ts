import type { Figure, Line } from "../figure.ts";
import type { Outcome } from "../outcome.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { CONTROLS } from "../variants/variants.ts";

/** Sentences that live from when things happened, from who did them, and from links. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  "times shuffled": ["2.4", "3.4", "3.5"],
  // Not 2.2: it asks whether there is an owner at all, and none of its signals looks at who then acts.
  "actors shuffled": ["3.2", "2.5"],
  "links shuffled": ["3.3"],
};
/** Above this a fall can be told from noise. */
const CLEARLY_ATTAINED = 0.6;

/** What the judgement rests on is taken away: what rests on it must fall or no longer be rated. */
export const controls: Figure = async ({ times, note }) => {
  const names = Object.keys(CONTROLS);
  const judged = await runAll(
    "judge-variants",
    sampleOf("controls", times(8)).map((drawn) => ({ drawn, variants: names })),
  );
  const lines = Object.entries(RESTS_ON).map(([name, sentences]): Line => {
    const cases = judged.flatMap((outcomes) =>
      sentences.map((sentence) => ({ sentence, before: outcomes["as it is"]!, after: outcomes[name]! })),
    );
    const attained = cases.filter(({ sentence, before }) => (before.attainments[sentence] ?? 0) >= CLEARLY_ATTAINED);
    const fell = attained.filter(
      ({ sentence, before, after }) => (after.attainments[sentence] ?? 0) < before.attainments[sentence]!,
    );
    for (const sentence of sentences) {
      const own = attained.filter((one) => one.sentence === sentence);
      const average = (of: (one: (typeof own)[number]) => number | null) => {
        const values = own.flatMap((one) => of(one) ?? []);
        return values.length === 0 ? "?" : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
      };
      note(
        `${name}, ${sentence}: from ${average(({ before }) => before.attainments[sentence]!)} to ${average(({ after }) => after.attainments[sentence] ?? null)}, ${own.length} organisations`,
      );
    }
    return {
      what: `${name}: ${sentences.join(", ")} fall or are not rated`,
      target: ">= 90 %",
      measured: shareText(fell.length, attained.length),
      met: fell.length >= 0.9 * attained.length,
    };
  });
  const random = judged.map((outcomes): Outcome => outcomes["random process"]!);
  const low = random.filter(({ best }) => best === null || best === 1).length;
  return [
    ...lines,
    {
      what: "a random process is level 1 or not judged",
      target: "all",
      measured: shareText(low, random.length),
      value: low / random.length,
      met: low === random.length,
    },
  ];
};
