import { JOIN_BASIS, type EventLog } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";

/** Pull requests of each work item: those of item i stand in `pullRequest` from `first[i]` up to, not including, `first[i + 1]`. */
export interface LinkedPullRequests {
  readonly first: Uint32Array;
  readonly pullRequest: Uint32Array;
}

type Needed = Pick<Facts, "log" | "population">;

const known = new WeakMap<EventLog, LinkedPullRequests>();

/**
 * Pull requests by item, those of sub-tasks with the item that they are a part of. A key that stands only in the body of a pull request is a mention
 * and no link.
 */
export function linkedPullRequests({ log, population }: Needed): LinkedPullRequests {
  let found = known.get(log);
  if (found === undefined) known.set(log, (found = findLinked(log, population.partOf)));
  return found;
}

function findLinked({ items, pullRequests }: EventLog, partOf: Int32Array): LinkedPullRequests {
  const { firstWork, workItem, workBasis } = pullRequests;
  const first = new Uint32Array(items.count + 1);
  const home = (w: number): number => {
    const own = workItem[w]!;
    return partOf[own]! >= 0 ? partOf[own]! : own;
  };
  for (let w = 0; w < workItem.length; w++) if (workBasis[w] !== JOIN_BASIS["key-in-body"]) first[home(w) + 1]!++;
  for (let i = 1; i <= items.count; i++) first[i]! += first[i - 1]!;
  const next = first.slice();
  const pullRequest = new Uint32Array(first[items.count]!);
  for (let p = 0; p < pullRequests.count; p++)
    for (let w = firstWork[p]!; w < firstWork[p + 1]!; w++)
      if (workBasis[w] !== JOIN_BASIS["key-in-body"]) pullRequest[next[home(w)]!++] = p;
  return { first, pullRequest };
}
