import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { KIND, LINK } from "../../src/event-log/columns.ts";
import { contains, DAY_MS, type Window } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, times, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const FOLLOW_UP_MS = 30 * DAY_MS;

export const signal = defineSignal({
  id: "reopen-rate",
  reference: "S17",
  title: "Reopen rate",
  dimension: "completion",
  unit: "%",
  better: "lower",
  definition:
    "Items reopened within 30 days after they were first done, of all items first done in the window at least 30 days ago. Undoing a closing within 10 minutes is a " +
    "correction and does not count. 0 % = done stays done.",
  source: "Expert prior; reopened bugs are studied by Shihab et al. 2013 and Tagra et al. 2022.",
  limits: [
    "Where done items may not be reopened, rework comes as a new item: it is seen where it is linked as a duplicate or has the same text.",
    "Defects found by users without a reopening are not seen.",
  ],
  guard:
    "A new item instead of a reopening: duplicates of an item, linked or by their text, within 30 days of its finish count as reopened.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "twins"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    const followed: Window = { startAt: scope.window.startAt, endAt: scope.window.endAt - FOLLOW_UP_MS };
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const duplicatedAt = duplicatesByTarget(facts.log);
    const { again } = facts.twins.in(scope.window);
    let done = 0;
    let reopened = 0;
    let replaced = 0;
    let repeated = 0;
    for (const item of scope.recent) {
      const doneAt = lifecycle.firstDoneAt[item]!;
      if (!contains(followed, doneAt)) continue;
      if (population.isImported[item] === 1 && doneAt <= population.enteredAt[item]!) excluded.add("done before an import");
      else if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
      else if (lifecycle.doneInBulk[item] === 1) excluded.add("closed in a bulk transition");
      else {
        done++;
        const daysLater = (lifecycle.reopenedAt[item]! - doneAt) / DAY_MS;
        const isReopened = daysLater * DAY_MS <= FOLLOW_UP_MS;
        const isLinked = !isReopened && (duplicatedAt.get(item) ?? []).some((at) => at > doneAt && at <= doneAt + FOLLOW_UP_MS);
        const isSame = !isReopened && !isLinked && again[item]! >= 0;
        if (isReopened) {
          reopened++;
          examples.add("misses", item, lifecycle.reopenCount[item]! * 100 - daysLater, () =>
            lifecycle.reopenCount[item]! > 1
              ? `reopened ${times(lifecycle.reopenCount[item]!)}, first after ${duration(daysLater)}`
              : `reopened ${duration(daysLater)} after it was done`,
          );
        } else if (isLinked || isSame) {
          if (isLinked) replaced++;
          else repeated++;
          examples.add("misses", item, 0, () => "done, and filed again as a new item within 30 d");
        } else if (Number.isNaN(lifecycle.reopenedAt[item]!)) {
          const since = (scope.window.endAt - doneAt) / DAY_MS;
          examples.add("meets", item, since, () => `done for ${since.toFixed(0)} d`);
        }
      }
    }
    if (done < MINIMUM) return tooFew("items done at least 30 days ago", done, MINIMUM, excluded.toExclusions());
    return percentage(reopened + replaced + repeated, done, {
      coverage: coverageOf(done, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { reopened, "filed again as a linked duplicate": replaced, "filed again in the same words": repeated },
      warnings: [],
    });
  },
});

const duration = (days: number): string => (days < 1 ? `${(days * 24).toFixed(1)} h` : `${days.toFixed(1)} d`);

/** When duplicates of an item were created, by that item: links may stand on either side. */
const duplicatesByTarget = oncePerLog(({ events, items }): ReadonlyMap<number, number[]> => {
  const found = new Map<number, number[]>();
  for (let e = 0; e < events.count; e++) {
    const other = events.to[e]!;
    if (events.kind[e] !== KIND.link || other < 0) continue;
    const own = events.item[e]!;
    const [duplicate, target] =
      events.detail[e] === LINK.duplicates
        ? [own, other]
        : events.detail[e] === LINK["is-duplicated-by"]
          ? [other, own]
          : [-1, -1];
    if (duplicate < 0) continue;
    const list = found.get(target);
    if (list === undefined) found.set(target, [items.createdAt[duplicate]!]);
    else list.push(items.createdAt[duplicate]!);
  }
  return found;
});
