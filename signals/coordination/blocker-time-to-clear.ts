import type { Facts } from "../../src/event-log/facts.ts";
import { connectionOf } from "../../src/model/work-item.ts";
import { DAY_MS, MINUTE_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { medianDuration } from "../median-duration.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 20;
/** A block set and cleared again this fast was a slip of the hand. */
const SLIP_MS = MINUTE_MS;

/** Bits of `Blocked.source`: a flag or a blocked status, which somebody sets and clears. */
const MARKS = 1 | 2;

export const signal = defineSignal({
  id: "blocker-time-to-clear",
  reference: "S24",
  title: "Blocker time to clear",
  dimension: "coordination",
  unit: "d",
  better: "lower",
  definition:
    "Kaplan-Meier median of the elapsed days from when an item was blocked (a flag, a blocked status or an open blocker linked to it) to when it no longer " +
    "was. Blocks that last are censored at the end of the window, blocks that end because the item was cancelled when it was. 0 d = cleared at once.",
  source: "Kaplan and Meier 1958 for the estimator; the rungs are expert priors.",
  limits: [
    "Counts blocks that somebody recorded. No block ever recorded is no evidence that nothing was blocked.",
    "Where a tool shows blocks as links to open items only, their length is the time the other items take: nothing is said then.",
    "A block that is cleared in the tool when the item moves on anyway is as long as the board is stale.",
  ],
  guard: "No blocker ever recorded is insufficient evidence, never a good value.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["blocked"],
  needs: ["log", "lifecycle", "blocked"],
  measure(facts, scope) {
    const { blocked, lifecycle, log } = facts;
    const { window } = scope;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const time: number[] = [];
    const observed: number[] = [];
    const entry: number[] = [];
    const cluster: number[] = [];
    let items = 0;
    let recorded = 0;
    const bySource = new Map<number, number>();
    const marking = connectionsWithMarks(facts, scope.items);
    let linkedOnly = 0;
    for (const item of scope.items) {
      if (blocked.first[item] === blocked.first[item + 1]) continue;
      const before = time.length;
      const isMarked = marking.has(connectionOf(log.items.id[item]!));
      for (let b = blocked.first[item]!; b < blocked.first[item + 1]!; b++) {
        recorded++;
        if (!isMarked) {
          linkedOnly++;
          continue;
        }
        const from = blocked.from[b]!;
        const to = blocked.to[b]!;
        if (from >= window.endAt || to <= window.startAt) continue;
        if (to - from < SLIP_MS) {
          excluded.add("set and cleared within a minute");
          continue;
        }
        const cancelledAt = lifecycle.cancelledAt[item]!;
        // The item was given up (E5), which clears nothing: the block was last seen then.
        const isGivenUp = cancelledAt > from && !(to < cancelledAt);
        const isOpen = Number.isNaN(to) || isGivenUp;
        const seenUntil = isGivenUp ? cancelledAt : Number.isNaN(to) ? window.endAt : to;
        if (seenUntil <= window.startAt) continue;
        const days = (seenUntil - from) / DAY_MS;
        time.push(days);
        observed.push(isOpen ? 0 : 1);
        entry.push(Math.max(0, (window.startAt - from) / DAY_MS));
        cluster.push(items);
        for (const bit of [1, 2, 4]) if ((blocked.source[b]! & bit) !== 0) bySource.set(bit, (bySource.get(bit) ?? 0) + 1);
        if (isOpen) examples.add("misses", item, days, () => `blocked for ${days.toFixed(1)} d, not cleared`);
        else {
          examples.add("misses", item, days, () => `blocked for ${days.toFixed(1)} d`);
          examples.add("meets", item, -days, () => `cleared after ${days.toFixed(1)} d`);
        }
      }
      if (time.length > before) items++;
    }
    if (recorded === 0) {
      return cannotTell("No blocker was ever recorded here, which does not say that nothing was blocked.");
    }
    excluded.add("shown as a link only, in a tool without flags", linkedOnly);
    if (linkedOnly === recorded) {
      return cannotTell(
        "Blocks show as links to open items only, never as a flag or a status. Such a block lasts as long as the other item takes, so how soon blocks are cleared cannot be seen.",
        0,
        excluded.toExclusions(),
      );
    }
    if (time.length < MINIMUM) return tooFew("recorded blocks", time.length, MINIMUM, excluded.toExclusions());
    return medianDuration({ time, observed, entry, cluster }, scope.random, {
      unit: "d",
      what: "blocks",
      coverage: coverageOf(time.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "items that were blocked": items,
        "by a flag": bySource.get(1) ?? 0,
        "by a blocked status": bySource.get(2) ?? 0,
        "by an open blocker": bySource.get(4) ?? 0,
      },
    });
  },
});

/** Connections through which at least one block came as a flag or a status. */
function connectionsWithMarks({ blocked, log }: Pick<Facts, "blocked" | "log">, items: Uint32Array): ReadonlySet<string> {
  const found = new Set<string>();
  for (const item of items) {
    for (let b = blocked.first[item]!; b < blocked.first[item + 1]!; b++)
      if ((blocked.source[b]! & MARKS) !== 0) found.add(connectionOf(log.items.id[item]!));
  }
  return found;
}
