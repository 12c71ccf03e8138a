import { attainment } from "../maturity/attainment.ts";
import { desirabilityAt } from "../maturity/desirability.ts";
import type { Assessment } from "../maturity/judge.ts";
import { exceeds } from "../maturity/rating.ts";
import { listed, nameOf, titleInside } from "../maturity/wording.ts";
import type { RoadmapProblem, Subject } from "./problem.ts";

/** Why nothing that moves with the work reaches the target, as a sentence: what stays below even with all of it at its best. */
export function outOfReach(problem: RoadmapProblem, { judging, whole }: Assessment): string {
  const bound = problem.rules.ratingBounds[1];
  const stuck = new Map<string, Set<string>>();
  for (const { subjects } of problem.scopes)
    for (const subject of subjects) {
      if (subject.level > problem.target || exceeds(bestOf(subject, problem), bound)) continue;
      const fixed = stuck.get(subject.id) ?? new Set<string>();
      for (const { signal } of subject.parts) if (!problem.movable.has(signal)) fixed.add(signal);
      stuck.set(subject.id, fixed);
    }
  if (stuck.size === 0)
    return `Level ${problem.target} is not reached surely enough by any change of what moves with the work while everything else stays as it is.`;
  const names = Array.from(stuck.keys(), (id) => nameOf(whole.get(id)!.characteristic));
  const entered = [...new Set([...stuck.values()].flatMap((set) => [...set]))].toSorted();
  const titles = entered.map((id) => titleInside(judging.signals.get(id)!.title));
  const because = titles.length === 0 ? "" : `; what keeps it there is no practice that could be changed (${listed(titles)})`;
  return `Even with everything at its best, ${listed(names)} would not be largely met${because}.`;
}

function bestOf({ parts, cap, level }: Subject, { scales, movable, rules }: RoadmapProblem): number {
  const desirabilities = parts.map((part) => {
    const scale = scales.get(part.signal)!;
    const position = movable.has(part.signal) ? Infinity : part.position;
    return Math.min(desirabilityAt(scale.positions, 0, level, rules.ratingBounds, position), part.cap);
  });
  return attainment(
    desirabilities,
    parts.map(({ weight }) => weight),
    parts.map(({ primary }) => (primary ? 1 : 0)),
    cap,
    rules,
  );
}
