import { KIND, LINK, WORK_TYPE } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains, WEEK_MS } from "../../src/model/window.ts";
import { jeffreys } from "../../src/statistics/proportion.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 100;
/** What came in later has hardly had the time to be done. */
const TIME_WEEKS = 4;
/** With fewer such items their completion rate is anybody's guess, and is taken for that of the others. */
const RATE_ITEMS = 5;
/** Types or labels on fewer items than this are no way of telling work apart. */
const NAMED_SHARE = 0.2;
const IMPROVEMENT =
  /\b(?:improvement|improve|kaizen|retro|retrospective|tech(?:nical)?[-_ ]?debt|process[-_ ]?debt|debt|refactor(?:ing)?|clean[-_ ]?up|verbesserung|amélioration|mejora)/i;

export const signal = defineSignal({
  id: "improvement-work-share",
  reference: "S37",
  title: "Share of improvement work",
  dimension: "completion",
  unit: "%",
  better: "higher",
  definition:
    "Finished items whose type or label says improvement, retrospective action, or technical or process debt and that were worked on or linked to a change, of all finished items, times the completion rate of such items over that " +
    "of the others (at most 1; of items created at least 4 weeks before the end). 0 % = no such work is finished.",
  source: "Expert prior.",
  limits: ["Depends on what teams call such work.", "Words of English, German, French and Spanish are known."],
  guard: "A label without any linked change does not count.",
  families: ["field", "text"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const isWord = log.texts.map((text) => IMPROVEMENT.test(text.slice(0, 100)));
    const finished = finishedItems(facts, scope, excluded);
    if (finished.length < MINIMUM) return tooFew("finished items", finished.length, MINIMUM, excluded.toExclusions());
    let named = 0;
    let done = 0;
    let unworked = 0;
    for (const item of finished) {
      const { hasLabel, isImprovement } = whatIs(log, item, isWord);
      if (hasLabel || log.items.type[item] !== WORK_TYPE.other) named++;
      if (!isImprovement) continue;
      if (isWorkedOn(facts, item)) {
        done++;
        examples.add("meets", item, lifecycle.doneAt[item]!, () => "improvement work that was finished");
      } else {
        unworked++;
        examples.add(
          "misses",
          item,
          lifecycle.doneAt[item]!,
          () => "called an improvement, closed without work or a linked change",
        );
      }
    }
    if (named < NAMED_SHARE * finished.length) {
      return cannotTell(
        "Hardly any item has a type or a label that tells what kind of work it is.",
        finished.length,
        excluded.toExclusions(),
      );
    }
    const rate = { improvement: { done: 0, all: 0 }, other: { done: 0, all: 0 } };
    const asked = { startAt: scope.window.startAt, endAt: scope.window.endAt - TIME_WEEKS * WEEK_MS };
    for (const item of scope.recent) {
      if (!contains(asked, log.items.createdAt[item]!) || facts.population.isImported[item] === 1) continue;
      const own = whatIs(log, item, isWord).isImprovement ? rate.improvement : rate.other;
      own.all++;
      if (!Number.isNaN(lifecycle.doneAt[item]!)) own.done++;
    }
    const isKnown = rate.improvement.all >= RATE_ITEMS && rate.other.done > 0;
    const relative = isKnown ? rate.improvement.done / rate.improvement.all / (rate.other.done / rate.other.all) : 1;
    // Being done more often than other work makes it no larger share.
    const factor = Math.min(1, relative);
    return fromEstimate(jeffreys(done, finished.length, 100 * factor), {
      sampleSize: finished.length,
      coverage: coverageOf(finished.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "finished improvement items": done,
        "called so, without work or a linked change": unworked,
        ...(isKnown ? { "completion rate over that of other work": relative } : {}),
      },
      warnings: [],
    });
  },
});

type Log = Facts["log"];

/** By its type, and by the labels it ever had. */
function whatIs({ items, events }: Log, item: number, isWord: readonly boolean[]) {
  let hasLabel = false;
  let isImprovement = items.type[item] === WORK_TYPE.improvement || isWord[items.typeRaw[item]!] === true;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    if (events.kind[e] !== KIND.label || events.to[e]! < 0) continue;
    hasLabel = true;
    isImprovement ||= isWord[events.to[e]!]!;
  }
  return { hasLabel, isImprovement };
}

/** It was in progress for a minute, or a pull request or another item is linked to it. */
function isWorkedOn({ log, lifecycle }: Pick<Facts, "log" | "lifecycle">, item: number): boolean {
  if (!Number.isNaN(lifecycle.startedAt[item]!)) return true;
  const { events, items } = log;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++)
    if (events.kind[e] === KIND.link && events.to[e] !== -1 && events.detail[e] !== LINK["is-duplicated-by"]) return true;
  return false;
}
