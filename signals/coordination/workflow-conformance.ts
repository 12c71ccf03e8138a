import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { declaredWorkflow } from "../reference-workflow.ts";
import { replacedStatuses, translated } from "../replaced-statuses.ts";
import { defineSignal } from "../signal.ts";
import { hasStages, performedTrace, visitedTrace } from "../trace.ts";

const MINIMUM = 50;
/** A declared workflow is taken for the one in use when at least this share of the traces stays within its statuses. */
const FITTING_SHARE = 0.8;
const NONE: ReadonlyMap<number, number> = new Map();

export const signal = defineSignal({
  id: "workflow-conformance",
  reference: "S29",
  title: "Workflow conformance",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Finished items that went through the workflow which their tool declares for their project and type step by step, and spent at least 60 seconds in each of " +
    "its mandatory stages, of all finished items with such a workflow. A workflow that lets every state follow every other makes no stage mandatory and is none. " +
    "0 % = every item skips or leaves it.",
  source: "Trace fitness (process mining), after Gupta and Sureka 2014; the rungs are expert priors.",
  limits: [
    "A workflow enforced by the tool scores high whether or not it helps.",
    "Where nothing is declared that could be left, this cannot be seen; how usual the paths of work are is S30.",
    "The workflow is read as it is now: work that followed an earlier one may look as if it left it. A status that another one of its category replaced is read as that one.",
  ],
  guard: "Stages passed in under 60 seconds count as skipped; fewer than three stages in use is insufficient evidence.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "declared-workflow"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle, visits } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const found = { judged: 0, conforming: 0, skipped: 0, left: 0 };
    let hadStages = false;
    let hadWorkflow = false;
    for (const team of Map.groupBy(finishedItems(facts, scope, excluded), (item) => log.items.team[item]!).values()) {
      if (!hasStages(facts, team)) {
        excluded.add("only open and closed states in use", team.length);
        continue;
      }
      hadStages = true;
      const traces = new Map<number, readonly number[]>(
        team.map((item) => [item, performedTrace(visits, item, lifecycle.doneAt[item]!)]),
      );
      for (const items of Map.groupBy(
        team,
        (item) => log.items.typeRaw[item]! * log.projects.length + log.items.project[item]!,
      ).values()) {
        const reference = declaredWorkflow(log, items[0]!);
        const knows = (status: number): boolean => reference!.knows(status);
        // Only where something is unknown can something have been replaced.
        const replaced =
          reference === null || items.every((item) => traces.get(item)!.every(knows))
            ? NONE
            : replacedStatuses(facts, items, reference);
        if (replaced.size > 0) for (const item of items) traces.set(item, translated(traces.get(item)!, replaced));
        const fitting = items.filter((item) => reference !== null && traces.get(item)!.every(knows)).length;
        if (reference === null || fitting < FITTING_SHARE * items.length) {
          excluded.add("no declared workflow that constrains anything", items.length);
          continue;
        }
        hadWorkflow = true;
        for (const item of items) {
          const trace = traces.get(item)!;
          const skipped = reference.mandatory.filter((status) => !trace.includes(status));
          const visited = translated(visitedTrace(visits, item, lifecycle.doneAt[item]!), replaced);
          const stays = reference.allows(trace) || reference.allows(visited);
          found.judged++;
          if (skipped.length > 0) found.skipped++;
          else if (!stays) found.left++;
          if (skipped.length === 0 && stays) {
            found.conforming++;
            examples.add("meets", item, trace.length, () => `${trace.length} stages, none skipped`);
          } else {
            examples.add("misses", item, skipped.length + (stays ? 0 : 0.5), () =>
              skipped.length > 0
                ? `skipped ${skipped.map((status) => log.statuses[status]!.name).join(", ")}`
                : "left the declared workflow",
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
    if (hadStages && !hadWorkflow) {
      return cannotTell(
        "No workflow is declared here that makes any stage mandatory, so there is none that work could follow or leave.",
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
        "skipped a mandatory stage": found.skipped,
        "left the workflow without skipping": found.left,
      },
      warnings: [],
    });
  },
});
