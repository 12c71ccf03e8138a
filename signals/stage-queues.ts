import type { Facts } from "../src/event-log/facts.ts";
import { STATE_CATEGORIES } from "../src/model/category.ts";
import { DAY_MS, WEEK_MS } from "../src/model/window.ts";
import type { WorkWeeks } from "./weeks.ts";

/** Categories in which begun work stands until somebody takes it up. What has not begun waits for a decision and not for a stage. */
const QUEUES = STATE_CATEGORIES.map((category) => category === "wait" || category === "review" || category === "blocked");

/** One stage of one team, week by week. */
export interface StageQueue {
  readonly status: number;
  /** Items standing in it, averaged over the week. */
  readonly standing: Float64Array;
  /** Items that came into it in the week, and the days they then stood there in all (until now, if they still do). */
  readonly entered: Float64Array;
  readonly days: Float64Array;
}

/** Queues of a team's items. Bulk moves (E2) and statuses known only as they are now are no queue. */
export function stageQueues(
  facts: Pick<Facts, "log" | "visits" | "population">,
  items: readonly number[],
  weeks: WorkWeeks,
): readonly StageQueue[] {
  const { visits, population, log } = facts;
  const queues = new Map<number, StageQueue>();
  const from = weeks.startAt[0]!;
  for (const item of items) {
    for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
      if (!QUEUES[visits.category[v]!]) continue;
      const enteredAt = visits.enteredAt[v]!;
      const leftAt = Number.isNaN(visits.leftAt[v]!) ? log.asOf : visits.leftAt[v]!;
      if (leftAt <= from || visits.isFlash[v] === 1) continue;
      const event = visits.event[v]!;
      if (event >= 0 && (population.isBulk[event] === 1 || population.isUntimed[event] === 1)) continue;
      const status = visits.status[v]!;
      let queue = queues.get(status);
      if (queue === undefined) queues.set(status, (queue = emptyQueue(status, weeks.count)));
      const first = weeks.of(enteredAt);
      if (first >= 0) {
        queue.entered[first]!++;
        queue.days[first]! += (leftAt - enteredAt) / DAY_MS;
      }
      for (let week = Math.max(0, first); week < weeks.count && weeks.startAt[week]! < leftAt; week++) {
        const start = weeks.startAt[week]!;
        const ms = Math.min(leftAt, start + WEEK_MS) - Math.max(enteredAt, start);
        if (ms > 0) queue.standing[week]! += ms / WEEK_MS;
      }
    }
  }
  // By name, so that neither ids nor which items were looked at decide the order.
  const name = ({ status }: StageQueue): string => log.statuses[status]!.name;
  return [...queues.values()].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

function emptyQueue(status: number, weeks: number): StageQueue {
  const empty = () => new Float64Array(weeks);
  return { status, standing: empty(), entered: empty(), days: empty() };
}
