import { JOIN_BASIS } from "../../src/event-log/columns.ts";
import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, MINUTE_MS } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const BORN_DONE_MS = 15 * MINUTE_MS;
/** With fewer finished items than this share ever in progress, the board has no such stage, and skipping it says nothing. */
const STAGE_IN_USE_SHARE = 0.02;

export const signal = defineSignal({
  id: "retro-logging",
  reference: "S02",
  title: "Retro-logging rate",
  dimension: "clarity",
  unit: "%",
  better: "lower",
  definition:
    "Finished items that were written down after the fact, of all finished items: done for the first time within 15 minutes of their creation, or never " +
    "for a minute in any status in progress, or created after a pull request that is linked to them was merged. 0 % = all work was on the board while it was being done.",
  source: "Expert prior; form-based capture is a known imperfection of event logs (Suriadi et al. 2017).",
  limits: [
    "Where the board has no status in progress, only the 15 minutes can be seen.",
    "Work merged before its issue was written is seen only where a connected tool shows when pull requests were merged.",
    "Work that was never written down at all is invisible: this is a shadow of it, not its size.",
  ],
  guard: "Flash visits to stages, under a minute, do not count as being in progress; a rise in them shows in conformance.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    const excluded = new Tally();
    const finished: number[] = [];
    let staged = 0;
    for (const item of scope.recent) {
      if (!contains(scope.window, lifecycle.doneAt[item]!)) continue;
      if (population.isImported[item] === 1) excluded.add("came with an import");
      else if (lifecycle.doneInBulk[item] === 1) excluded.add("closed in a bulk transition");
      else if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
      else {
        finished.push(item);
        if (wasInProgress(facts, item)) staged++;
      }
    }
    if (finished.length < MINIMUM) return tooFew("finished items", finished.length, MINIMUM, excluded.toExclusions());
    const hasStages = staged >= STAGE_IN_USE_SHARE * finished.length;
    const examples = new ExamplePicker(log);
    let retro = 0;
    let bornDone = 0;
    let afterMerge = 0;
    const mergedAt = firstMerges(log);
    for (const item of finished) {
      const tookMs = lifecycle.firstDoneAt[item]! - log.items.createdAt[item]!;
      const isBornDone = tookMs < BORN_DONE_MS;
      const isSkipped = hasStages && !wasInProgress(facts, item);
      const isAfterMerge = mergedAt !== null && mergedAt[item]! < log.items.createdAt[item]!;
      if (isBornDone) bornDone++;
      if (isAfterMerge) afterMerge++;
      if (isBornDone || isSkipped || isAfterMerge) {
        retro++;
        examples.add("misses", item, -tookMs, () =>
          isAfterMerge
            ? "created after its pull request was merged"
            : isBornDone
              ? `done ${Math.max(0, Math.round(tookMs / MINUTE_MS))} min after it was created`
              : `done after ${(tookMs / DAY_MS).toFixed(1)} d without having been in progress`,
        );
      } else examples.add("meets", item, tookMs, () => `on the board for ${(tookMs / DAY_MS).toFixed(0)} d, with its stages`);
    }
    return percentage(retro, finished.length, {
      coverage: coverageOf(finished.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "done within 15 minutes of creation": bornDone,
        "never in progress": finished.length - staged,
        ...(mergedAt === null ? {} : { "created after a linked pull request was merged": afterMerge }),
      },
      warnings: hasStages
        ? []
        : ["The board has no status in progress in use: only items done within 15 minutes of creation are seen."],
    });
  },
});

/** When the first pull request of each item was merged, NaN = none; null where no tool shows any. A key in a body alone is no link. */
const firstMerges = oncePerLog(({ items, pullRequests }): Float64Array | null => {
  if (pullRequests.count === 0) return null;
  const first = new Float64Array(items.count).fill(NaN);
  for (let p = 0; p < pullRequests.count; p++) {
    for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++) {
      const item = pullRequests.workItem[w]!;
      if (pullRequests.workBasis[w] !== JOIN_BASIS["key-in-body"] && !(first[item]! <= pullRequests.mergedAt[p]!))
        first[item] = pullRequests.mergedAt[p]!;
    }
  }
  return first;
});

/** For at least a minute before its first finish (E3), or started in another way than by status. */
function wasInProgress(facts: Pick<Facts, "lifecycle">, item: number): boolean {
  return facts.lifecycle.startedAt[item]! < facts.lifecycle.firstDoneAt[item]!;
}
