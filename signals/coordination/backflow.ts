import type { Facts } from "../../src/event-log/facts.ts";
import { BOARD_POSITION, STATE_CATEGORIES } from "../../src/model/category.ts";
import { MINUTE_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, times, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { defineSignal } from "../signal.ts";
import { hasStages } from "../trace.ts";

/** A stay shorter than this that leads back to where the item came from is a correction. */
const CORRECTION_MS = 10 * MINUTE_MS;
const MINIMUM = 50;
/** A queue stands before whatever it is for, wherever on the board that is: waiting for a release comes after the review. */
const POSITION = STATE_CATEGORIES.map((category) => (category === "wait" ? null : BOARD_POSITION[category]));

export const signal = defineSignal({
  id: "backflow",
  reference: "S21",
  title: "Backflow and ping-pong",
  dimension: "coordination",
  unit: "%",
  better: "lower",
  definition:
    "Finished items that moved at least once to an earlier category of the board, or from one status to another and straight back, of all finished " +
    "items. Corrections within 10 minutes, moves in bulk and stays in a status of waiting or being blocked do not count. 0 % = work only moves forward.",
  source: "Gupta and Sureka 2014 (back-and-forth and loops in issue trackers); the rungs are expert priors.",
  limits: [
    "A tool with open and closed only cannot show it.",
    "What is sent back out of a queue, before anybody has begun with it, does not show.",
  ],
  guard: "Fewer backward moves with more reopened or duplicated items means that rework moved elsewhere.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const excluded = new Tally();
    const finished = finishedItems(facts, scope, excluded);
    if (finished.length < MINIMUM) return tooFew("finished items", finished.length, MINIMUM, excluded.toExclusions());
    if (!hasStages(facts, finished)) {
      return cannotTell("Only open and closed states are in use, where work cannot be seen to move back.", finished.length);
    }
    const examples = new ExamplePicker(facts.log);
    let flowedBack = 0;
    let moves = 0;
    let pingPongOnly = 0;
    for (const item of finished) {
      const { backward, pingPong } = backflowOf(facts, item);
      moves += backward;
      if (backward > 0 || pingPong > 0) {
        flowedBack++;
        if (backward === 0) pingPongOnly++;
        examples.add("misses", item, backward + pingPong, () =>
          backward > 0 ? `moved back ${times(backward)}` : "went back and forth between two statuses",
        );
      } else {
        const stages = facts.visits.first[item + 1]! - facts.visits.first[item]!;
        examples.add("meets", item, stages, () => `${stages} stages, always forward`);
      }
    }
    return percentage(flowedBack, finished.length, {
      coverage: coverageOf(finished.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "backward moves": moves, "back and forth within a category only": pingPongOnly },
      warnings: [],
    });
  },
});

/** Up to the last finish. `pingPong`: A -> B -> A within one category, which is no backward move. */
function backflowOf(
  facts: Pick<Facts, "visits" | "population" | "lifecycle">,
  item: number,
): { readonly backward: number; readonly pingPong: number } {
  const { visits, population } = facts;
  const path = pathOf(visits, item, facts.lifecycle.doneAt[item]!);
  let backward = 0;
  let pingPong = 0;
  for (let k = 1; k < path.length; k++) {
    const from = path[k - 1]!;
    const to = path[k]!;
    const event = visits.event[to]!;
    if (event >= 0 && population.isBulk[event] === 1) continue;
    const step = POSITION[visits.category[to]!]! - POSITION[visits.category[from]!]!;
    if (step < 0) backward++;
    else if (step === 0 && k > 1 && visits.status[path[k - 2]!] === visits.status[to]) pingPong++;
  }
  return { backward, pingPong };
}

/** The visits that count, corrections taken out: a short stay that leads back to where the item was never happened. */
function pathOf(visits: Facts["visits"], item: number, doneAt: number): number[] {
  const path: number[] = [];
  for (let v = visits.first[item]!; v < visits.first[item + 1]! && visits.enteredAt[v]! <= doneAt; v++) {
    if (POSITION[visits.category[v]!] === null) continue;
    const last = path.at(-1);
    if (last !== undefined && visits.status[last] === visits.status[v]) continue;
    const before = path.at(-2);
    if (before !== undefined && visits.status[before] === visits.status[v]) {
      if (visits.enteredAt[v]! - visits.enteredAt[last!]! < CORRECTION_MS) {
        path.pop();
        continue;
      }
    }
    path.push(v);
  }
  return path;
}
