import { readFileSync } from "node:fs";
import { sharedPath, SHARED_MISSING } from "../../../test/support/shared.ts";
import type { Figure, Line } from "../figure.ts";
import type { Outcome } from "../outcome.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { quantile } from "../statistics/resample.ts";

/** The same work kept in Jira, in Linear and on GitHub: what a tool does not show must be missing, never less. */
export const connectors: Figure = async ({ reduced, times, note }) => {
  const sdl = { linear: sharedPath("schemas/linear.graphql"), github: sharedPath("schemas/github.graphql") };
  if (sdl.linear === null || sdl.github === null)
    return [{ what: "the same history in three tools", target: "", measured: SHARED_MISSING, met: null }];
  const texts = { linear: readFileSync(sdl.linear, "utf8"), github: readFileSync(sdl.github, "utf8") };
  const cases = sampleOf("connectors", times(4)).filter(({ level }) => !reduced || level === 3);
  const judged = await runAll("judge-in-tools", cases.map((drawn) => ({ drawn, sdl: texts }))); // prettier-ignore
  const pairs = judged.flatMap(({ jira, linear, github }) => [
    { tool: "Linear", one: jira, other: linear },
    { tool: "GitHub", one: jira, other: github },
  ]);
  for (const { jira, linear, github } of judged)
    note(
      `${jira.name}: ${[jira, linear, github].map(({ index, best, open }) => `${index?.toFixed(2) ?? "?"} (${best ?? "?"}${open === null ? "" : `, ${open} cannot be judged`})`).join("  ")}`,
    );
  // Who says that the next level cannot be judged from here has not judged it lower.
  const both = pairs.filter(({ one, other }) => one.index !== null && other.index !== null && !cannotSee(one, other));
  const differences = both.map(({ one, other }) => Math.abs(one.index! - other.index!));
  const same = both.filter(({ one, other }) => one.best === other.best).length;
  const [median, most] = [quantile(differences, 0.5), quantile(differences, 0.95)];
  const lower = pairs.flatMap(({ tool, one, other }) => fallen(one, other).map((id) => `${tool} ${one.name} ${id}`));
  for (const one of lower) note(`rated lower by two steps or more: ${one}`);
  const exact = (tool: string, outcomes: readonly Outcome[]): Line => {
    const known = outcomes.filter(({ best }) => best !== null);
    const found = known.filter(({ best, level }) => best === level).length;
    const blind = known.filter(({ best, level, open }) => best! < level && open === best! + 1).length;
    return {
      what: `level exact as kept in ${tool}`,
      target: "",
      measured: `${shareText(found, known.length)}, in ${blind} more the next one is said not to be seen`,
      met: null,
    };
  };
  const rated = pairs.reduce((sum, { one, other }) => sum + ratedInBoth(one, other).length, 0);
  return [
    exact("Jira", judged.map(({ jira }) => jira)), // prettier-ignore
    exact("Linear", judged.map(({ linear }) => linear)), // prettier-ignore
    exact("GitHub", judged.map(({ github }) => github)), // prettier-ignore
    {
      what: "level the same as in Jira where both are judged",
      target: ">= 95 %",
      measured: `${shareText(same, both.length)} of ${pairs.length}`,
      met: same >= 0.95 * both.length,
    },
    {
      what: "a lower level that says itself that it cannot see",
      target: "",
      measured: shareText(pairs.filter(({ one, other }) => cannotSee(one, other)).length, pairs.length),
      met: null,
    },
    { what: "difference of the index, median", target: "<= 0.10", measured: median.toFixed(2), met: median <= 0.1 },
    { what: "difference of the index, 95 %", target: "<= 0.30", measured: most.toFixed(2), met: most <= 0.3 },
    {
      what: "sentences rated two steps lower than in Jira",
      target: "<= 1 %",
      measured: shareText(lower.length, rated),
      met: lower.length <= 0.01 * rated,
    },
  ];
};

function cannotSee(one: Outcome, other: Outcome): boolean {
  return other.best !== null && one.best !== null && other.best < one.best && other.open === other.best + 1;
}

const PLACE = { N: 0, P: 1, L: 2, F: 3 } as const;

function placeOf(rating: string | undefined): number | null {
  return rating !== undefined && rating in PLACE ? PLACE[rating as keyof typeof PLACE] : null;
}

function ratedInBoth(one: Outcome, other: Outcome): readonly string[] {
  return Object.keys(one.ratings).filter((id) => placeOf(one.ratings[id]) !== null && placeOf(other.ratings[id]) !== null);
}

function fallen(one: Outcome, other: Outcome): readonly string[] {
  return ratedInBoth(one, other).filter((id) => placeOf(one.ratings[id])! - placeOf(other.ratings[id])! >= 2);
}
