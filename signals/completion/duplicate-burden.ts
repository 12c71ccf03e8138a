import { KIND, LINK, ORIGIN } from "../../src/event-log/columns.ts";
import { contains, DAY_MS, type Instant } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { isDuplicateWord } from "../../src/event-log/resolution.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 100;
/** Where anybody may file items, of this many duplicates it can be told how soon they are found. */
const MINIMUM_DUPLICATES = 30;
const FOUND_WITHIN_DAYS = 2;

export const signal = defineSignal({
  id: "duplicate-burden",
  reference: "S18",
  title: "Duplicate burden",
  dimension: "completion",
  unit: "%",
  better: "lower",
  definition:
    "Items resolved or linked as duplicates, and items whose text is that of an older one that was open when they were created and that nobody linked, of all created items, " +
    "with the time until duplicates are found beside it. Under public intake: duplicates that were not found within two days, of all whose finding is recorded. 0 % = nothing is filed twice.",
  source:
    "Anvik in Bettenburg et al. 2008: about 20 % in Eclipse and 30 % in Mozilla, both with public intake; Rocha et al. 2016: 94 % closed within two days at Firefox.",
  limits: [
    "Two texts are called the same when they share four fifths of their words; the same wish in other words is not found.",
    "Texts of fewer than a dozen different words, items of rules and texts that one person filed twice are not compared.",
    "Where anybody may file items, the time to find a duplicate says more than their share.",
  ],
  guard:
    "Public intake is judged by latency, not by rate. Where nobody ever marks a duplicate nothing is told: that is no sign of there being none.",
  families: ["text", "field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["links"],
  needs: ["log", "population", "twins"],
  measure({ log, population, twins }, scope) {
    const { items } = log;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const foundAt = foundDuplicates(log);
    const { earlier } = twins.in(scope.window);
    const days: number[] = [];
    let [created, found, undetected, soon, comparable] = [0, 0, 0, 0, 0];
    for (const item of scope.recent) {
      if (!contains(scope.window, items.createdAt[item]!)) continue;
      if (population.isImported[item] === 1) {
        excluded.add("came with an import");
        continue;
      }
      created++;
      if (items.words[item]! > 0) comparable++;
      const at = foundAt[item]!;
      if (!Number.isNaN(at)) {
        found++;
        if (at === -Infinity) {
          examples.add("misses", item, 0, () => "a duplicate, found at a time that is not recorded");
          continue;
        }
        const after = Math.max(0, (at - items.createdAt[item]!) / DAY_MS);
        days.push(after);
        if (after <= FOUND_WITHIN_DAYS) soon++;
        examples.add("misses", item, after, () => `a duplicate, found after ${after.toFixed(1)} d`);
      } else if (earlier[item]! >= 0) {
        undetected++;
        const original = items.key[earlier[item]!]!;
        examples.add("misses", item, Infinity, () => `says what ${original} says, which was open then; nobody linked them`);
      }
    }
    if (created < MINIMUM) return tooFew("created items", created, MINIMUM, excluded.toExclusions());
    // What nobody looks for is found by equal texts at most, which are the smaller part of all.
    if (found === 0) {
      return cannotTell(
        `No item was ever marked as a duplicate, which does not say that there are none (${undetected} have the text of an older one).`,
        created,
        excluded.toExclusions(),
      );
    }
    const isPublic = scope.policy.publicIntake;
    const timed = days.length + undetected;
    if (isPublic && timed < MINIMUM_DUPLICATES)
      return tooFew("duplicates whose finding is recorded", timed, MINIMUM_DUPLICATES, excluded.toExclusions());
    days.sort((a, b) => a - b);
    const rest = {
      coverage: coverageOf(created, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "found duplicates": found,
        "undetected near-duplicates": undetected,
        "created items": created,
        ...(days.length === 0
          ? {}
          : { "days until half of the found ones were found": days[Math.floor((days.length - 1) / 2)]! }),
      },
      warnings: [
        ...(isPublic ? ["Anybody may file items here: judged by how many duplicates are not found within two days."] : []),
        ...(comparable === 0
          ? ["No text of these items is seen: only duplicates that were marked are counted (lower bound)."]
          : []),
      ],
    };
    return isPublic ? percentage(timed - soon, timed, rest) : percentage(found + undetected, created, rest);
  },
});

/** When each item was first linked or resolved as a duplicate; NaN = never, -Infinity = it is one, but not known since when. */
const foundDuplicates = oncePerLog((log): Float64Array => {
  const { items, events, texts } = log;
  const found = new Float64Array(items.count).fill(NaN);
  const words = new Map<number, boolean>();
  const isDuplicate = (text: number): boolean => {
    let answer = words.get(text);
    if (answer === undefined) words.set(text, (answer = isDuplicateWord(texts[text]!)));
    return answer;
  };
  const note = (item: number, event: number): void => {
    // What an item had from its creation on may also have come to it in a part of its history that is not told: "at once" would flatter.
    const at: Instant = events.origin[event] === ORIGIN.history ? events.at[event]! : -Infinity;
    if (!(found[item]! <= at)) found[item] = at;
  };
  for (let e = 0; e < events.count; e++) {
    const to = events.to[e]!;
    if (events.kind[e] === KIND.link && to !== -1) {
      if (events.detail[e] === LINK.duplicates) note(events.item[e]!, e);
      else if (events.detail[e] === LINK["is-duplicated-by"] && to >= 0) note(to, e);
    } else if (events.kind[e] === KIND.resolution && to >= 0 && isDuplicate(to)) note(events.item[e]!, e);
  }
  return found;
});
