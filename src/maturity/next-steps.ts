import type { Level } from "../model/level.ts";
import type { Gap, Result } from "../model/result.ts";
import { countedAt } from "./gaps.ts";
import { FEWEST_RATED } from "./level-rule.ts";
import type { LevelFigures } from "./level-verdict.ts";
import type { Evidence } from "./scope.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import { clause, listed, nameOf, plural, sentence, titleInside } from "./wording.ts";

type Step = Result["next"][number];

const MOST_STEPS = 8;
/** Of what a team that holds the whole back could do, the first few. */
const STEPS_A_TEAM = 2;

/** A team that a gap names, with what holds it back itself. */
export interface NamedTeam {
  readonly name: string;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly gaps: readonly Gap[];
}

/**
 * What to look at next. Practices come from the characteristics that hold back the next level: N first, since one alone blocks, then the nearest
 * to being met. Evidence steps change only what can be seen: first what more of the same work would settle, then what is not measured at all.
 * Evidence leads where the next level cannot be assessed; tolerated gaps come last, and then what an attained level does not rest on. Nothing is asked
 * for that would still leave a characteristic without enough evidence.
 */
export function nextSteps(
  scope: ReadonlyMap<string, Evidence>,
  figures: LevelFigures,
  gaps: readonly Gap[],
  { minimumCoverage }: Pick<Ruleset, "minimumCoverage">,
  teams: readonly NamedTeam[] = [],
): Step[] {
  const practices = [
    ...teams.flatMap(teamSteps),
    ...practiceSteps(
      scope,
      gaps.filter((gap) => !gap.tolerated),
    ),
  ];
  const tolerated = practiceSteps(
    scope,
    gaps.filter((gap) => gap.tolerated),
  );
  const next = figures.best === null ? 2 : figures.best === 5 ? null : ((figures.best + 1) as Level);
  const evidence = next === null ? [] : evidenceSteps(scope, next, minimumCoverage);
  const unseen = ([5, 4, 3, 2] as const)
    .filter((level) => level <= (figures.best ?? 1))
    .flatMap((level) => evidenceSteps(scope, level, minimumCoverage));
  const open = figures.openLevel !== null && figures.openLevel === next;
  const ordered = open
    ? [...evidence, ...practices, ...tolerated, ...unseen]
    : [...practices, ...evidence, ...tolerated, ...unseen];
  const seen = new Set<string>();
  return ordered.filter(({ sentence: text }) => !seen.has(text) && seen.add(text)).slice(0, MOST_STEPS);
}

function teamSteps({ name, evidence, gaps }: NamedTeam): Step[] {
  const own = practiceSteps(
    evidence,
    gaps.filter((gap) => !gap.tolerated),
  );
  return own.slice(0, STEPS_A_TEAM).map((step) => ({ ...step, sentence: `Team ${name}: ${step.sentence}` }));
}

function practiceSteps(scope: ReadonlyMap<string, Evidence>, gaps: readonly Gap[]): Step[] {
  const named = gaps.filter((gap) => gap.kind === "characteristic");
  // Gaps come worst first; of the P ones the nearest to the bound is the shortest way.
  const ordered = [...named.filter((gap) => gap.rating === "N"), ...named.filter((gap) => gap.rating !== "N").toReversed()];
  return ordered.map((gap) => {
    const { characteristic } = scope.get(gap.id)!;
    return { kind: "practice", sentence: characteristic.remediation, characteristic: gap.id };
  });
}

/** Share of the weight that could be measured at best: all but what does not apply and what this version does not measure at all. */
function obtainable({ missing, signals }: Evidence): number {
  const weightOf = new Map(signals.map(({ id, weight }) => [id, weight]));
  const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + weightOf.get(id)!, 0);
  const of = (isMeant: (measure: Evidence["missing"][number]["measure"]) => boolean): number =>
    sum(missing.filter(({ measure }) => isMeant(measure)).map(({ id }) => id));
  const applicable = sum([...weightOf.keys()]) - of((measure) => measure.outcome === "not-applicable");
  const awaited = of((measure) => measure.outcome === "not-supported" && measure.by === "version");
  return applicable === 0 ? 0 : 1 - awaited / applicable;
}

/** `a and b (why); c (why)`: a reason is told once, however many signals it holds for. */
function byReason(blind: readonly { readonly title: string; readonly measure: { readonly reason: string } }[]): string {
  const groups = Map.groupBy(blind, ({ measure }) => clause(measure.reason));
  return [...groups]
    .map(([reason, signals]) => `${listed(signals.map(({ title }) => titleInside(title)))} (${reason})`)
    .join("; ");
}

/** What would let the characteristics of a level be judged that cannot be now; sentences, the nearest first. */
export function evidenceSteps(scope: ReadonlyMap<string, Evidence>, level: Level, minimumCoverage: number): Step[] {
  const unrated = countedAt(scope, level).filter(({ draws }) => draws === null);
  const growing: { readonly step: Step; readonly needed: number }[] = [];
  const unseen: Step[] = [];
  for (const { evidence } of unrated) {
    const { characteristic, missing } = evidence;
    if (obtainable(evidence) < minimumCoverage - 1e-9) continue;
    const waiting = missing.flatMap(({ title, measure }) =>
      measure.outcome === "insufficient-data" && measure.needed !== null && measure.needed > 0
        ? [{ title, needed: Math.ceil(measure.needed) }]
        : [],
    );
    for (const { title, needed } of waiting)
      growing.push({
        step: {
          kind: "evidence",
          sentence: `${title} needs ${plural(needed, "more observation", "more observations")} before it can help to judge ${nameOf(characteristic)}.`,
          characteristic: characteristic.id,
        },
        needed,
      });
    const blind = missing.filter(
      ({ measure }) =>
        (measure.outcome === "not-supported" && measure.by === "tool") ||
        (measure.outcome === "insufficient-data" && measure.needed === null && measure.ofTeamsOnly !== true),
    );
    if (blind.length > 0)
      unseen.push({
        kind: "evidence",
        sentence: sentence(`What keeps ${nameOf(characteristic)} from being judged: ${byReason(blind)}`),
        characteristic: characteristic.id,
      });
    // What this version does not measure, no reader can make visible.
    const awaited = missing.some(({ measure }) => measure.outcome === "not-supported" && measure.by === "version");
    if (waiting.length === 0 && blind.length === 0 && !awaited && evidence.reason !== null)
      unseen.push({
        kind: "evidence",
        sentence: sentence(`${nameOf(characteristic)}: ${evidence.reason}`),
        characteristic: characteristic.id,
      });
  }
  const steps = [...growing.toSorted((a, b) => a.needed - b.needed).map(({ step }) => step), ...unseen];
  // With enough rated, what is left unseen is of less use than the practices.
  const rated = countedAt(scope, level).length - unrated.length;
  return rated >= FEWEST_RATED ? steps.slice(0, 3) : steps;
}
