import type { EventLog } from "../../src/event-log/columns.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { declaredWorkflow, learnWorkflow, type ReferenceWorkflow } from "../reference-workflow.ts";
import { defineSignal } from "../signal.ts";
import { hasStages, performedTrace, visitedTrace } from "../trace.ts";

const MINIMUM = 50;
/** Fewer traces than this teach no usual path. */
const MINIMUM_TO_LEARN = 30;
/** A declared workflow is taken for the one in use when at least this share of the traces stays within its statuses. */
const FITTING_SHARE = 0.8;

export const signal = defineSignal({
  id: "workflow-conformance",
  reference: "S29",
  title: "Workflow conformance",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Finished items that went through the reference workflow step by step and spent at least 60 seconds in each of its mandatory stages, of all finished " +
    "items judged. The reference is the declared workflow of project and type; where none constrains anything, the frequent paths that cover 80 % of the team's " +
    "items finished in the first half of the window, and only items of the second half are judged. 0 % = every item skips or leaves it.",
  source:
    "Trace fitness (process mining), after Gupta and Sureka 2014; 80 % is the 80/20 habit of process mining; the rungs are expert priors.",
  limits: [
    "A workflow enforced by the tool scores high whether or not it helps.",
    "The learned reference says that work follows its own usual path, not that the path is good.",
    "A workflow changed in the middle of the window makes its earlier half a poor teacher.",
  ],
  guard: "Stages passed in under 60 seconds count as skipped; fewer than three stages in use is insufficient evidence.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle, visits } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const middle = (scope.window.startAt + scope.window.endAt) / 2;
    const found = { judged: 0, conforming: 0, skipped: 0, left: 0, declared: 0, mandatory: 0 };
    let hadStages = false;
    for (const team of Map.groupBy(finishedItems(facts, scope, excluded), (item) => log.items.team[item]!).values()) {
      if (!hasStages(facts, team)) {
        excluded.add("only open and closed states in use", team.length);
        continue;
      }
      hadStages = true;
      const traces = new Map(team.map((item) => [item, performedTrace(visits, item, lifecycle.doneAt[item]!)]));
      const isEarlier = (item: number): boolean => lifecycle.doneAt[item]! < middle;
      let pooled: ReferenceWorkflow | null | undefined;
      for (const items of Map.groupBy(
        team,
        (item) => log.items.typeRaw[item]! * log.projects.length + log.items.project[item]!,
      ).values()) {
        let reference = fittingDeclared(log, items, traces);
        const judged = reference === null ? items.filter((item) => !isEarlier(item)) : items;
        if (reference === null) {
          const earlier = items.filter(isEarlier);
          if (earlier.length >= MINIMUM_TO_LEARN)
            reference = learnWorkflow(
              log,
              earlier.map((item) => traces.get(item)!),
            );
          else {
            if (pooled === undefined) pooled = learnFrom(log, team.filter(isEarlier), traces);
            reference = pooled;
          }
        }
        if (reference === null) {
          excluded.add("too few earlier items to learn the usual path from", judged.length);
          continue;
        }
        for (const item of judged) {
          const trace = traces.get(item)!;
          const skipped = reference.mandatory.filter((status) => !trace.includes(status));
          const stays = reference.allows(trace) || reference.allows(visitedTrace(visits, item, lifecycle.doneAt[item]!));
          found.judged++;
          if (reference.kind === "declared") found.declared++;
          if (skipped.length > 0) found.skipped++;
          else if (!stays) found.left++;
          if (skipped.length === 0 && stays) {
            found.conforming++;
            examples.add("meets", item, trace.length, () => `${trace.length} stages, none skipped`);
          } else {
            examples.add("misses", item, skipped.length + (stays ? 0 : 0.5), () =>
              skipped.length > 0
                ? `skipped ${skipped.map((status) => log.statuses[status]!.name).join(", ")}`
                : `left the ${reference.kind === "declared" ? "declared workflow" : "usual path"}`,
            );
          }
        }
      }
    }
    if (!hadStages && excluded.total > 0) {
      return cannotTell(
        "Only open and closed states are in use, so there is no workflow that could be followed or left.",
        0,
        excluded.toExclusions(),
      );
    }
    if (found.judged < MINIMUM) return tooFew("finished items to judge", found.judged, MINIMUM, excluded.toExclusions());
    return percentage(found.conforming, found.judged, {
      coverage: coverageOf(found.judged, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "judged on a declared workflow": found.declared,
        "judged on a learned path": found.judged - found.declared,
        "skipped a mandatory stage": found.skipped,
        "left the workflow without skipping": found.left,
      },
      warnings:
        found.declared < found.judged
          ? [
              "No declared workflow that constrains anything fits all items: the others are judged on the path usual in the first half of the window.",
            ]
          : [],
    });
  },
});

function learnFrom(
  log: EventLog,
  items: readonly number[],
  traces: ReadonlyMap<number, readonly number[]>,
): ReferenceWorkflow | null {
  return items.length < MINIMUM_TO_LEARN
    ? null
    : learnWorkflow(
        log,
        items.map((item) => traces.get(item)!),
      );
}

/** The declared workflow of items of one project and type, unless they go other ways than it knows. */
function fittingDeclared(
  log: EventLog,
  items: readonly number[],
  traces: ReadonlyMap<number, readonly number[]>,
): ReferenceWorkflow | null {
  const reference = declaredWorkflow(log, items[0]!);
  if (reference === null) return null;
  const fitting = items.filter((item) => traces.get(item)!.every((status) => reference.knows(status))).length;
  return fitting >= FITTING_SHARE * items.length ? reference : null;
}
